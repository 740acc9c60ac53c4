package api_test

import (
	"strings"
	"testing"

	"oblast/data/record"
)

// TestARestrictionMakesNoVoicesIndependent: what repeats what is known still where the words are withheld, so that two
// papers with one governor's post are one voice in the record, the ledger and its page alike.
func TestARestrictionMakesNoVoicesIndependent(t *testing.T) {
	l := starterLog(t)
	before := live(t, l)
	region := "region"
	night := record.NewDate(2025, 8, 27)
	l.put(t, "create", &record.Restriction{Kind: record.KindRestriction, ID: "res-synthetic", RegionID: "RU-KLU", InForceFrom: &night, InForceTo: &night,
		Status: "in_force", CoarsestPublicLevel: &region, Statements: []string{}})
	after := live(t, l)
	type body struct {
		Nights []struct {
			Scope   []string
			Regions []struct {
				RegionID    string `json:"region_id"`
				Independent int    `json:"n_independent"`
			}
			Outside []struct{ ID string }
		}
	}
	for name, s := range map[string]*running{"whole": before, "restricted": after} {
		night := fetch[body](t, s, "/ledger?night=2025-08-27&within=RU").Nights[0]
		for _, r := range night.Regions {
			if r.RegionID == "RU-KLU" && r.Independent != 1 {
				t.Errorf("%s: %d independent voices in Kaluga", name, r.Independent)
			}
		}
		full := fetch[struct {
			Sources struct {
				Independent int `json:"n_independent"`
				Voices      []struct{ Relays []string }
			}
		}](t, s, "/records/"+night.Outside[0].ID)
		if full.Sources.Independent != 1 || len(full.Sources.Voices) != 1 || len(full.Sources.Voices[0].Relays) != 1 {
			t.Errorf("%s: sources %+v", name, full.Sources)
		}
		if name == "restricted" && !strings.HasPrefix(night.Outside[0].ID+full.Sources.Voices[0].Relays[0], "withheld-") {
			t.Errorf("told: %s, %v", night.Outside[0].ID, full.Sources.Voices)
		}
	}
}
