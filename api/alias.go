package api

import (
	"net/http"
	"strings"
)

// aliases are addresses under which clients look for the whole service: Esri's take only an address of the first name for
// one of OGC API Features, and some begin with the name that its draft had. What is below leads to the same as at the root,
// whose links all answers carry.
var aliases = [...]string{"/ogcfeatureserver", "/wfs3"}

// unalias takes the name of an alias off a request's path.
func unalias(req *http.Request) {
	for _, alias := range aliases {
		rest, ok := strings.CutPrefix(req.URL.Path, alias)
		if !ok || rest != "" && rest[0] != '/' {
			continue
		}
		if req.URL.Path = rest; rest == "" {
			req.URL.Path = "/"
		}
		if req.URL.RawPath != "" {
			req.URL.RawPath = strings.TrimPrefix(req.URL.RawPath, alias)
		}
		return
	}
}
