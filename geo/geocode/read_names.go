package geocode

import (
	"strconv"
	"strings"

	"oblast/geo/gazetteer"
	"oblast/geo/geocode/fold"
	"oblast/geo/geocode/romanise"
	"oblast/geo/geocode/typeword"
	"oblast/geo/region"
)

// readUnits shelves the names of all units, and notes what kinds of places their names say that they are.
func (x *index) readUnits() *shelf {
	s := newShelf(x, len(x.gazetteer.Names))
	more, former := usageNames(x.tree), formerNames()
	past := x.newPastNames(former)
	addCommunities(x.tree, more)
	for i := range x.units {
		s.begin()
		for _, names := range [...][]gazetteer.Name{x.gazetteer.NamesOf(i), more[i]} {
			for k := range names {
				x.kinds[i] |= s.addUnitName(i, &names[k], x.levels[i])
				if spelt, ok := folkName(&names[k], x.levels[i]); ok {
					s.addUnitName(i, &spelt, x.levels[i])
					spelt.Text = strings.TrimSuffix(spelt.Text, "щина") + "чина"
					s.addUnitName(i, &spelt, x.levels[i])
				}
				if spelt, ok := adjectiveOf(&names[k]); ok && x.levels[i] == region.Region {
					s.addUnitName(i, &spelt, x.levels[i])
				}
				if before, after, ok := strings.Cut(names[k].Text, " & "); ok {
					spelt := names[k]
					spelt.Text = before + " and " + after
					s.addUnitName(i, &spelt, x.levels[i])
				}
			}
		}
		for _, n := range former[x.tree.At(i).ID] {
			s.until = n.until
			s.addUnitName(i, &gazetteer.Name{Unit: i, Kind: "historical", Text: n.text}, x.levels[i])
		}
		for _, n := range past.of(i) {
			s.until = n.until
			s.addUnitName(i, &n.Name, x.levels[i])
		}
		s.until = ""
		for _, member := range x.tree.Members(i) {
			s.addMemberNames(i, member)
		}
	}
	return s
}

// addMemberNames gives a composite the names of its members: «Московский регион» is named after Moscow oblast. They
// count only beside a type word, for a composite alone has next to no odds.
func (s *shelf) addMemberNames(composite, member int32) {
	names := s.x.gazetteer.NamesOf(member)
	for k := range names {
		if n := names[k]; n.Kind == "official" || n.Kind == "short" {
			n.Kind = "short"
			s.addUnitName(composite, &n, region.Region)
		}
	}
}

// addUnitName shelves each part of a name: «Кемеровская область — Кузбасс» is two. It returns the kinds that the type
// words in it say.
func (s *shelf) addUnitName(p place, n *gazetteer.Name, level region.Level) (kinds typeword.Kind) {
	s.text.Set(n.Text)
	words := s.text.Words
	for from := 0; from < len(words); {
		to := from + 1
		for to < len(words) && words[to].Gap != fold.Break {
			to++
		}
		first, last := from, to
		if n.Kind == "alternate" && level == region.District && s.isGeneric(from, to) {
			from = to
			continue // Старый город
		}
		if level == region.Region || level == region.District {
			var said typeword.Kind
			first, last, said = s.core(from, to)
			kinds |= said
			if first == last && to-from < len(words) {
				from = to
				continue // Smolyan (oblast)
			}
			if first == last {
				first, last = from, to
			}
		}
		kind := kindOf(n)
		if kind <= short && last-first < to-from && adjectiveEnding(s.text.Of(last-1)) {
			kind = adjective
		}
		s.add(p, kind, alphabetOf(n.Lang), first, last, level == region.District)
		if level == region.Country {
			break // what follows tells it from a namesake: Конго (ДРК)
		}
		from = to
	}
	return kinds
}

// kindOf returns what a name is to its place. Names in languages that answers are not given in are alternates: «Калумбія».
func kindOf(n *gazetteer.Name) nameKind {
	kind := nameKindOf(n.Kind)
	if kind <= short && n.Lang != "en" && n.Lang != "ru" && n.Lang != "uk" {
		return alternate
	}
	return kind
}

// isGeneric reports whether a name is a word for a kind of place with another that tells nothing either: old town.
func (s *shelf) isGeneric(from, to int) bool {
	if to-from != 2 {
		return false
	}
	w, ok := s.x.lexicon.Find(s.text.Of(to - 1))
	return ok && w.Kind&(typeword.City|typeword.Village) != 0
}

// core finds the words of a name that are left without its type words at either end: first is last if none is left.
func (s *shelf) core(from, to int) (first, last int, said typeword.Kind) {
	first, last = from, to
	var before typeword.Word
	for first < last {
		w, ok := s.x.lexicon.Find(s.text.Of(first))
		if !ok || w.Kind == 0 && !w.Modifier && !w.Of || w.Dotted && !s.text.Words[first].Dot {
			break
		}
		said |= w.After(before)
		before = w
		first++
	}
	for last > first {
		w, ok := s.x.lexicon.Find(s.text.Of(last - 1))
		if !ok || w.Kind == 0 && !w.Modifier || w.Dotted && !s.text.Words[last-1].Dot {
			break
		}
		before = typeword.Word{}
		if last-1 > first {
			before, _ = s.x.lexicon.Find(s.text.Of(last - 2))
		}
		said |= w.After(before)
		last--
	}
	return first, last, said
}

// readSettlements shelves the names of settlements from to to.
func (x *index) readSettlements(from, to int) *shelf {
	s, former, adjectives := newShelf(x, 3*(to-from)), formerNames(), communityNames()
	for i := from; i < to; i++ {
		s.begin()
		p, settlement := x.units+int32(i), &x.gazetteer.Settlements[i]
		s.addSettlementName(p, official, settlement.Names.EN, romanise.Russian)
		s.addSettlementName(p, official, settlement.Names.RU, romanise.Russian)
		s.addSettlementName(p, official, settlement.Names.UK, romanise.Ukrainian)
		before := former[strconv.Itoa(int(settlement.ID))]
		for i := range before {
			s.until = before[i].until
			s.addSettlementName(p, historical, before[i].text, alphabetIn(before[i].text))
		}
		s.until = ""
		for _, name := range adjectives[settlement.ID] {
			s.addSettlementName(p, community, name, alphabetOfAdjective(name))
		}
		if spelt, ok := onRiver(settlement.Names.EN); ok {
			s.addSettlementName(p, alternate, spelt, romanise.Russian)
		}
		s.addNamesOfOblast(p, settlement)
		for name := range settlement.Alternates.All() {
			if !isCode(name) && !isFormer(before, name) {
				s.addSettlementName(p, alternate, name, romanise.Russian)
			}
		}
	}
	return s
}

// addSettlementName shelves a name. GeoNames gives some towns that of their region (Воронежская область): it is no name
// of theirs.
func (s *shelf) addSettlementName(p place, kind nameKind, name string, a romanise.Alphabet) {
	if name == "" || !s.text.Set(name) {
		return
	}
	if n := len(s.text.Words); kind == alternate && n > 1 {
		if w, ok := s.x.lexicon.Find(s.text.Of(n - 1)); ok && w.Kind&typeword.First != 0 {
			return
		}
	}
	s.add(p, kind, a, 0, len(s.text.Words), false)
}

// alphabetIn guesses a name's alphabet by its letters.
func alphabetIn(name string) romanise.Alphabet {
	return romanise.AlphabetOf(fold.Code(strings.ToLower(name)))
}

// onRiver translates what a romanised name says of a river: Kalach-na-Donu is Kalach-on-Don.
func onRiver(name string) (spelt string, ok bool) {
	town, river, ok := strings.Cut(name, "-na-")
	if !ok {
		return "", false
	}
	river = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(river, "u"), "i"), "e")
	if river == "Volg" || river == "Ok" || river == "Tis" {
		river += "a"
	}
	return town + "-on-" + river, true
}

// isCode reports whether an alternate name of GeoNames is none that a text would use: an airport's code (DZN), or the
// machine-made reading of a name in another script, which begins in lower case.
func isCode(name string) bool {
	c := name[0]
	if c >= 'a' && c <= 'z' {
		return true
	}
	if len(name) > 4 {
		return false
	}
	for i := range len(name) {
		if name[i] < 'A' || name[i] > 'Z' {
			return false
		}
	}
	return true
}

func alphabetOf(lang string) romanise.Alphabet {
	switch lang {
	case "uk":
		return romanise.Ukrainian
	case "be":
		return romanise.Belarusian
	}
	return romanise.Russian
}
