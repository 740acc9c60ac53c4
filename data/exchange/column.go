package exchange

import "strings"

// field is what a column of a table may be taken as.
type field int

// The fields, in the order in which an export writes them.
const (
	fieldID field = iota
	fieldKind
	fieldWeaponClass
	fieldCount
	fieldNightOf
	fieldDate
	fieldPart
	fieldTimeStart
	fieldTimeEnd
	fieldTimePrecision
	fieldTimeZone
	fieldPlace
	fieldDistrict
	fieldRegion
	fieldCountry
	fieldRegionIDs
	fieldPlaceLevel
	fieldLon
	fieldLat
	fieldUncertaintyM
	fieldInjured
	fieldKilled
	fieldDwellings
	fieldBuildings
	fieldVehicles
	fieldInfrastructure
	fieldDamageCause
	fieldResponse
	fieldAttributedTo
	fieldAttributedBy
	fieldTags
	fieldGrade
	fieldGradeReason
	fieldSpeaker
	fieldSpeakerRole
	fieldChannel
	fieldQuote
	fieldQuoteLang
	fieldSummary
	fieldPreliminary
	fieldURL
	fieldTitle
	fieldPublisher
	fieldPublisherRole
	fieldLanguage
	fieldPublishedAt
	nFields
)

// fieldNames has for each field its name and the headers that are taken for it without being told, folded: small letters
// and digits alone.
var fieldNames = [nFields]struct {
	name    string
	headers string
}{
	fieldID:             {"id", "eventid incidentid recordid код ид"},
	fieldKind:           {"kind", "type eventtype incidenttype тип вид"},
	fieldWeaponClass:    {"weapon_class", "weapon weapontype оружие"},
	fieldCount:          {"count", "number n drones uavs quantity amount total intercepted shotdown downed количество колво число бпла сбито збито кількість"},
	fieldNightOf:        {"night_of", "night ночь ніч"},
	fieldDate:           {"date", "day eventdate incidentdate дата датасобытия датаподії"},
	fieldPart:           {"part", "partofday timeofday времясуток часть частьсуток"},
	fieldTimeStart:      {"time_start", "start starttime from time datetime timestamp начало время час"},
	fieldTimeEnd:        {"time_end", "end endtime to until конец"},
	fieldTimePrecision:  {"time_precision", "precision"},
	fieldTimeZone:       {"time_zone", "zone timezone tz"},
	fieldPlace:          {"place", "location locality settlement city town village where placename место населенныйпункт город місце місто населенийпункт громада"},
	fieldDistrict:       {"district", "raion rayon admin2 adm2 county район"},
	fieldRegion:         {"region", "oblast admin1 adm1 province state область регион регіон"},
	fieldCountry:        {"country", "admin0 страна країна"},
	fieldRegionIDs:      {"region_ids", "regionid districtid unitid"},
	fieldPlaceLevel:     {"place_level", "level"},
	fieldLon:            {"lon", "longitude lng x долгота довгота"},
	fieldLat:            {"lat", "latitude y широта"},
	fieldUncertaintyM:   {"uncertainty_m", "uncertainty accuracy accuracym"},
	fieldInjured:        {"injured", "wounded раненые пострадавшие поранені поранено постраждалі"},
	fieldKilled:         {"killed", "dead deaths fatalities погибшие погибло загиблі загинуло"},
	fieldDwellings:      {"dwellings", "dwelling homes houses дома жилье"},
	fieldBuildings:      {"buildings", "building здания"},
	fieldVehicles:       {"vehicles", "vehicle cars автомобили"},
	fieldInfrastructure: {"infrastructure", "инфраструктура"},
	fieldDamageCause:    {"damage_cause", "cause причина"},
	fieldResponse:       {"response", "reaction"},
	fieldAttributedTo:   {"attributed_to", "attribution"},
	fieldAttributedBy:   {"attributed_by", ""},
	fieldTags:           {"tags", "keywords labels"},
	fieldGrade:          {"grade", "confidence reliability"},
	fieldGradeReason:    {"grade_reason", ""},
	fieldSpeaker:        {"speaker", "who saidby кто"},
	fieldSpeakerRole:    {"speaker_role", "role роль"},
	fieldChannel:        {"channel", ""},
	fieldQuote:          {"quote", "words text цитата текст"},
	fieldQuoteLang:      {"quote_lang", ""},
	fieldSummary:        {"summary", "description notes note comment comments remarks описание примечание опис примітка"},
	fieldPreliminary:    {"preliminary", "предварительно"},
	fieldURL:            {"url", "link sourceurl href address ссылка посилання"},
	fieldTitle:          {"title", "headline заголовок"},
	fieldPublisher:      {"publisher", "source outlet источник джерело"},
	fieldPublisherRole:  {"publisher_role", ""},
	fieldLanguage:       {"language", "lang язык мова"},
	fieldPublishedAt:    {"published_at", "published pubdate publicationdate опубликовано датапубликации датапублікації"},
}

// FieldNames lists what a column may be taken as, for messages.
func FieldNames() []string {
	names := make([]string, nFields)
	for f := range fieldNames {
		names[f] = fieldNames[f].name
	}
	return names
}

// fieldOf finds a field by its name.
func fieldOf(name string) (field, bool) {
	for f := range fieldNames {
		if fieldNames[f].name == name {
			return field(f), true
		}
	}
	return 0, false
}

// folded keeps the letters and digits of a header, small.
func folded(header string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'ё' || r == 'Ё':
			return 'е'
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r > 127:
			return r
		}
		return -1
	}, strings.ToLower(header))
}

// row holds what a row of a table says, by field.
type row [nFields]string
