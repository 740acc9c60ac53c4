package record

// The enumerations, in the order in which they are shown. They are read-only: schemas, parameters and validation share
// them.
var (
	Kinds = []string{string(KindDocument), string(KindStatement), string(KindIncident), string(KindTally),
		string(KindRestriction), string(KindAlias)}
	PublisherRoles = []string{"official_primary", "official_relay", "state_media", "independent_media", "local_media", "other"}
	SpeakerRoles   = []string{"governor", "defence_ministry", "armed_forces", "mayor", "administration", "emergency_service",
		"other_side", "witness", "media", "other"}
	// ResponsibleRoles are the speakers who answer for what they say about a place or about their own air defence, the
	// nearest to the place first.
	ResponsibleRoles    = []string{"governor", "mayor", "administration", "emergency_service", "defence_ministry", "armed_forces"}
	CheckNames          = []string{"sum", "comparison", "date", "unit", "relay", "name"}
	CheckResults        = []string{"ok", "contradicted", "unknown"}
	WeaponClasses       = []string{"uav_fixed_wing", "uav_multirotor", "uav", "missile", "unknown"}
	Qualifiers          = []string{"exact", "at_least", "more_than", "about", "up_to", "not_given"}
	Precisions          = []string{"exact", "approximate", "window", "part_of_day", "night", "day", "first_reported", "unknown"}
	PlaceLevels         = []string{"country", "multi_region", "region", "composite_region", "district", "settlement", "locality", "exact", "water_area", "border_between", "unknown"}
	PlaceMethods        = []string{"exact", "inflected", "transliterated", "historical", "alias", "fuzzy", "parent_fallback", "reviewer", "given"}
	Subjects            = []string{"injured", "killed", "dwelling", "building", "vehicle", "infrastructure"}
	EffectStates        = []string{"reported", "none_reported", "denied", "not_mentioned", "unknown", "withheld"}
	Causes              = []string{"debris", "impact", "blast", "fire", "unknown"}
	Responses           = []string{"investigation_opened", "operational_group_deployed", "damage_estimate_ordered", "evacuation", "none_mentioned"}
	Stances             = []string{"confirmed", "denied", "no_comment", "not_asked", "unknown"}
	Grades              = []string{"discounted", "contested", "confirmed", "fair", "weak"} // in order of precedence
	Metrics             = []string{"intercepted", "launched", "hit"}
	WindowBases         = []string{"stated", "phrase_only"}
	Splits              = []string{"complete", "partial", "none"}
	TallyStatuses       = []string{"ok", "flagged", "refused"}
	RestrictionStatuses = []string{"in_force", "reported"}
	PublicLevels        = []string{"country", "region", "district", "settlement", "locality", "exact"} // of a restriction, from coarse to fine
	Changes             = []string{"create", "update", "correction", "merge", "split", "retraction", "generalisation", "undo"}
)
