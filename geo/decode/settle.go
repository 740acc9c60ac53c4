package decode

import "strconv"

// settle gives rows without an id of their own that of the column id, where it has one for each and none twice, and calls
// columns something else that would be taken for what every feature has: an id that tells something else, the geometry, its
// box. The title keeps the file's name.
func (s *set) settle() {
	if c, ok := s.index["id"]; ok && !s.identified(c) {
		s.rename(c, "id_property")
	}
	for _, name := range []string{"geometry", "bbox"} {
		if c, ok := s.index[name]; ok {
			s.rename(c, name+"_property")
		}
	}
	if c, ok := s.index[""]; ok {
		s.rename(c, "column_"+strconv.Itoa(c+1))
	}
}

// identified makes a column the ids of all rows that have none, and reports whether it tells the ids of all rows.
func (s *set) identified(column int) bool {
	seen := make(map[string]bool, len(s.rows))
	for i := range s.rows {
		r := &s.rows[i]
		if column >= len(r.values) || r.values[column].kinds&isText == 0 && r.values[column].kinds&isInteger == 0 || r.values[column].text == "" {
			return false
		}
		id := r.values[column].text
		if !r.numbered && r.id != id || seen[id] {
			return false
		}
		seen[id] = true
	}
	for i := range s.rows {
		s.rows[i].id = s.rows[i].values[column].text
	}
	return true
}

func (s *set) rename(column int, name string) {
	for _, taken := s.index[name]; taken; _, taken = s.index[name] {
		name += "_"
	}
	c := &s.columns[column]
	delete(s.index, c.name)
	c.title, c.name, s.index[name] = c.name, name, column
}
