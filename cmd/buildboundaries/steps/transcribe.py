"""Transcription of Russian place names into Ukrainian by the rules of the
Ukrainian orthography for Russian proper names (sections on и, е, ё, ы, э and
the adjective endings). A help where no Ukrainian source names a unit."""

import re

VOWELS = "аеёиоуыэюяАЕЁИОУЫЭЮЯ"
HUSH = "жчшщц"
TYPES = {
    "район": "район", "городской округ": "міський округ", "муниципальный округ": "муніципальний округ",
    "город": "місто", "область": "область", "закрытое административно-территориальное образование": "закрите адміністративно-територіальне утворення",
    "улус": "улус", "кожуун": "кожуун", "национальный район": "національний район", "муниципальный район": "муніципальний район",
    "посёлок": "селище", "поселок": "селище", "остров": "острів", "острова": "острови", "имени": "імені",
}
ENDINGS = (("ский", "ський"), ("цкий", "цький"), ("ской", "ський"), ("цкой", "цький"), ("ское", "ське"), ("цкое", "цьке"),
           ("ская", "ська"), ("цкая", "цька"), ("ый", "ий"), ("ий", "ій"),
           ("ое", "оє"), ("ее", "є"), ("ая", "а"), ("яя", "я"), ("ые", "і"), ("ие", "і"), ("ск", "ськ"), ("цк", "цьк"), ("ец", "ець"), ("ичи", "ичі"),
           ("ци", "ці"), ("цы", "ці"))
# Roots common to both languages are written as in Ukrainian.
ROOTS = (("нижне", "нижньо"), ("верхне", "верхньо"), ("средне", "середньо"), ("нижн", "нижн"))


def word(w):
    low = w.lower()
    for a, b in ROOTS:
        if low.startswith(a) and len(low) >= len(a) + 2:
            return case_of(w, b + word(low[len(a):]).lower())
    for a, b in ENDINGS:
        if low.endswith(a) and len(low) > len(a) + 1:
            return case_of(w, stem(low[: -len(a)]) + b)
    return case_of(w, stem(low))


def case_of(pattern, text):
    if pattern.isupper() and len(pattern) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if pattern[:1].isupper() else text


def stem(w):
    out = []
    for i, c in enumerate(w):
        before = w[i - 1] if i else ""
        if c == "ы":
            out.append("и")
        elif c == "э":
            out.append("е")
        elif c == "ъ":
            out.append("'")
        elif c == "ё":
            out.append("о" if before and before in HUSH else "йо" if not before or before in VOWELS + "ъь" else "ьо")
        elif c == "и":
            out.append(letter_i(w, i, before))
        elif c == "е":
            out.append("є" if not before or before in VOWELS + "ъь" else "е")
        else:
            out.append(c)
    return "".join(out)


def letter_i(w, i, before):
    if not before:
        return "і"
    if before in VOWELS or before == "ь" or before == "ъ":
        return "ї"
    if before in HUSH or (before == "р" and w[:3] == "при" and i == 2):
        return "и"
    if re.match("и(ч|к$|ки$|ка$|ко|ц|х[аи]|щ)", w[i:]) and len(w) - i <= 5 and i > 2:
        return "и"
    return "і"


def ukrainian(name):
    """Ukrainian form of a Russian district name; type words are translated."""
    low = name
    for ru, uk in sorted(TYPES.items(), key=lambda t: -len(t[0])):
        low = re.sub(rf"(?<![\w-]){ru}(?![\w-])", f"\x00{uk}\x01", low)
    return "".join(p if p.startswith("\x00") else re.sub(r"[А-Яа-яЁё]+", lambda m: word(m.group()), p)
                   for p in re.split(r"(\x00[^\x01]*\x01)", low)).replace("\x00", "").replace("\x01", "")
