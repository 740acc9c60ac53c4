package api

import "oblast/geo/geocode"

// The schemas of answers about places, in GeocodeJSON's form: a FeatureCollection whose features have their members
// under properties.geocoding.

func probability() map[string]any {
	return map[string]any{"type": "number", "minimum": 0, "maximum": 1}
}

func distance() map[string]any { return map[string]any{"type": "number", "minimum": 0} }

func wholeNumber() map[string]any { return map[string]any{"type": "integer", "minimum": 0} }

func idName() map[string]any {
	return object(map[string]any{"id": text(), "name": text()}, "id", "name")
}

// placeMembers are what is told of every place.
func placeMembers() map[string]any {
	return map[string]any{
		"type": text(), "label": text(), "name": text(), "region_id": orNull(text()), "members": listOf(idName()),
		"level": enumOf("country", "region", "district", "settlement", "water_area", "composite_region", "border_between"),
		"admin": object(map[string]any{"country": orNull(idName()), "region": orNull(idName()), "district": orNull(idName())}, "country", "region", "district"),
	}
}

// matchMembers are what is told of a place that words mean.
func matchMembers() map[string]any {
	m := placeMembers()
	m["confidence"], m["region_confidence"] = probability(), probability()
	m["match_type"] = enumOf(geocode.Exact, geocode.Inflected, geocode.Transliterated, geocode.Historical, geocode.ByAlias, geocode.Fuzzy, geocode.ParentFallback)
	m["precision"] = enumOf(geocode.PrecisionArea, geocode.PrecisionPoint, geocode.PrecisionParent, geocode.PrecisionBorder)
	m["explain"], m["needs_review"] = listOf(text()), map[string]any{"type": "boolean"}
	m["decided_by"] = object(map[string]any{"record": text(), "author": text(), "reason": text()}, "record", "author", "reason")
	return m
}

func suggestions() map[string]any {
	return listOf(object(map[string]any{"region_id": text(), "name": text(), "score": probability(), "why": text()}, "region_id", "name", "score", "why"))
}

func rejected() map[string]any {
	return listOf(object(map[string]any{"region_id": text(), "name": text(), "reason": text()}, "region_id", "name", "reason"))
}

// collection is a FeatureCollection of features with these members, and what stands beside the features.
func collection(members, beside map[string]any, query map[string]any) map[string]any {
	geometry := orNull(object(map[string]any{"type": enumOf("Point", "MultiPolygon"), "coordinates": listOf(map[string]any{})}, "type", "coordinates"))
	feature := object(map[string]any{"type": enumOf("Feature"), "geometry": geometry,
		"properties": object(map[string]any{"geocoding": object(members, "type", "label", "name", "level", "region_id", "admin")}, "geocoding")}, "type", "geometry", "properties")
	head := map[string]any{"version": text(), "licence": text(), "attribution": text(), "boundaries": text()}
	if query != nil {
		head["query"] = query
	}
	all := map[string]any{"type": enumOf("FeatureCollection"), "geocoding": object(head, "version", "licence", "attribution", "boundaries"), "features": listOf(feature)}
	for name, schema := range beside {
		all[name] = schema
	}
	return object(all, "type", "geocoding", "features")
}

func answerOfWords() map[string]any {
	return collection(matchMembers(), map[string]any{"reason": orNull(text()), "suggestions": suggestions(), "rejected": rejected()}, text())
}

// stretch has the members that tell where words stand in a text; ends are excluded.
func stretch() map[string]any {
	return map[string]any{"text": text(), "start": wholeNumber(), "end": wholeNumber(), "start_rune": wholeNumber(), "end_rune": wholeNumber()}
}

func answerOfText() map[string]any {
	mention := stretch()
	mention["sentence"] = wholeNumber()
	m := matchMembers()
	m["mention"] = object(mention, "text", "start", "end", "start_rune", "end_rune", "sentence")
	m["context"] = orNull(object(map[string]any{"parent": idName(), "where": text(), "text": text(), "start": wholeNumber(), "end": wholeNumber()}, "parent", "where", "text", "start", "end"))
	m["suggestions"], m["rejected"] = suggestions(), rejected()
	passed := stretch()
	passed["reason"] = text()
	return collection(m, map[string]any{"passed_over": listOf(object(passed, "text", "start", "end", "start_rune", "end_rune", "reason"))}, nil)
}

func answerOfCoordinate() map[string]any {
	settlement := orNull(object(map[string]any{"geonames_id": wholeNumber(), "name": text(), "region_id": orNull(text()), "population": orNull(wholeNumber()),
		"lon": map[string]any{"type": "number"}, "lat": map[string]any{"type": "number"}, "distance_m": distance(),
		"bearing": map[string]any{"type": "number", "minimum": 0, "maximum": 359, "description": "Of the coordinate as seen from the settlement, degrees from north"}}, "name", "distance_m", "bearing"))
	land := orNull(object(map[string]any{"region_id": text(), "name": text(), "distance_m": distance()}, "region_id", "name", "distance_m"))
	share := object(map[string]any{"region_id": orNull(text()), "name": orNull(text()), "level": orNull(text()), "share": probability()}, "region_id", "share")
	disc := orNull(object(map[string]any{"radius_m": distance(), "shares": listOf(share)}, "radius_m", "shares"))
	m := placeMembers()
	delete(m, "members")
	m["water"], m["settlement"], m["nearest_land"], m["uncertainty"] = orNull(idName()), settlement, land, disc
	m["distance_to_border_m"] = orNull(object(map[string]any{"country": orNull(distance()), "region": orNull(distance()), "district": orNull(distance())}, "country", "region", "district"))
	m["snapped"], m["distance_m"], m["explain"] = map[string]any{"type": "boolean"}, orNull(distance()), listOf(text())
	nearest := object(map[string]any{"settlement": settlement, "nearest_land": land, "uncertainty": disc, "explain": listOf(text())})
	query := object(map[string]any{"lon": map[string]any{"type": "number"}, "lat": map[string]any{"type": "number"}, "uncertainty_m": distance()}, "lon", "lat")
	return collection(m, map[string]any{"nearest": nearest}, query)
}
