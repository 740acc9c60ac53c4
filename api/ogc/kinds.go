package ogc

import (
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/layer"
)

// Colours of marks, as the light theme of the map has them.
const (
	interceptionColour = "#14586f"
	damageColour       = "#8f4210"
	otherColour        = "#6b6f76"
)

// kindsOf are the looks of a layer's features, those of the map.
func kindsOf(l *snapshot.Layer) []encode.Kind {
	s := l.Schema()
	if s.Geometry == layer.Areas || s.Index("is_damage") < 0 {
		return []encode.Kind{{ID: "all", Title: l.Title, Colour: otherColour}}
	}
	return []encode.Kind{
		{ID: "damage", Title: "Damage", Column: "is_damage", Value: "true", Colour: damageColour},
		{ID: "interception", Title: "Interception", Column: "is_interception", Value: "true", Colour: interceptionColour},
		{ID: "other", Title: "Other", Colour: otherColour},
	}
}
