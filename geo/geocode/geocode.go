// Package geocode finds the regions that words mean.
//
// In comes text that names a place in English, Russian or Ukrainian, in any case form or spelling, with its parents in
// any order; out come the units and settlements it may mean, each with a probability and the reasons in words. Points
// are WGS 84 lon, lat. No network, no files: the index is built from a gazetteer in memory.
//
// # The way of a query
//
//	fold        text -> words of plain letters, each with its bytes of the text                          (package fold)
//	read        which words say what kind of place, and of which name; joining words; lists; borders     (package typeword)
//	            a lone word is held against the ordinary vocabulary                          (package ordinary)
//	gather      spans of words -> candidates from three key spaces: the exact letters; the stem, which case forms share
//	            (package inflect); the sound, which spellings and alphabets share (package romanise)
//	resolve     parents that are stated, candidates within them, what remains unexplained
//	respell     Latin words read in German, French, Spanish, Polish and standard ways, where a word remains
//	list        parts between commas and ands as places of their own; two sides of a border as one answer
//	member      what a name means as a member of any list, for texts, which name the same places in ever new lists
//	inside      misspelt names among the children of a stated parent                                     (package similar)
//	everywhere  misspelt names and type words where no parent is stated (slips.go); another keyboard layout (layout.go)
//	answer      shares of probability, labels, reasons (confidence.go, explain.go); or why there is nothing (reason.go)
//
// Each step is taken only when those before it leave a word unexplained.
//
// # The rules, and where they come from
//
// Names: official, short, alternate and former ones of CLDR, GeoNames, OpenStreetMap and KATOTTG (data/README.md); what news
// use besides (usage.tsv); former names of towns with their last days (renamed.tsv): a date asked for makes them names of
// that day, and without one they are accepted as historical; oblasts as their people call them, Рязанщина (folk.go); Ukrainian
// communities and directions by the adjectives of their centres, Марганецька громада (communities.tsv, KATOTTG); a community
// whose centre is not held is answered with its raion, as parent_fallback (communities_raions.tsv).
//
// A type word (район, oblast, city of) is never dropped: it is held against what the candidate is (agree.go). Region for a
// krai nearly fits, City for a region does not. A capital beside a word for region stands for it, a town beside a word for
// district for the rayon that is named by it.
//
// A relational adjective (курский, Харківський, дагестанские) is a name of kind adjective (adjective.go): it names a district
// or region only beside its type word; alone it is context, and Rejected tells whose it is.
// So is a country's: Russian drone. A word of the ordinary vocabulary that stands alone is no name of a small place, nor a
// case form or other spelling of any (package ordinary, alone.go): корова, store; nor are two capital initials beside a name.
// Words in small letters that are no names are passed over where a name in capitals is
// left: жители Клинцовского района; but not a noun that the name only says more about: Moscow officials.
//
// A parent is stated by a country, by a unit with its type word, or by a region that stands behind a comma or preposition
// and is the most prominent place of its name (Tatarstan, not Kaluga). It is never left: a namesake elsewhere goes to
// Rejected, and when the parent has no such child the parent itself is the answer, as parent_fallback, with the likest
// child as a suggestion. A comma between two names that do not belong together makes a list only where both are of one
// level and typed, or three, or towns of one country: Kiev, Missouri is a wrong parent.
// A member of a list that no place is called by is rejected by its words, and the others are answered. Members that may mean several places are rather those that lie in one region (company.go). «Кировский район
// Донецка» is a district of the city, of which none is held: the answer is the city, as parent_fallback (urban.go).
// A capital is what a nationality, a country beside it, or behind a preposition the language of the text says (capital.go).
//
// Misspellings: up to .20 of the name inside a parent is sure, up to .30 doubtful (optimal string alignment, inside.go);
// elsewhere one slip, two in long words (symmetric delete over words, slips.go), without a type word only of large places.
// Of names without a parent each has its share: how it matched, how it fits, its prominence, which follows the root of the
// population and weighs most where nothing else is said; the language of the text; the date; who speaks.
//
// # What is promised
//
// A confidence is the probability that the place is the one meant, fitted to cases of known answer (go run ./cmd/accuracy
// -fit); the candidates of one query share at most 1, and none is divided by the best. NeedsReview is set for what was found by
// a guess (a parent for its child, a doubtful misspelling) and for every confidence below .7: on the places of the test split
// (testdata/reviews.tsv) it asks people to look at 2,587 of 18,869 answers, among which are 119 of the 186 wrong ones, and lets 67 pass. Without the
// threshold it asked for 2,289 and let 118 pass; at .8 it would ask for 210 more to catch 9, so .7 stands. testdata/accuracy.tsv tells how often
// answers are right, slice by slice. Text that names no place has no match and a Reason. The same text in other cases or
// normal forms, or with other blanks, has the same answer, save that small letters among capitals mean that a word is no
// name. A text is read up to some hundred letters, so time is bounded whatever comes in.
//
// Prefix completes what is being typed (prefix.go, completions.go, openings.go) from names sorted by their letters. Its
// tables, and those of misspelt words, are built when first needed, or by Warm.
//
// A Geocoder never changes and may be used by any number of goroutines; WithAliases makes another on the same index.
package geocode

import (
	"sync"

	"oblast/geo/gazetteer"
	"oblast/geo/region"

	"github.com/paulmach/orb"
)

// Geocoder answers queries.
type Geocoder struct {
	index       *index
	aliases     *aliases
	completions *completions
	calibration *Calibration
	pool        *sync.Pool // of *reading
}

// New builds the index. It takes some tens of milliseconds and keeps g, which must not change.
func New(g *gazetteer.Gazetteer) (*Geocoder, error) {
	x := newIndex(g)
	calibration, err := ReadCalibration(confidenceTable)
	if err != nil {
		return nil, err
	}
	return &Geocoder{
		index: x, aliases: &aliases{}, completions: newCompletions(x), calibration: calibration,
		pool: &sync.Pool{New: func() any { return &reading{} }},
	}, nil
}

// Query is what is asked.
type Query struct {
	Text    string
	Within  string        // id of a unit that the place lies in, or empty; an unknown id finds nothing
	Level   *region.Level // only units of this level, or nil; settlements have no level here
	Lang    string        // of labels and names: en, ru, uk; empty: that of the text
	At      string        // date (2006-01-02) at which units must have been valid, or empty
	Speaker string        // role of who says it, in the words of statements: Ministry adds regions up (Московский регион); empty: not known
	Limit   int           // most matches; 0 or less: 5
	Named   bool          // the words are known to be a name, by their capitals in a text: even an ordinary word is taken for one
	Sure    bool          // only an answer whose matches are all no guesses is of use: in the place of another may be none, for the reason Unsure
	Bare    bool          // only matches are of use: there are no suggestions, which take a third of the time where nothing is found
}

// Ministry is the speaker's role that means composites of regions.
const Ministry = "defence_ministry"

// Match types, best first.
const (
	Exact          = "exact"
	Inflected      = "inflected"
	Transliterated = "transliterated"
	Historical     = "historical"
	ByAlias        = "alias"
	Fuzzy          = "fuzzy"
	ParentFallback = "parent_fallback"
)

// Precisions: what the geometry of a match covers.
const (
	PrecisionArea   = "area"        // the unit's own area
	PrecisionPoint  = "point"       // a settlement's point
	PrecisionParent = "parent_area" // the area of the parent, somewhere in which the place is
	PrecisionBorder = "border"      // somewhere along the border of two units
)

// Answer is what was found. The slices are the caller's.
type Answer struct {
	Query       string
	Matches     []Match      // by falling confidence; of a list («Брянской и Курской областей»), by its order first
	Reason      string       // why there is no match: one of the reasons of this package; empty if there is one
	Suggestions []Suggestion // likely misspellings, too unsure to be a match
	Rejected    []Rejected   // namesakes that the query rules out
}

// Place is a unit or settlement as answers tell of it.
type Place struct {
	Unit       int32  // number in the tree: the place itself, or the finest unit that a settlement lies in; region.None if none
	Settlement int32  // number in the gazetteer's Settlements, or region.None
	RegionID   string // id of Unit, the most specific one; empty if none
	Type       string // country, region, district, city, locality, water_area, composite_region or border_between
	Label      string // name with its parents: "Dzerzhinsky District, Kaluga Oblast, Russia"
	Name       string
	Level      string // of the place: region.Level's words, settlement, or border_between

	Country, Region, District int32     // units that the place is or lies in; region.None where none
	Members                   []int32   // units on whose border the place is (level border_between); nil for others
	Point                     orb.Point // zero for a border
}

// Match is one place that the text may mean.
type Match struct {
	Place

	Confidence       float64  // probability that this is the place meant, 0 to 1
	RegionConfidence float64  // probability that its region (or country, where it has none) is right, 0 to 1
	Evidence         Evidence // what both are made from; empty for a border
	MatchType        string
	Precision        string
	Explain          []string // reasons, in words, in a fixed order
	NeedsReview      bool

	From, To int // bytes of the query's text that name it, its type word included
	Alias    int // number of the alias that decided, or -1
}

// Suggestion is a place whose name is like one that was not found.
type Suggestion struct {
	Unit     int32
	RegionID string
	Name     string
	Score    float64 // likeness of the names (Jaro-Winkler), 0 to 1
	Why      string
}

// Rejected is a place of the right name that the query rules out.
type Rejected struct {
	RegionID string // the unit; of a settlement, the coarsest unit around it that does not hold the stated parent; empty for words of a list that no place is called by
	Name     string // of the place, or those words
	Reason   string
}

// Reasons of rejection.
const (
	OutsideParent = "outside stated parent"
	NotValidThen  = "not valid at that date"
	NotOfLevel    = "not of the level asked for"
	IsAdjective   = "only its adjective is named, without a type word: that is context, not a place"
)

const defaultLimit = 5
