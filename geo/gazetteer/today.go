package gazetteer

import (
	_ "embed"
	"strconv"
)

// today lists settlements whose names in the settlements' source are not those of today: what was renamed since, and
// Ukrainian names that it gives in Russian or Latin letters and the codifier (KATOTTG) in Ukrainian. Columns: GeoNames id, names in the three languages (empty: as they are), source with the act of renaming.
//
//go:embed today.tsv
var today string

// rename gives settlements their names of today. What they were called before stays among the alternates. Settlements that
// are not held are passed over.
func rename(list []Settlement) error {
	t, err := newTable("today.tsv", today, "geonames_id", "name_en", "name_ru", "name_uk")
	if err != nil {
		return err
	}
	i := 0
	for t.next() { // both are in the order of ids
		id, err := strconv.ParseInt(t.get(0), 10, 32)
		if err != nil {
			return t.fault("geonames_id %q is not a number", t.get(0))
		}
		for i < len(list) && int64(list[i].ID) < id {
			i++
		}
		if i == len(list) || int64(list[i].ID) != id {
			continue
		}
		s := &list[i]
		for _, n := range [...]struct {
			name *string
			now  string
		}{{&s.Names.EN, t.get(1)}, {&s.Names.RU, t.get(2)}, {&s.Names.UK, t.get(3)}} {
			if n.now == "" || n.now == *n.name {
				continue
			}
			if *n.name != "" {
				s.Alternates = Alternates(*n.name + "|" + string(s.Alternates))
			}
			*n.name = n.now
		}
	}
	return nil
}
