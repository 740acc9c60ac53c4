package ogc

import (
	"oblast/data/snapshot"
	"oblast/geo/encode"
	"oblast/geo/layer"
	"oblast/geo/style"
)

// kindsOf are the looks of a layer's features, those of the map.
func kindsOf(l *snapshot.Layer) []encode.Kind {
	s := l.Schema()
	if s.Geometry == layer.Areas || s.Index("is_damage") < 0 {
		return []encode.Kind{{ID: "all", Title: l.Title, Colour: style.Light.Other}}
	}
	return []encode.Kind{
		{ID: "damage", Title: "Damage", Column: "is_damage", Value: "true", Colour: style.Light.Damage},
		{ID: "interception", Title: "Interception", Column: "is_interception", Value: "true", Colour: style.Light.Interception},
		{ID: "other", Title: "Other", Colour: style.Light.Other},
	}
}
