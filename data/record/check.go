package record

import (
	"errors"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"

	"oblast/geo/fault"
)

// checker collects the faults of a record. It is torn when parts of the record could not be read: then what relates
// one field to another is left unsaid, since it may only follow from that.
type checker struct {
	faults []error
	torn   bool
}

// faultsOf joins the faults of a whole record.
func faultsOf(r interface{ validate(*checker) }) error {
	var c checker
	r.validate(&c)
	return errors.Join(c.faults...)
}

// spot is a place in a record: a pointer, with at most one index in it. It is written out only for a fault.
type spot struct {
	prefix string
	index  int // -1: none
	suffix string
	key    string // below that
}

func at(pointer string) spot { return spot{pointer, -1, "", ""} }

func in(list string, i int, rest string) spot { return spot{list, i, rest, ""} }

// with is the spot of a key of the object that is there.
func (s spot) with(key string) spot {
	s.key = key
	return s
}

func (s spot) String() string {
	if s.index < 0 {
		return s.prefix + s.key
	}
	return s.prefix + "/" + strconv.Itoa(s.index) + s.suffix + s.key
}

func (c *checker) fault(s spot, problem, value string, allowed []string) {
	c.faults = append(c.faults, &fault.FieldError{Field: s.String(), Value: shorten(value), Problem: problem, Allowed: allowed})
}

// word checks an enumeration.
func (c *checker) word(s spot, value string, allowed []string) {
	switch {
	case value == "":
		c.fault(s, "is missing", "", allowed)
	case !contains(allowed, value):
		c.fault(s, "is not an allowed value", value, allowed)
	}
}

func (c *checker) wordOrNull(s spot, value *string, allowed []string) {
	if value != nil {
		c.word(s, *value, allowed)
	}
}

func contains(list []string, value string) bool {
	for _, v := range list {
		if v == value {
			return true
		}
	}
	return false
}

// head checks what every record has.
func (c *checker) head(kind, want Kind, id string) {
	if kind != want {
		c.fault(at("/kind"), "does not fit the record", string(kind), []string{string(want)})
	}
	c.id(at("/id"), id)
}

// maxID bounds ids, in bytes.
const maxID = 200

// id checks a record's id, or a reference to one: it stands in addresses as it is.
func (c *checker) id(s spot, id string) {
	switch {
	case id == "":
		c.fault(s, "is missing", "", nil)
	case len(id) > maxID:
		c.fault(s, fmt.Sprintf("is longer than %d bytes", maxID), id, nil)
	case !plain(id):
		c.fault(s, "may have letters a-z and A-Z, digits and . _ : - and begins with a letter or digit", id, nil)
	}
}

func plain(id string) bool {
	for i := 0; i < len(id); i++ {
		b := id[i]
		switch {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9':
		case i > 0 && (b == '-' || b == '.' || b == '_' || b == ':'):
		default:
			return false
		}
	}
	return true
}

func (c *checker) idOrNull(s spot, id *string) {
	if id != nil {
		c.id(s, *id)
	}
}

// ids checks a list of ids: there, each once, and at least so many.
func (c *checker) ids(list string, ids []string, least int, why string) {
	switch {
	case ids == nil:
		c.fault(at(list), "is missing; write [] for an empty list", "", nil)
		return
	case len(ids) < least:
		c.fault(at(list), why, "", nil)
	}
	for i, id := range ids {
		c.id(in(list, i, ""), id)
		if contains(ids[:i], id) {
			c.fault(in(list, i, ""), "stands in the list before", id, nil)
		}
	}
}

// text checks a text that has to be there.
func (c *checker) text(s spot, value string) {
	if strings.TrimSpace(value) == "" {
		c.fault(s, "is missing", "", nil)
	}
}

// textOrNull checks a text that may be null: empty is not a way to say unknown.
func (c *checker) textOrNull(s spot, value *string) {
	if value != nil && strings.TrimSpace(*value) == "" {
		c.fault(s, "is empty; write null where it is not known", "", nil)
	}
}

// address checks a web address. Only http and https are followed by readers, so nothing else is kept.
func (c *checker) address(s spot, value *string) {
	if value == nil {
		return
	}
	u, err := url.Parse(*value)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil {
		c.fault(s, "is not a web address; write it whole, with http:// or https://", *value, nil)
	}
}

// language checks the shape of a BCP 47 tag.
func (c *checker) language(s spot, value *string) {
	if value == nil {
		return
	}
	for i, part := range strings.Split(*value, "-") {
		if n := len(part); n == 0 || n > 8 || i == 0 && (n < 2 || n > 3) || !letters(part, i > 0) {
			c.fault(s, "is not a language tag such as en, ru, uk or zh-Hant", *value, nil)
			return
		}
	}
}

func letters(s string, digits bool) bool {
	for i := 0; i < len(s); i++ {
		b := s[i] | 0x20
		if (b < 'a' || b > 'z') && (!digits || s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// digest checks a SHA-256 in hex.
func (c *checker) digest(s spot, value *string) {
	if value == nil {
		return
	}
	ok := len(*value) == 64
	for i := 0; ok && i < len(*value); i++ {
		b := (*value)[i]
		ok = '0' <= b && b <= '9' || 'a' <= b && b <= 'f'
	}
	if !ok {
		c.fault(s, "is not a SHA-256: 64 hexadecimal digits, small letters", *value, nil)
	}
}

// zone checks an IANA time zone.
func (c *checker) zone(s spot, name string) {
	if name == "" {
		c.fault(s, "is missing; write an IANA time zone such as Europe/Moscow", "", nil)
	} else if _, ok := Location(name); !ok {
		c.fault(s, "is not an IANA time zone such as Europe/Moscow", name, nil)
	}
}

// finite reports whether a number is one that JSON can write.
func finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }
