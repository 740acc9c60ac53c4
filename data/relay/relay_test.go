package relay_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"oblast/data/record"
	"oblast/data/relay"

	"pgregory.net/rapid"
)

// documents are: the ministry's own, a relay of it, a relay of that, an agency on its own, and two that repeat each other.
func documents(id string) *record.Document {
	from := map[string][]string{"ministry": {}, "relay": {"ministry"}, "sibling": {"ministry"}, "second": {"relay"}, "agency": {}, "ring-a": {"ring-b"}, "ring-b": {"ring-a"}, "cut": {"agency"}, "undated": {}}
	list, ok := from[id]
	if !ok {
		return nil
	}
	d := &record.Document{Kind: record.KindDocument, ID: id, PublisherRole: "other", DerivedFrom: list}
	if id == "ministry" {
		d.PublisherRole = "official_primary"
	}
	at := time.Date(2025, 8, 27, 6, len(id), 0, 0, time.UTC)
	if id != "undated" {
		d.PublishedAt = &at
	}
	return d
}

func st(id, document, speaker, quote string) *record.Statement {
	s := &record.Statement{Kind: record.KindStatement, ID: id, Document: document, SpeakerRole: "other", Quote: quote, Checks: []record.Check{}}
	if speaker != "" {
		s.Speaker = &speaker
	}
	return s
}

func after(s *record.Statement, id string) *record.Statement {
	s.Supersedes = &id
	return s
}

// told writes voices: the primary, its relays after "<", what it said before after "~".
func told(voices []relay.Voice) string {
	var out []string
	for _, v := range voices {
		text := v.Primary.ID
		for _, r := range v.Relays {
			text += "<" + r.ID
		}
		for _, s := range v.Superseded {
			text += "~" + s.ID
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestVoices(t *testing.T) {
	for _, tc := range []struct {
		name       string
		statements []*record.Statement
		want       string
	}{
		{"none", nil, ""},
		{"one", []*record.Statement{st("a", "agency", "", "")}, "a"},
		{"two speakers", []*record.Statement{st("a", "agency", "G", ""), st("b", "relay", "M", "")}, "a b"},
		{"two speakers in one document", []*record.Statement{st("a", "agency", "G", ""), st("b", "agency", "M", "")}, "a b"},
		{"one speaker twice", []*record.Statement{st("a", "agency", "G", ""), st("b", "relay", "G", "")}, "b<a"},
		{"a chain of relays, last first", []*record.Statement{st("c", "second", "", ""), st("b", "relay", "", ""), st("a", "ministry", "M", "")}, "a<b<c"},
		{"a relay of what is not held", []*record.Statement{st("c", "second", "", ""), st("a", "ministry", "M", "")}, "a<c"},
		{"two relays of what is not at hand", []*record.Statement{st("b", "relay", "", ""), st("c", "sibling", "", "")}, "b<c"},
		{"a relay of two speakers keeps them apart", []*record.Statement{st("a", "ministry", "G", ""), st("b", "ministry", "M", ""), st("c", "relay", "", "")}, "a<c b"},
		{"words of nobody beside two speakers", []*record.Statement{st("c", "agency", "", ""), st("a", "agency", "G", ""), st("b", "agency", "M", "")}, "a<c b"},
		{"empty quotes are not the same", []*record.Statement{st("a", "agency", "", ""), st("b", "relay", "", "")}, "a b"},
		{"the same words in other marks", []*record.Statement{st("a", "agency", "A", "«Сбит ОДИН беспилотник, ещё…»"), st("b", "ministry", "M", "сбит один беспилотник - еще")}, "b<a"},
		{"marks alone are no words", []*record.Statement{st("a", "agency", "A", "…"), st("b", "ministry", "M", "!")}, "a b"},
		{"another speaker in a relay", []*record.Statement{st("a", "ministry", "M", ""), st("b", "relay", "Witness", "")}, "a b"},
		{"a ring", []*record.Statement{st("a", "ring-a", "", ""), st("b", "ring-b", "", "")}, "a<b"},
		{"first 10, then more than 10", []*record.Statement{st("a", "agency", "G", "10"), after(st("b", "agency", "G", "more than 10"), "a")}, "b~a"},
		{"a relay that bears an earlier date", []*record.Statement{st("b", "cut", "G", ""), st("a", "agency", "G", "")}, "a<b"},
		{"what bears a date before what bears none", []*record.Statement{st("a", "undated", "G", ""), st("b", "agency", "G", "")}, "b<a"},
		{"in whatever order", []*record.Statement{st("b", "agency", "G", ""), st("a", "undated", "G", "")}, "b<a"},
		{"a relay of two speakers joins the first by its id", []*record.Statement{st("b", "ministry", "M", ""), st("a", "ministry", "G", ""), st("c", "relay", "", "")}, "b a<c"},
		{"no document", []*record.Statement{st("a", "lost", "", ""), st("b", "gone", "", "")}, "a b"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			voices := relay.Voices(tc.statements, documents)
			if got := told(voices); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
			if n := relay.Count(tc.statements, documents); n != len(voices) {
				t.Errorf("%d voices are counted", n)
			}
		})
	}
}

func TestARelayThatContradictsItsPrimaryIsFlagged(t *testing.T) {
	for _, tc := range []struct{ primary, relay, want string }{
		{"сбиты 26 беспилотников: 15 и 11", "сбиты 26 беспилотников", ""},
		{"сбиты 26 беспилотников", "сбиты 67 беспилотников, было 26", "67 against [67 26]"},
		{"", "сбиты 67", ""},
		{"сбиты беспилотники", "сбиты 67", ""},
		{"26", "", ""},
	} {
		v := relay.Voices([]*record.Statement{st("a", "ministry", "M", tc.primary), st("b", "relay", "", tc.relay)}, documents)
		got := ""
		for _, c := range relay.Contradictions(v[0]) {
			if c.Relay != "b" || c.Primary != "a" || c.Check.Check != "relay" || c.Check.Result != "contradicted" {
				t.Errorf("%+v", c)
			}
			got += fmt.Sprintf("%s against %v", *c.Check.Says, c.Check.Numbers)
		}
		if got != tc.want {
			t.Errorf("%q beside %q: got %q, want %q", tc.relay, tc.primary, got, tc.want)
		}
	}
}

// However statements are ordered, each is in one voice, and there are as many voices.
func TestVoicesArePartitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []*record.Statement
		for i := range rapid.IntRange(0, 7).Draw(t, "n") {
			s := st(fmt.Sprint("s", i), rapid.SampledFrom([]string{"ministry", "relay", "sibling", "second", "agency", "ring-a", "ring-b", "lost"}).Draw(t, "document"),
				rapid.SampledFrom([]string{"", "", "G", "M"}).Draw(t, "speaker"), rapid.SampledFrom([]string{"", "one", "Two!"}).Draw(t, "quote"))
			if i > 0 && rapid.IntRange(0, 4).Draw(t, "later") == 0 {
				after(s, fmt.Sprint("s", i-1))
			}
			list = append(list, s)
		}
		voices := relay.Voices(list, documents)
		seen := map[string]int{}
		for _, v := range voices {
			for _, s := range append(append([]*record.Statement{v.Primary}, v.Relays...), v.Superseded...) {
				seen[s.ID]++
			}
		}
		for _, s := range list {
			if seen[s.ID] != 1 {
				t.Fatalf("%s is in %d voices: %s", s.ID, seen[s.ID], told(voices))
			}
		}
		shuffled := rapid.Permutation(list).Draw(t, "order")
		if n := relay.Count(shuffled, documents); n != len(voices) {
			t.Fatalf("%d voices in another order, %d before", n, len(voices))
		}
	})
}
