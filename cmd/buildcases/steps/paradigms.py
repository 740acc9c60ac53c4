"""Paradigms of the OpenCorpora-based dictionaries: words and phrases put into
cases by look-up, never by rules of our own. An adjective that the dictionary
lacks takes the paradigm of a listed one with the same suffix."""

import re

import pymorphy3

TYPES = ("область", "край", "республика", "республіка", "округ", "район", "улус", "кожуун", "острова", "острови")
CASES = ("gent", "datv", "accs", "ablt", "loct")
MODELS = {
    "ru": (("ский", "калужский"), ("цкий", "липецкий"), ("ской", "донской"), ("цкой", "городской"), ("ный", "северный"), ("ной", "речной")),
    "uk": (("ський", "харківський"), ("цький", "донецький"), ("зький", "запорізький"), ("ний", "північний")),
}


class Dictionary:
    def __init__(self, lang, path):
        self.lang = lang
        self.morph = pymorphy3.MorphAnalyzer(path=path, lang=lang)
        self.cache = {}

    def known(self, word):
        """Parses of a word that the dictionary lists as it stands."""
        low = word.lower()
        if low not in self.cache:
            self.cache[low] = [p for p in self.morph.parse(low)
                               if type(p.methods_stack[0][0]).__name__ == "DictionaryAnalyzer" and len(p.methods_stack) == 1
                               and p.word == low] if self.morph.word_is_known(low) else []
        return self.cache[low]

    def noun(self, word, geographic=False):
        """Gender (or plur) and forms by case of a noun in the nominative; None if it is none."""
        best = None
        for p in self.known(word):
            tag = p.tag.grammemes
            if not {"NOUN", "nomn"} <= tag or tag & {"anim", "Surn", "Name", "Patr"}:
                continue
            if p.word != p.normal_form and "Pltm" not in tag and not (self.lang == "uk" and "plur" in tag):
                continue
            if geographic and self.lang == "ru" and "Geox" not in tag:
                continue
            gender = "plur" if tag & {"plur", "Pltm"} else p.tag.gender
            if gender:
                found = str(gender), self.forms(p, str(gender), False)
                if not best or len(set(found[1].values())) > len(set(best[1].values())):
                    best = found
        return best

    def forms(self, p, gender, adjective):
        """The paradigm by case in one gender or the plural: the first form that the dictionary gives."""
        out = {}
        for f in p.lexeme:
            tag = f.tag.grammemes
            case = str(f.tag.case)
            if case not in CASES or p.tag.POS not in tag or tag & {"V-oy", "V-ey", "Infr", "Arch", "Abbr", "anim", "Supr", "Cmp2"}:
                continue
            if (gender == "plur") != ("plur" in tag) or adjective and gender != "plur" and gender not in tag:
                continue
            if adjective and case == "accs" and gender in ("masc", "plur") and (self.lang == "uk" or "inan" not in tag):
                continue
            if adjective and self.lang == "uk" and f.word.endswith("ім") and case == "loct":
                continue  # rare beside -ому
            out.setdefault(case, f.word)
        return out

    def adjective(self, word, gender):
        """Forms by case of an adjective given as its lemma."""
        tries = [(word.lower(), "", "")]
        for suffix, model in MODELS[self.lang]:
            if word.lower().endswith(suffix):
                tries.append((model, model[: -len(suffix)], word.lower()[: -len(suffix)]))
        for lemma, old, new in tries:
            for p in self.known(lemma):
                if p.tag.POS != "ADJF" or p.word != p.normal_form:
                    continue
                forms = self.forms(p, gender, True)
                if gender == "masc":
                    forms["accs"] = lemma
                return {c: new + f[len(old):] for c, f in forms.items()}
        return None

    def masculine(self, word, gender):
        """The lemma of an adjective given in the nominative of a gender: Калужская -> калужский."""
        for p in self.known(word):
            tag = p.tag.grammemes
            if {"ADJF", "nomn", gender} <= tag:
                return p.normal_form
        if self.lang == "ru":
            for end in ("ая", "ое", "ие", "ые"):
                if word.endswith(end):
                    return word.lower()[: -len(end)] + ("ий" if word[-3] in "кгх" or end == "ие" else "ый")
        elif word.endswith(("а", "е", "і")) and gender != "masc":
            return word.lower()[:-1] + "ий"
        return word.lower()

    def phrase(self, name, geographic=False, whole=False):
        """Forms of a name by case: adjectives and their noun are put into cases, what follows the noun stays, and
        must be nothing for a whole. None when the dictionary does not hold the noun."""
        words = name.split(" ")
        typed = [i for i, w in enumerate(words) if w.lower() in TYPES]
        for i, word in enumerate(words):
            if typed and i != typed[0]:
                continue
            found = self.noun(word, geographic and len(words) == 1)
            if not found or i and not all(adjectival(w, self.lang) for w in words[:i]):
                continue
            if whole and i + 1 < len(words):
                return None
            gender, forms = found
            parts = [self.adjective(self.masculine(w, gender), gender) for w in words[:i]]
            if any(p is None for p in parts):
                return None
            out = {}
            for case in CASES:
                if case in forms and all(case in p for p in parts):
                    out[case] = " ".join([like(w, p[case]) for w, p in zip(words, parts)] + [like(word, forms[case])] + words[i + 1:])
            return out
        if len(words) == 1 and not geographic and adjectival(words[0], self.lang):
            gender = "femn" if re.search("(ая|ька)$", words[0]) else "neut" if re.search("(ое|ьке)$", words[0]) else "masc"
            forms = self.adjective(self.masculine(words[0], gender), gender)
            return forms and {c: like(words[0], f) for c, f in forms.items()}
        return None


def adjectival(word, lang):
    if lang == "ru":
        return re.search("(ый|ий|ой|ая|яя|ое|ее|ые|ие)$", word) is not None
    return re.search("(ий|ій|а|е|і)$", word) is not None


def like(pattern, form):
    """A form in the letter case of the name, part by part of a hyphenated one."""
    a, b = pattern.split("-"), form.split("-")
    if len(a) == len(b) and len(a) > 1:
        return "-".join(like(x, y) for x, y in zip(a, b))
    if pattern.isupper() and len(pattern) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if pattern[:1].isupper() else form
