package params

// Patterns of dates and times (RFC 3339), for the API description. They leave out the leap days, which no pattern tells
// from days that are none; the first two have no anchors.
const (
	DatePattern     = `[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))`
	InstantPattern  = DatePattern + "T" + ofDayPattern
	ofDayPattern    = `([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])`
	timePattern     = DatePattern + "(T(" + ofDayPattern + ")?)?"
	clockPattern    = `T([0-9]{1,4}H([0-9]{1,4}M)?([0-9]{1,4}S)?|[0-9]{1,4}M([0-9]{1,4}S)?|[0-9]{1,4}S)`
	daysPattern     = `([0-9]{1,4}Y([0-9]{1,4}M)?([0-9]{1,4}W)?([0-9]{1,4}D)?|[0-9]{1,4}M([0-9]{1,4}W)?([0-9]{1,4}D)?|[0-9]{1,4}W([0-9]{1,4}D)?|[0-9]{1,4}D)`
	durationPattern = "P(" + daysPattern + "(" + clockPattern + ")?|" + clockPattern + ")"
	IntervalPattern = "^(" + timePattern + "(/(" + timePattern + `|\.\.|` + durationPattern + `)?)?|(\.\.|` + durationPattern + ")?/" + timePattern + `|\.\./(\.\.)?|/\.\.)$`
)

// Version declares a parameter that names a state of the log: a version (a number of revisions), a time or a date. A
// version that is not reached yet is not found.
func Version(name, description string) Param {
	return Param{Name: name, Kind: String, MaxLength: 40, Names: true, Example: "2025-11-24T12:00:00Z", Description: description,
		Pattern: "^(" + InstantPattern + "|" + DatePattern + "|0|[1-9][0-9]{0,8})$"}
}
