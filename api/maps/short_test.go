package maps_test

import "testing"

// What maps print of a unit: less than its name, by one rule for shapes and styles.
func TestShortNames(t *testing.T) {
	base, version := server(t), service(t).Gazetteer.Tree.Version()
	short := map[string]map[string]string{}
	for _, chunk := range []string{"2km/RU", "2km/UA", "2km/BY", "2km/RU-KLU", "2km/PL"} {
		var topo struct {
			Objects map[string]struct {
				Geometries []struct {
					ID         string
					Properties struct{ Short map[string]string }
				}
			}
		}
		decode(t, base+"/boundaries/"+version+"/"+chunk+".topojson", &topo)
		for _, object := range topo.Objects {
			for _, g := range object.Geometries {
				short[g.ID] = g.Properties.Short
			}
		}
	}
	for id, want := range map[string]map[string]string{
		"RU-KLU": {"en": "Kaluga", "ru": "Калужская обл.", "uk": "Калузька обл."}, "RU-MOS": {"en": "Moscow reg.", "ru": "Московская обл."},
		"RU-MOW": nil, "RU-TA": nil, "RU-NEN": {"en": "Nenets", "ru": "Ненецкий АО", "uk": "Ненецький АО"},
		"RU-KDA": {"en": "Krasnodar"}, "UA-43": {"en": "Crimea", "ru": "Крым", "uk": "Крим"}, "UA-32": {"en": "Kyiv reg.", "uk": "Київська обл."}, "BY-HO": {"en": "Gomel", "ru": "Гомельская обл."},
		"RU-KLU.563697": {"en": "Dzerzhinsky", "ru": "Дзержинский", "uk": "Дзержинський"},
	} {
		got, ok := short[id]
		if !ok || len(want) == 0 && len(got) > 0 {
			t.Errorf("%s: %q, known %v", id, got, ok)
		}
		for lang, name := range want {
			if got[lang] != name {
				t.Errorf("%s in %s: %q, want %q", id, lang, got[lang], name)
			}
		}
	}
}
