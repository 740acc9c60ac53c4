package api

// Routes lists method and path of every route.
func Routes() [][2]string {
	var all [][2]string
	for _, r := range routes(handlers{}) {
		all = append(all, [2]string{r.method, r.path})
	}
	return all
}
