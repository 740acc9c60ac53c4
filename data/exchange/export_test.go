package exchange

// SpoolThrough sends bodies through a spool and returns what comes back.
func SpoolThrough(bodies [][]byte) ([]string, bool, error) {
	var s spool
	defer s.close()
	for _, b := range bodies {
		if err := s.add('c', b); err != nil {
			return nil, false, err
		}
	}
	var out []string
	err := s.each(func(mark byte, body []byte) error {
		out = append(out, string(mark)+string(body))
		return nil
	})
	return out, s.file != nil, err
}
