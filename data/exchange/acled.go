package exchange

import (
	"strings"

	"oblast/geo/fault"
)

// acledColumns are the columns of ACLED's event files that an import needs.
var acledColumns = []string{"event_id_cnty", "event_date", "sub_event_type", "country", "admin1", "location", "latitude", "longitude", "source", "notes", "fatalities"}

// acledWritten are the columns that an export writes, in ACLED's order.
var acledWritten = []string{"event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
	"inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
	"latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"}

// acledRow puts a row of ACLED in our fields. Interceptions stand there under "Disrupted weapons use"; a number of
// drones stands nowhere, and 0 fatalities also means that nothing is known, so 0 says nothing here. A coordinate of
// geo_precision 2 or 3 stands for an area.
func acledRow(cell func(string) string, said *row) error {
	id := cell("event_id_cnty")
	if id == "" {
		return &fault.FieldError{Field: "event_id_cnty", Problem: "is empty"}
	}
	said[fieldID] = "acled-" + id
	sub := strings.ToLower(cell("sub_event_type"))
	switch {
	case strings.Contains(sub, "disrupted weapons"):
		said[fieldKind] = "interception"
	case strings.Contains(sub, "strike"), strings.Contains(sub, "shelling"), strings.Contains(sub, "missile"), strings.Contains(sub, "explosive"), strings.Contains(sub, "damage"), strings.Contains(sub, "property"):
		said[fieldKind] = "damage"
	default:
		return &fault.FieldError{Field: "sub_event_type", Value: cell("sub_event_type"), Problem: "is neither an interception nor damage", Allowed: []string{"Disrupted weapons use", "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Property destruction"}}
	}
	notes := strings.ToLower(cell("notes"))
	switch {
	case strings.Contains(notes, "drone"), strings.Contains(notes, "uav"):
		said[fieldWeaponClass] = "uav"
	case strings.Contains(notes, "missile"):
		said[fieldWeaponClass] = "missile"
	}
	said[fieldDate] = cell("event_date")
	said[fieldPlace], said[fieldDistrict], said[fieldRegion], said[fieldCountry] = cell("location"), cell("admin2"), cell("admin1"), cell("country")
	said[fieldLat], said[fieldLon] = cell("latitude"), cell("longitude")
	switch cell("geo_precision") {
	case "2":
		said[fieldPlaceLevel] = "district"
	case "3":
		said[fieldPlaceLevel] = "region"
	}
	if n := cell("fatalities"); n != "" && n != "0" {
		said[fieldKilled] = n
	}
	said[fieldPublisher], said[fieldSummary], said[fieldTags] = cell("source"), cell("notes"), cell("tags")
	said[fieldSpeakerRole] = "media"
	return nil
}

// acledCells writes what is known of an incident in ACLED's columns. What it does not know it leaves empty: never 0.
func acledCells(x *tableRow) map[string]string {
	s := &x.said
	cells := map[string]string{"event_id_cnty": strings.TrimPrefix(s[fieldID], "inc-acled-"), "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
		"country": x.country, "admin1": x.region, "admin2": x.district, "location": first(s[fieldPlace], x.district, x.region, x.country),
		"source": s[fieldPublisher], "notes": first(s[fieldSummary], s[fieldQuote]), "tags": s[fieldTags], "latitude": s[fieldLat], "longitude": s[fieldLon]}
	cells["sub_event_type"] = "Air/drone strike"
	if x.incident.IsInterception && !x.incident.IsDamage {
		cells["event_type"], cells["sub_event_type"] = "Strategic developments", "Disrupted weapons use"
	}
	if date := x.date(); date != "" {
		cells["event_date"], cells["year"], cells["time_precision"] = date, date[:4], "1"
	}
	switch {
	case x.incident.Place.Point != nil:
		cells["geo_precision"] = "1"
	case x.district != "":
		cells["geo_precision"] = "2"
	case x.region != "":
		cells["geo_precision"] = "3"
	}
	cells["fatalities"] = x.exact("killed")
	return cells
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
