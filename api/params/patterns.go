package params

// Patterns of dates and times (RFC 3339), for the API description; the first two have no anchors.
const (
	DatePattern = "([0-9]{4}-((0[13578]|1[02])-31|(0[13-9]|1[0-2])-(29|30)|(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]))|" + leapYearPattern + "-02-29)"
	// Divisible by 4; of whole centuries, those divisible by 400.
	leapYearPattern = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"

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
		Pattern: "^(" + DatePattern + "(T" + ofDayPattern + ")?|0|[1-9][0-9]{0,8})$"}
}
