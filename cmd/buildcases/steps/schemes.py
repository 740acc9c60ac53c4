"""Romanisation schemes, written from the standards and style guides that are
named. A scheme is a table of letters; e marks what е gives at the start of a word
and after a vowel or a sign; ends are replaced at the end of words, after the
letters. The tables share nothing with those of the program."""

import re

BASE = {"а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
        "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya"}
SLAVIST = {"ж": "ž", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "й": "j", "ю": "ju", "я": "ja", "ь": "ʹ", "ъ": "ʺ", "э": "ė", "ё": "ë"}
VOWELS = "аеёиоуыэюяіїєъь’'"


def scheme(base=BASE, e="", ends=(), **letters):
    return dict(base) | letters, e, ends


def pairs(text):
    return dict(zip(text.split()[::2], ("" if t == "-" else t for t in text.split()[1::2])))


RUSSIAN = {
    "bgn-pcgn-1947": (BASE | pairs("ё ë ъ ” ь ’"), "ye", ()),
    "bgn-pcgn-plain": (BASE, "ye", ()),
    "iso-9-1995": (BASE | pairs("ё ë ж ž й j х h ц c ч č ш š щ ŝ ъ ʺ ь ʹ э è ю û я â"), "", ()),
    "gost-7.79-b": (BASE | pairs("ё yo й j х x ц cz щ shh ъ `` ы y` ь ` э e`"), "", ()),
    "gost-16876-71": (BASE | pairs("ё jo й jj щ shh ъ \" ь ' э eh ю ju я ja"), "", ()),
    "ala-lc": (BASE | pairs("ё ë й ĭ ц t͡s ъ ʺ ь ʹ э ė ю i͡u я i͡a"), "", ()),
    "ala-lc-plain": (BASE | pairs("й i ю iu я ia"), "", ()),
    "icao-9303": (BASE | pairs("й i ъ ie ю iu я ia"), "", ()),
    "passport-1997": (BASE | pairs("ь -"), "ye", (("iy", "iy"),)),
    "passport-2010": (BASE | pairs("й i ц tc ю iu я ia"), "", ()),
    "passport-2013": (BASE | pairs("й i ъ ie ю iu я ia"), "", ()),
    "scientific": (BASE | SLAVIST, "", ()),
    "un-1987": (BASE | SLAVIST | pairs("х h э è ь ' ъ \""), "", ()),
    "gost-52290-road-signs": (BASE | pairs("ь ’"), "ye", ()),
    "bs-2979": (BASE | pairs("ё ë й ĭ ъ ” ы ȳ ь ’ э é"), "", ()),
    "telegram": (BASE | pairs("й i х h ц c щ sc ю iu я ia"), "", ()),
    "duden-german": (BASE | pairs("в w ж sch з s й i х ch ц z ч tsch ш sch щ schtsch ю ju я ja ё jo"), "je", (("ii", "i"), ("yi", "y"))),
    "din-1460": (BASE | SLAVIST, "", ()),
    "french-press": (BASE | pairs("ж j й ï у ou х kh ц ts ч tch ш ch щ chtch ю iou я ia ё io"), "ie", (("iï", "i"), ("yï", "y"))),
    "polish-press": (BASE | pairs("в w ж ż й j х ch ц c ч cz ш sz щ szcz ю ju я ja ё jo"), "je", (("skij", "ski"), ("ckij", "cki"), ("yj", "y"))),
    "english-press": (BASE, "ye", (("iy", "y"), ("yy", "y"))),
    "spanish-press": (BASE | pairs("й i х j"), "ye", (("ii", "i"), ("yi", "i"))),
    "czech": (BASE | SLAVIST | pairs("э e ь - ъ - ё jo"), "", ()),
    "finnish-sfs-4900": (BASE | pairs("ж ž й i х h ц ts ч tš ш š щ štš ю ju я ja ё jo"), "je", (("ii", "i"), ("yi", "yi"))),
    "chat": (BASE | pairs("ё yo й y х h ц c щ sch ю u я ya"), "", ()),
}

UKRAINIAN_BASE = BASE | {"г": "h", "ґ": "g", "є": "ie", "и": "y", "і": "i", "ї": "i", "й": "i", "ю": "iu", "я": "ia", "'": "", "’": ""}
UKRAINIAN = {
    "ua-national-2010": (UKRAINIAN_BASE, {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}, (("зг", "zgh"),)),
    "bgn-pcgn-1965": (UKRAINIAN_BASE | pairs("є ye ї yi й y ю yu я ya ь ’"), {}, ()),
    "iso-9-1995": (UKRAINIAN_BASE | pairs("г g ґ g̀ є ê ж ž и i і ì ї ï й j х h ц c ч č ш š щ ŝ ь ʹ ю û я â"), {}, ()),
    "scientific": (UKRAINIAN_BASE | SLAVIST | pairs("є je ї ji х x"), {}, ()),
    "ala-lc": (UKRAINIAN_BASE | pairs("є i͡e ж z͡h ї ï й ĭ ц t͡s ь ʹ ю i͡u я i͡a"), {}, ()),
    "passport-2007": (UKRAINIAN_BASE | pairs("г g ґ g"), {}, ()),
    "passport-1996": (UKRAINIAN_BASE | pairs("й i щ shch ь '"), {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}, ()),
    "duden-german": (UKRAINIAN_BASE | pairs("в w ж sch з s й j х ch ц z ч tsch ш sch щ schtsch ю ju я ja є je ї ji"), {}, ()),
    "polish-press": (UKRAINIAN_BASE | pairs("в w ж ż й j х ch ц c ч cz ш sz щ szcz ю ju я ja є je ї ji"), {}, ()),
    "french-press": (UKRAINIAN_BASE | pairs("ж j й ï у ou х kh ч tch ш ch щ chtch ю iou я ia є ie ї ï"), {}, ()),
}


def romanise(name, scheme, lang):
    table = (RUSSIAN if lang == "ru" else UKRAINIAN)[scheme]
    return re.sub("[а-яёіїєґА-ЯЁІЇЄҐ’']+", lambda m: word(m.group(), table, lang), name)


def word(w, table, lang):
    letters, special, extra = table
    out, low = [], w.lower()
    i = 0
    while i < len(low):
        pair = low[i:i + 2]
        cluster = dict(extra).get(pair) if lang == "uk" else None
        c, start = low[i], i == 0 or low[i - 1] in VOWELS
        if cluster:
            s, i = cluster, i + 1
        elif lang == "uk" and special and c in special and i == 0:
            s = special[c]
        elif lang == "ru" and special and c == "е" and start:
            s = special
        elif lang == "ru" and special and c == "ё" and start and len(letters["ё"]) == 1:
            s = special
        else:
            s = letters.get(c, c)
        out.append(s)
        i += 1
    s = "".join(out)
    for end, to in extra if lang == "ru" else ():
        if s.endswith(end):
            s = s[: -len(end)] + to
    return s[:1].upper() + s[1:] if w[:1].isupper() else s
