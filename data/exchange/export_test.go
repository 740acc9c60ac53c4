package exchange

import "io"

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

// Bodies returns the bodies of the records that an input holds, as an import would append them, and the faults.
func Bodies(in io.Reader, o Options) (made [][]byte, faults []error, err error) {
	from, err := newSource(&o, nil)
	if err != nil {
		return nil, nil, err
	}
	err = from.scan(in, func(it item) bool {
		d := decodeItem(&it, &bodies{})
		if d.err != nil {
			faults = append(faults, d.err)
		} else {
			for _, p := range d.parts {
				made = append(made, p.body)
			}
		}
		return true
	})
	_ = from.frame()
	return made, faults, err
}
