package mention

import "strings"

// findThings marks names that only remind of places: streets, organisations, ships, weapons.
func (r *scan) findThings() {
	for k := 0; k < len(r.names); k++ {
		i := int(r.names[k])
		if r.tokens[i].role != naming || i > 0 && r.tokens[i-1].role == naming && r.tokens[i].before <= hyphen {
			continue
		}
		end := r.runFrom(i)
		if reason, to := r.isThing(i, end); reason != "" {
			as := thing
			if reason == Vessel {
				as = named
			}
			r.mark(i, to, as, reason)
		}
	}
}

// isThing tells why the run of name words is no place, and how far what it names goes.
func (r *scan) isThing(i, end int) (reason string, to int) {
	before, after := r.besides(i-1, i), r.behind(end)
	switch {
	case r.typeFollows(end):
		if r.isCyrillic(i) {
			return "", 0
		}
		for ; r.typeFollows(end) && r.tokens[end].upper; end++ {
		}
		if r.behind(end)&body != 0 && r.tokens[end].upper && r.tokens[end].before == space {
			return Thing, end + 1 // the Black Sea Fleet, Sumy State University
		}
		return "", 0
	case r.isRiver(i):
		return Thing, end // мост через Волгу
	case r.hasModel(i, end), end == i+1 && r.tokens[i].kind&weapon != 0:
		return Vessel, end // Pantsir-S1
	case r.tokens[i].kind&(body|dish) != 0 && end > i+1:
		return Thing, end // FC Rostov
	case r.tokens[i].kind&vessel != 0 && r.tokens[i].capital && end > i+1:
		return Vessel, end // USS Chicago
	case !r.isCyrillic(i) && r.endsAsBody(end) > 0:
		return Thing, r.endsAsBody(end)
	case !r.isCyrillic(i) && r.besideLatin(i, end):
		return Thing, end // Radio Moscow, Bank of Moscow, the Minsk agreements, a Moscow mule
	case !r.isCyrillic(i) && after&ship != 0:
		return Vessel, end + 1 // the Moskva cruiser
	case r.isCyrillic(i) && r.listed(i)&street != 0 && end > i+1:
		return Thing, end // Улица Калужская
	case end < len(r.tokens) && r.tokens[end].before == hyphen && r.listed(end)&vessel != 0:
		return Vessel, end + 1 // Kaliningrad-class
	case r.endsAsThing(i, end) && (!r.isCyrillic(i) || r.isAdjective(i)):
		return Thing, end // The Moscow Times, Курская АЭС
	case before&vessel != 0 && (r.tokens[i].quoted || !r.isCyrillic(i)):
		return Vessel, end
	case after&street != 0 && (r.isCyrillic(i) == r.isCyrillic(end)) && (!r.isCyrillic(i) || r.isAdjective(i)):
		return Thing, end + 1
	case before&street != 0 && (!r.isCyrillic(i) && r.tokens[i-1].upper || r.isCyrillic(i) && (r.isAdjective(i) || !r.isGreat(i))):
		return Thing, end
	case after&body != 0 && (r.tokens[end].upper && !r.isCyrillic(i) || r.isCyrillic(i) && r.isAdjective(i)):
		return Thing, end + 1
	case before&body != 0 && (r.tokens[i].quoted || r.tokens[i-1].capital):
		return Thing, end // ФК «Ростов»
	case r.isCyrillic(i) && r.isAdjective(end-1) && end+1 < len(r.tokens) && r.tokens[end].before == space && r.behind(end+1)&body != 0 && !r.typeFollows(end+1):
		return Thing, end + 2 // Калужский турбинный завод
	case r.tokens[i].quoted && r.closesQuote(end):
		return Thing, end
	case r.isLongerName(i, end):
		return Longer, end // Paris Hilton, the Kharkiv Herald
	}
	return "", 0
}

// besideLatin reports whether a word in Latin letters beside a run of name words makes it that of an organisation, a pact or a
// dish.
func (r *scan) besideLatin(i, end int) bool {
	before, after := r.besides(i-1, i), r.behind(end)
	if after&(pact|dish) != 0 || before&dish != 0 || before&body != 0 && r.tokens[i-1].upper {
		return true
	}
	return i > 1 && r.lex(i-1).Of && r.text(i-1, i) == "of" && r.tokens[i-1].before == space && r.tokens[i-2].upper && r.besides(i-2, i-1)&(body|street|pact) != 0
}

// isRiver reports whether name word i is that of what a river is called, or of what is crossed: река Волга, bridge over the Don.
func (r *scan) isRiver(i int) bool {
	k := i - 1
	if k > 0 && r.text(k, k+1) == "the" {
		k--
	}
	if k < 0 || r.tokens[i].before != space || r.typeFollows(r.runFrom(i)) {
		return false
	}
	switch r.text(k, k+1) {
	case "через", "over", "across":
		return k > 0 && r.tokens[k].before == space && r.listed(k-1)&crossing != 0
	}
	return r.listed(k)&river != 0
}

// behind returns what the lists say of word i behind a name.
func (r *scan) behind(i int) wordKind {
	if i >= len(r.tokens) || r.tokens[i].before == dot {
		return 0
	}
	return r.besides(i, i)
}

// hasModel reports whether a hyphen and a number belong to a run of name words.
func (r *scan) hasModel(i, end int) bool {
	for k := i + 1; k <= end && k < len(r.tokens); k++ {
		if r.tokens[k].before == hyphen && (k < end || r.tokens[k].digit) && strings.ContainsAny(r.text(k, k+1), "0123456789") {
			return true
		}
	}
	return false
}

// endsAsThing reports whether a capitalised run of words ends with that for an organisation or a street.
func (r *scan) endsAsThing(i, end int) bool {
	for k := i + 1; k < end; k++ {
		if r.tokens[k].kind&(body|street) != 0 {
			return true
		}
	}
	return false
}

// besides returns what the lists say of word i beside a name, if it is parted from the name by blanks and quotation marks
// alone; at is the word whose gap parts them.
func (r *scan) besides(i, at int) wordKind {
	if i < 0 || at >= len(r.tokens) || r.tokens[at].before > quote || r.tokens[at].before == hyphen || r.tokens[at].before == dot && !r.isAbbreviation(i) {
		return 0
	}
	return r.listed(i)
}

// closesQuote reports whether a quotation mark stands right behind the word before end.
func (r *scan) closesQuote(end int) bool {
	if end == len(r.tokens) {
		return true
	}
	return r.tokens[end].before == quote || r.tokens[end].before == comma && r.quoteBehind(end-1)
}

func (r *scan) quoteBehind(i int) bool {
	rest := r.in.Text[r.tokens[i].end:]
	return len(rest) > 1 && (rest[0] == '"' || rest[0] == 0xC2 && rest[1] == 0xBB || len(rest) > 2 && rest[0] == 0xE2 && rest[1] == 0x80)
}
