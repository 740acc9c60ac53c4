package api

import (
	"slices"
	"strings"
)

// trackers are parameters that programs which count readers add to links on the way. On a page they say nothing about
// the map, and the reader who follows the link did not write them.
var trackers = []string{"fbclid", "gclid", "dclid", "gbraid", "wbraid", "yclid", "ysclid", "msclkid", "twclid", "igshid", "mc_cid", "mc_eid", "_openstat"}

// withoutTrackers returns a query, with its question mark, in which they are left out; ok is false where there are none.
func withoutTrackers(query string) (clean string, ok bool) {
	if query == "" {
		return "", false
	}
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		if strings.HasPrefix(name, "utm_") || slices.Contains(trackers, name) {
			ok = true
			continue
		}
		kept = append(kept, part)
	}
	if len(kept) == 0 {
		return "", ok
	}
	return "?" + strings.Join(kept, "&"), ok
}
