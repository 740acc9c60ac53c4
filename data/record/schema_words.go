package record

// schemaEnums are the fields that hold one of a list of words, as validation takes them.
var schemaEnums = map[string][]string{
	"document.publisher_role":           PublisherRoles,
	"statement.speaker_role":            SpeakerRoles,
	"check.check":                       CheckNames,
	"check.result":                      CheckResults,
	"incident.weapon_class":             WeaponClasses,
	"incident.response":                 Responses,
	"incident.grade":                    Grades,
	"count.qualifier":                   Qualifiers,
	"when.precision":                    Precisions,
	"place.level":                       PlaceLevels,
	"place.method":                      PlaceMethods,
	"effect.subject":                    Subjects,
	"effect.state":                      EffectStates,
	"effect.cause":                      Causes,
	"attribution.other_side_stance":     Stances,
	"tally.metric":                      Metrics,
	"tally.window_basis":                WindowBases,
	"tally.weapon_class":                WeaponClasses,
	"tally.split":                       Splits,
	"tally.status":                      TallyStatuses,
	"restriction.status":                RestrictionStatuses,
	"restriction.coarsest_public_level": PublicLevels,
}

const (
	idPattern     = `^[A-Za-z0-9][A-Za-z0-9._:-]*$`
	digestPattern = `^[0-9a-f]{64}$`
)

// schemaPatterns are the fields that hold an id, or another text of a fixed form.
var schemaPatterns = map[string]string{
	"document.id": idPattern, "statement.id": idPattern, "incident.id": idPattern, "tally.id": idPattern, "restriction.id": idPattern,
	"alias.id": idPattern, "document.derived_from[]": idPattern, "statement.document": idPattern, "statement.supersedes": idPattern,
	"incident.statements[]": idPattern, "tally.statements[]": idPattern, "restriction.statements[]": idPattern,
	"effect.statement": idPattern, "attribution.statement": idPattern, "place.region_ids[]": idPattern, "tally.scope[]": idPattern,
	"tallyitem.region_id": idPattern, "restriction.region_id": idPattern, "alias.region_id": idPattern, "alias.scope_parent": idPattern,
	"alias.scope_source": idPattern, "resolution.answer[]": idPattern, "resolution.suggested[]": idPattern, "rejection.id": idPattern,
	"document.sha256": digestPattern,
}

// schemaRules are what the parts of an object ask of each other, where a schema can say it.
var schemaRules = map[string][]any{
	"count": {
		shape([]string{"exact"}, []string{"min", "best", "max"}, nil),
		shape([]string{"at_least", "more_than", "not_given"}, []string{"min"}, []string{"best", "max"}),
		shape([]string{"about"}, []string{"best"}, []string{"min", "max"}),
		shape([]string{"up_to"}, []string{"max"}, []string{"min", "best"}),
	},
}

// shape says which numbers a qualifier leaves known.
func shape(qualifiers, known, open []string) map[string]any {
	properties := map[string]any{}
	for _, key := range known {
		properties[key] = map[string]any{"type": "integer"}
	}
	for _, key := range open {
		properties[key] = map[string]any{"type": "null"}
	}
	return map[string]any{
		"if":   map[string]any{"properties": map[string]any{"qualifier": map[string]any{"enum": qualifiers}}},
		"then": map[string]any{"properties": properties, "required": known},
	}
}

// schemaWords say what a field means, where its name does not say all of it.
var schemaWords = map[string]string{
	"document":                          "One published item.",
	"document.language":                 "BCP 47",
	"document.sha256":                   "of the captured file, hexadecimal",
	"document.derived_from":             "ids of the documents that it repeats: a relay is never independent",
	"statement":                         "What one speaker says in one document.",
	"statement.quote":                   "verbatim, or empty where the wording may not be reprinted; an empty quote equals nothing",
	"statement.summary":                 "in our words",
	"statement.supersedes":              "id of the statement that this one replaces",
	"check.says":                        "the words under check",
	"check.numbers":                     "the numbers under check, as they were given",
	"incident":                          "One event at one place and time, or one speaker's count for places within one region. It is an interception, a damage report, or both.",
	"incident.count":                    "null only where it is no interception; an interception without a number is not_given",
	"incident.statements":               "ids of the statements that describe it, at least one",
	"count":                             "By qualifier: exact n {n, n, n}; at_least n {n, null, null}; more_than n {n+1, null, null}; about n {null, n, null}; up_to n {null, null, n}; not_given {1, null, null}.",
	"when":                              "A half-open interval. Where only a part of the day is known it has that part's bounds, local: night 20:00-08:00, morning 06:00-12:00, afternoon 12:00-18:00, evening 18:00-24:00, day 08:00-20:00.",
	"when.zone":                         "IANA",
	"when.night_of":                     "date of the morning that ends the night; null by day",
	"place":                             "Where, as far as it is known.",
	"place.verbatim":                    "the words of the source",
	"place.point":                       "longitude, latitude in degrees, WGS 84; only where a source or the gazetteer gives it",
	"place.uncertainty_m":               "metres; null where not known, never 0",
	"place.generalised":                 "what was left out, and why",
	"effect":                            "What happened to a subject. Only what is reported has a number; silence is not_mentioned, and neither is 0.",
	"effect.count":                      "exact 0 only where the number 0 was stated",
	"attribution":                       "A claim with an author.",
	"tally":                             "An official total over a window and a scope of several regions.",
	"tally.window":                      "as stated; null where the total is known by a phrase such as «overnight»",
	"tally.night_of":                    "date of the morning that ends the night; null by day",
	"tally.split":                       "complete: items are said to be all of it",
	"tally.status":                      "flagged: the items of a split given as complete are below the headline; refused: items above the headline",
	"restriction":                       "A rule in force in a region that limits what may be published about the aftermath.",
	"restriction.coarsest_public_level": "null: a register entry that hides nothing",
	"restriction.delay":                 "a duration such as 72h; null: none",
	"alias":                             "A reviewer's decision that certain words under a certain parent mean a certain region.",
	"alias.scope_parent":                "id of the region in which the words mean this; null: anywhere",
	"alias.scope_source":                "id of the document whose words they are; null: anybody's",
}
