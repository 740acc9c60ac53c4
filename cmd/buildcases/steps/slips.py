"""Misspellings: slips of one letter, the wrong keyboard layout, look-alikes."""

LATIN, CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"
UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
KEYS = {"ru": "йцукенгшщзхъфывапролджэячсмитьбю", "uk": "йцукенгшщзхїфівапролджєячсмитьбю"}
QWERTY = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
ALIKE = {"а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "х": "x", "у": "y", "і": "i", "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M",
         "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T", "Х": "X", "І": "I"}


def letters(word):
    if word[0].lower() in LATIN:
        return LATIN
    return UKRAINIAN if any(c in "іїєґ" for c in word.lower()) else CYRILLIC


def slip(word, at, rnd):
    """One slip at a place: a wrong, a missing, an added or two exchanged letters."""
    kind, c = rnd.randrange(4), rnd.choice(letters(word))
    if kind == 0 and c != word[at].lower():
        return word[:at] + c + word[at + 1:]
    if kind == 1:
        return word[:at] + word[at + 1:]
    if kind == 2 and at + 1 < len(word) and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2:]
    return word[:at] + c + word[at:]


def several(word, n, rnd):
    """A word exactly n slips away, its first letter untouched."""
    for _ in range(100):
        wrong = word
        for _ in range(n):
            wrong = slip(wrong, rnd.randrange(1, max(2, len(wrong) - 1)), rnd)
        if distance(word.lower(), wrong.lower()) == n and wrong[0] == word[0]:
            return wrong
    raise ValueError(word)


def first(word, rnd):
    c = rnd.choice([c for c in letters(word) if c != word[0].lower()])
    return rnd.choice((c.upper() + word[1:], word[1:].capitalize(), c.upper() + word.lower()))


def distance(a, b):
    """Optimal string alignment."""
    before, last = None, list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            d = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                d = min(d, before[j - 2] + 1)
            row.append(d)
        before, last = last, row
    return last[-1]


def like_any(word, names, most=.4):
    """Whether some name is so near that a misspelling of it may be meant."""
    w = word.lower()
    for n in names:
        n = n.lower()
        longest = max(len(w), len(n))
        if abs(len(w) - len(n)) <= most * longest and unlike(w, n) <= most * longest and distance(w, n) <= most * longest:
            return True
    return False


def unlike(a, b):
    """How many letters one word has that the other lacks: never more than their distance."""
    rest = list(b)
    for c in a:
        if c in rest:
            rest.remove(c)
    return max(len(rest), len(a) - len(b) + len(rest))


def wrong_layout(text, lang):
    table = dict(zip(KEYS[lang], QWERTY)) | {"ё": "`", "'": "`", "ґ": "\\"}
    return "".join(table.get(c, c) if c.islower() or not c.isalpha() else upper(table.get(c.lower(), c)) for c in text)


def upper(key):
    return {"[": "{", "]": "}", ";": ":", "'": '"', ",": "<", ".": ">", "`": "~"}.get(key, key.upper())


def look_alikes(text, rnd):
    places = [i for i, c in enumerate(text) if c in ALIKE]
    chosen = set(rnd.sample(places, rnd.randint(1, min(4, len(places)))))
    return "".join(ALIKE[c] if i in chosen else c for i, c in enumerate(text))
