package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"oblast/data/grading"
	"oblast/data/record"
	"oblast/geo/fault"
)

// builder makes the records of one row: the document that it leans on, the statement, and the incident.
type builder struct {
	options *Options
	said    *row
	zone    string
	loc     *time.Location
	named   map[string]string // field -> header
	faults  []error
	reviews []Review
}

func (b *builder) build() (made, error) {
	key := b.key()
	doc := b.document()
	st := b.statement("st-"+strings.TrimPrefix(key, "inc-"), doc.ID)
	inc := b.incident(key, st, doc)
	if len(b.faults) == 0 {
		b.judge(doc, st, inc)
	}
	if len(b.faults) > 0 {
		return made{}, errors.Join(b.faults...)
	}
	return made{records: []record.Record{doc, st, inc}, shared: 1, reviews: b.reviews, judged: true}, nil
}

// judge validates the records of a row and names what is wrong with them by column, where it came from one.
func (b *builder) judge(records ...record.Record) {
	for _, rec := range records {
		for _, f := range fault.Fields(rec.Validate()) {
			if from, ok := columnOf(f.Field); ok && b.said[from] != "" {
				b.bad(from, b.said[from], f.Problem, f.Allowed...)
			} else {
				b.faults = append(b.faults, f)
			}
		}
	}
}

// pointers are what columns are copied to, by the fields of records.
var pointers = []struct {
	pointer string
	from    field
}{{"/url", fieldURL}, {"/title", fieldTitle}, {"/publisher", fieldPublisher}, {"/language", fieldLanguage}, {"/speaker", fieldSpeaker}, {"/channel", fieldChannel},
	{"/quote_lang", fieldQuoteLang}, {"/summary", fieldSummary}, {"/count", fieldCount}, {"/place/region_ids", fieldRegionIDs}, {"/place/point/1", fieldLat}, {"/place/point", fieldLon},
	{"/place/uncertainty_m", fieldUncertaintyM}, {"/place/level", fieldPlaceLevel}, {"/when/end", fieldTimeEnd}, {"/when/start", fieldTimeStart}, {"/when/precision", fieldTimePrecision}, {"/when/night_of", fieldNightOf}}

// columnOf finds the field that a pointer into a record came from.
func columnOf(pointer string) (field, bool) {
	for _, p := range pointers {
		if pointer == p.pointer || strings.HasPrefix(pointer, p.pointer+"/") {
			return p.from, true
		}
	}
	return 0, false
}

// key returns the id of the incident: the row's own, else one that follows from what it says.
func (b *builder) key() string {
	if id := b.said[fieldID]; id != "" {
		if isID(id) && len(id) < 150 {
			if strings.HasPrefix(id, "inc-") {
				return id
			}
			return "inc-" + id
		}
		return "inc-" + digest(id)
	}
	return "inc-" + digest(b.said[:]...)
}

// isID reports whether a text may stand in an id as it is.
func isID(text string) bool {
	return text != "" && strings.IndexFunc(text, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' || r == ':')
	}) < 0
}

// digest is a short name for texts.
func digest(texts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(texts, "\x1f")))
	return hex.EncodeToString(sum[:8])
}

func textOrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// document returns the source of a row. Rows of one source make the same document.
func (b *builder) document() *record.Document {
	s := b.said
	if s[fieldURL] == "" && isAddress(s[fieldPublisher]) { // a column of sources often holds where they are
		s[fieldURL], s[fieldPublisher] = s[fieldPublisher], ""
	}
	d := &record.Document{Kind: record.KindDocument, Title: textOrNull(s[fieldTitle]), URL: textOrNull(s[fieldURL]), Publisher: textOrNull(s[fieldPublisher]),
		PublisherRole: "other", Language: textOrNull(s[fieldLanguage]), DerivedFrom: []string{}}
	if s[fieldPublisherRole] != "" {
		d.PublisherRole = b.word(fieldPublisherRole, record.PublisherRoles)
	}
	if text := s[fieldPublishedAt]; text != "" {
		if at, ok := parseTime(text, b.loc); ok {
			d.PublishedAt = &at
		} else if _, ok := parseDate(text); !ok { // a date alone is no instant: it stays unknown
			b.bad(fieldPublishedAt, text, "is not a time; write it as 2025-08-27T03:40:00Z")
		}
	}
	if d.Title == nil && d.URL == nil && d.Publisher == nil {
		d.Title = textOrNull(b.options.Name)
	}
	parts := []string{s[fieldTitle], s[fieldURL], s[fieldPublisher], d.PublisherRole, s[fieldLanguage], ""}
	if d.PublishedAt != nil {
		parts[5] = d.PublishedAt.Format(time.RFC3339)
	}
	if d.Title != nil {
		parts[0] = *d.Title
	}
	d.ID = "doc-" + digest(parts...)
	return d
}

// isAddress reports whether a text is the address of a page.
func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
}

func (b *builder) statement(id, document string) *record.Statement {
	s := b.said
	st := &record.Statement{Kind: record.KindStatement, ID: id, Document: document, Speaker: textOrNull(s[fieldSpeaker]), SpeakerRole: "other",
		Channel: textOrNull(s[fieldChannel]), Quote: s[fieldQuote], QuoteLang: textOrNull(s[fieldQuoteLang]), Summary: textOrNull(s[fieldSummary]), Checks: []record.Check{}}
	if s[fieldSpeakerRole] != "" {
		st.SpeakerRole = b.word(fieldSpeakerRole, record.SpeakerRoles)
	} else if st.Speaker == nil {
		st.SpeakerRole = "media"
	}
	if b.options.NoQuotes {
		st.Quote, st.QuoteLang = "", nil
	}
	if text := s[fieldPreliminary]; text != "" {
		var ok bool
		if st.Preliminary, ok = parseTruth(text); !ok {
			b.bad(fieldPreliminary, text, "is neither yes nor no")
		}
	}
	return st
}

func (b *builder) incident(id string, st *record.Statement, doc *record.Document) *record.Incident {
	s := b.said
	inc := &record.Incident{Kind: record.KindIncident, ID: id, WeaponClass: "unknown", Effects: b.effects(st), Statements: []string{st.ID}, Tags: []string{}}
	if s[fieldWeaponClass] != "" {
		inc.WeaponClass = b.word(fieldWeaponClass, record.WeaponClasses)
	}
	if text := s[fieldCount]; text != "" {
		if c, ok := parseCount(text); ok {
			inc.Count = &c
		} else {
			b.bad(fieldCount, text, notANumber(text, "is not a number; write 10, 10+, more than 10, about 10, up to 10, or several"))
		}
	}
	b.kind(inc)
	inc.When = b.when(doc.PublishedAt)
	inc.Place = b.place(id)
	if s[fieldResponse] != "" {
		inc.Response = textOrNull(b.word(fieldResponse, record.Responses))
	}
	if s[fieldAttributedTo] != "" || s[fieldAttributedBy] != "" {
		inc.Attribution = &record.Attribution{AttributedTo: textOrNull(s[fieldAttributedTo]), AttributedBy: textOrNull(s[fieldAttributedBy]), OtherSideStance: "unknown", Statement: &st.ID}
	}
	for _, tag := range strings.FieldsFunc(s[fieldTags], func(r rune) bool { return r == ',' || r == ';' }) {
		if tag = strings.TrimSpace(tag); tag != "" && !slices.Contains(inc.Tags, tag) {
			inc.Tags = append(inc.Tags, tag)
		}
	}
	grade, reason := grading.Alone(st)
	inc.Grade, inc.GradeReason = grade, &reason
	if s[fieldGrade] != "" {
		inc.Grade, inc.GradeReason = b.word(fieldGrade, record.Grades), textOrNull(s[fieldGradeReason])
	}
	return inc
}

// kind says whether a row is an interception, damage, or both: what the column says, else a number of drones is an
// interception and something damaged or hurt is damage.
func (b *builder) kind(inc *record.Incident) {
	text := strings.ToLower(b.said[fieldKind])
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
	}
	inc.IsInterception = has("intercept", "shot down", "downed", "both", "сбит", "перехват", "збит", "подавлен")
	inc.IsDamage = has("damage", "hit", "strike", "both", "debris", "поврежд", "удар", "облом", "пошкодж", "влуч")
	if text == "" {
		inc.IsInterception = b.said[fieldCount] != ""
		inc.IsDamage = slices.ContainsFunc(inc.Effects, func(e record.Effect) bool { return e.State == "reported" })
	}
	switch {
	case !inc.IsInterception && !inc.IsDamage && text == "":
		b.faults = append(b.faults, &fault.FieldError{Field: "kind", Problem: `cannot be told: there is neither a number nor any damage; say it in a column, or for all rows in the mapping: "values": {"kind": "interception"}`})
	case !inc.IsInterception && !inc.IsDamage:
		b.bad(fieldKind, text, "is neither an interception nor damage", "interception", "damage", "both")
	case inc.IsInterception && inc.Count == nil:
		c := record.NotGiven()
		inc.Count = &c
	}
}

// subjects are the columns of effects.
var subjects = []struct {
	field   field
	subject string
}{{fieldInjured, "injured"}, {fieldKilled, "killed"}, {fieldDwellings, "dwelling"}, {fieldBuildings, "building"}, {fieldVehicles, "vehicle"}, {fieldInfrastructure, "infrastructure"}}

func (b *builder) effects(st *record.Statement) []record.Effect {
	out := []record.Effect{}
	cause := "unknown"
	if b.said[fieldDamageCause] != "" {
		cause = b.word(fieldDamageCause, record.Causes)
	}
	for _, x := range subjects {
		text := b.said[x.field]
		if text == "" {
			continue
		}
		e := record.Effect{Subject: x.subject, State: "reported", Cause: cause, Statement: &st.ID, Preliminary: st.Preliminary}
		switch c, ok := parseCount(text); {
		case saysNone(text):
			e.State, e.Cause = "none_reported", "unknown"
		case !ok:
			b.bad(x.field, text, notANumber(text, "is neither a number nor none"))
		case c.Qualifier == "exact" && *c.Best == 0: // the number 0 was stated
			e.State, e.Count, e.Cause = "none_reported", &c, "unknown"
		case c.Qualifier != "not_given":
			e.Count = &c
		}
		out = append(out, e)
	}
	return out
}

// word reads one of an enumeration; spaces and case do not matter.
func (b *builder) word(f field, words []string) string {
	text := strings.ReplaceAll(strings.ToLower(b.said[f]), " ", "_")
	if !slices.Contains(words, text) {
		b.bad(f, b.said[f], "is not an allowed word", words...)
	}
	return text
}

func (b *builder) number(f field) (float64, bool) {
	text := b.said[f]
	if text == "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
	switch {
	case err == nil:
		return v, true
	case f == fieldLon || f == fieldLat:
		b.bad(f, text, "is not a number; write degrees as 54.5194, without signs of degrees and minutes")
	default:
		b.bad(f, text, "is not a number")
	}
	return 0, false
}

// betweenIDs reports what may stand between ids.
func betweenIDs(r rune) bool { return r == ',' || r == ';' || unicode.IsSpace(r) }

// place finds where a row was.
func (b *builder) place(id string) record.Place {
	ask := question{level: b.said[fieldPlaceLevel], ids: strings.FieldsFunc(b.said[fieldRegionIDs], betweenIDs)}
	for _, f := range []field{fieldPlace, fieldDistrict, fieldRegion, fieldCountry} {
		if text := b.said[f]; text != "" && !slices.Contains(ask.words, text) {
			ask.words = append(ask.words, text)
		}
	}
	ask.name = b.said[fieldPlace]
	ask.around = [...]string{b.said[fieldDistrict], b.said[fieldRegion], b.said[fieldCountry]}
	lon, hasLon := b.number(fieldLon)
	lat, hasLat := b.number(fieldLat)
	switch {
	case hasLon && hasLat:
		ask.point = &record.Point{lon, lat}
	case hasLon && b.said[fieldLat] == "":
		b.bad(fieldLon, b.said[fieldLon], "is given without a latitude: give both, or neither")
	case hasLat && b.said[fieldLon] == "":
		b.bad(fieldLat, b.said[fieldLat], "is given without a longitude: give both, or neither")
	}
	if u, ok := b.number(fieldUncertaintyM); ok && u > 0 {
		ask.uncertaintyM = &u
	}
	if ask.level != "" && !slices.Contains(record.PlaceLevels, ask.level) {
		b.bad(fieldPlaceLevel, ask.level, "is not a level of places", record.PlaceLevels...)
	}
	place, review, err := b.options.Places.find(ask)
	if err != nil {
		b.faults = append(b.faults, err)
	}
	if review != nil {
		review.RecordID = id
		b.reviews = append(b.reviews, *review)
	}
	return place
}
