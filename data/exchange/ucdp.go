package exchange

import (
	"strings"

	"oblast/geo/fault"
)

// ucdpColumns are the columns of UCDP's georeferenced event files that an import needs.
var ucdpColumns = []string{"id", "date_start", "date_end", "date_prec", "where_prec", "latitude", "longitude", "country", "adm_1", "adm_2", "best", "high", "low", "source_article"}

// ucdpWritten are the columns that an export writes: UCDP's, and at the end our own word for what an event is, since a row
// without deaths says nothing of it.
var ucdpWritten = []string{"id", "year", "type_of_violence", "source_article", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates",
	"where_description", "adm_1", "adm_2", "latitude", "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end", "best", "high", "low", "kind"}

// ucdpRow puts a row of UCDP GED in our fields. Its events are damage, unless a column of ours says what they are; one
// without estimates of deaths says nothing about them. where_prec says what a
// coordinate stands for: 1 the place, 2 some 25 km around it, 3 a district, 4 a region, 6 a country, 5 and 7 no land
// that has a name here.
func ucdpRow(cell func(string) string, said *row) error {
	id := cell("id")
	if id == "" {
		return &fault.FieldError{Field: "id", Problem: "is empty"}
	}
	said[fieldID], said[fieldKind] = "ucdp-"+id, first(cell("kind"), "damage")
	said[fieldLat], said[fieldLon] = cell("latitude"), cell("longitude")
	said[fieldPlace], said[fieldDistrict], said[fieldRegion], said[fieldCountry] = cell("where_coordinates"), cell("adm_2"), cell("adm_1"), cell("country")
	switch cell("where_prec") {
	case "2":
		said[fieldPlaceLevel], said[fieldUncertaintyM] = "locality", "25000"
	case "3":
		said[fieldPlaceLevel] = "district"
	case "4", "5":
		said[fieldPlaceLevel] = "region"
	case "6":
		said[fieldPlaceLevel] = "country"
	case "7":
		said[fieldPlaceLevel] = "water_area"
	}
	start, end := day(cell("date_start")), day(cell("date_end"))
	said[fieldDate] = start
	if start != end && end != "" {
		said[fieldDate], said[fieldTimeStart], said[fieldTimeEnd], said[fieldTimePrecision] = "", start+" 00:00", nextDay(end)+" 00:00", "approximate"
	}
	said[fieldKilled] = deaths(cell("low"), cell("best"), cell("high"))
	said[fieldTitle], said[fieldSummary], said[fieldPublisher] = cell("source_headline"), cell("where_description"), first(cell("source_office"), cell("source_article"))
	said[fieldSpeaker], said[fieldSpeakerRole] = cell("source_original"), "other"
	return nil
}

// day is the date of a UCDP time such as "2025-08-27 00:00:00.000".
func day(text string) string {
	date, _, _ := strings.Cut(text, " ")
	return date
}

func nextDay(date string) string {
	if d, ok := parseDate(date); ok {
		return (d + 1).String()
	}
	return date
}

// deaths puts three estimates in words: one number where they agree, else about the best one, or up to the highest where
// the best is none; "" where there is no estimate.
func deaths(low, best, high string) string {
	switch {
	case best == "" && low != "":
		return "at least " + low
	case best == "" && high != "", best == "0" && high != "" && high != "0":
		return "up to " + high
	case low == best && best == high || low == "" && high == "":
		return best
	}
	return "about " + best
}

// ucdpCells writes what is known of an incident in UCDP's columns. What it does not know it leaves empty.
func ucdpCells(x *tableRow) map[string]string {
	s := &x.said
	cells := map[string]string{"id": strings.TrimPrefix(s[fieldID], "inc-ucdp-"), "source_article": first(s[fieldURL], s[fieldPublisher]), "source_headline": s[fieldTitle],
		"source_original": s[fieldSpeaker], "source_date": day(strings.Replace(s[fieldPublishedAt], "T", " ", 1)), "where_coordinates": first(s[fieldPlace], x.district, x.region, x.country), "where_description": s[fieldSummary],
		"adm_1": x.region, "adm_2": x.district, "country": x.country, "latitude": s[fieldLat], "longitude": s[fieldLon], "event_clarity": "1"}
	if date := x.date(); date != "" {
		cells["year"], cells["date_start"], cells["date_end"], cells["date_prec"] = date[:4], date, date, "1"
	}
	switch {
	case x.incident.Place.Point != nil:
		cells["where_prec"] = "1"
	case x.district != "":
		cells["where_prec"] = "3"
	case x.region != "":
		cells["where_prec"] = "4"
	case x.country != "":
		cells["where_prec"] = "6"
	}
	cells["low"], cells["best"], cells["high"] = x.bounds("killed")
	cells["kind"] = s[fieldKind]
	return cells
}
