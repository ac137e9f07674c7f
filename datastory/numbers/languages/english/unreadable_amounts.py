"""Amounts in prose that no reader of numbers reads: misspelt, run together, in letters that only
look alike, in Roman numerals, or in words such as "a couple of".

Readers take them for numbers, so prose may not hold them unlinked. They have no value: the message
asks for plain digits or words.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from ...quantity import Disguise
from .number_words import CARDINALS, COUNTS, ONES, ORDINAL_ONES, ORDINALS, TENS
from .tokens import LEXICON

WORD = re.compile(r"[A-Za-z]+")
# Plain English for amounts; each is an amount only where its pattern fits.
_OF_MANY = (
    r"\s+of(?=\s)(?!\s+\d|\s+(?:the|these|those|its|their)\s+(?:score|match|game|film|book)s?\b)"
)
_ONE = r"\b(?:an?|one|half\s+a|within\s+a|every|each|per)\s+"
_AGED = (
    r"\b(?:in\s+(?:his|her|their|my|our)|early|late|mid(?:dle)?)[\s-]+"
    r"(?:late\s+|early\s+|mid-?)?"
)
# What comes out each quarter, and what is no noun: "quarterly results", "they meet quarterly in".
_OF_QUARTERS = (
    "results?|reports?|earnings|profits?|loss(?:es)?|figures|review|journal|magazine"
    "|updates?"
    "|statements?|survey|data|meetings?|dividends?|forecasts?|bulletin|accounts|gdp|estimates?|call"
    "|filing|newsletter|essay|economic|financial"
    "|in|at|on|by|to|for|with|and|or|but|from|since|until|the|an?"
)
_AGES = (
    "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties",
)  # fmt: skip
_AMOUNTS = (
    "tenner", "tenners", "fiver", "fivers", "twelvemonth", "fortnights", "triplets", "quadruplets",
    "quintuplets", "sextuplets", "septuplets", "octuplets",
)  # fmt: skip
_LASTING = tuple(
    f"{word}{end}"
    for word in (
        "quinquagenarian", "sexagenarian", "septuagenarian", "octogenarian", "nonagenarian",
        "centenarian", "bicentenary", "tercentenary", "bicentennial", "tricentennial",
        "sesquicentennial", "quincentenary", "quincentennial", "centenary", "centennial",
    )
    for end in ("", "s")
) + (
    "biannual", "biannually", "biennial", "biennially", "triennial", "triennially",
    "semiannual", "semiannually", "quadrennial", "quinquennial", "biweekly", "bimonthly",
    "decennial",
)  # fmt: skip
_VAGUE = {
    "couple": rf"\b(?:an?|the|every|last|next|past|first)\s+couple{_OF_MANY}",
    "handful": rf"\ban?\s+handful{_OF_MANY}",
    "brace": rf"\ba\s+brace{_OF_MANY}",
    "trio": rf"\b(?:an?|the)\s+trio{_OF_MANY}",
    "quartet": rf"\b(?:an?|the)\s+quartet{_OF_MANY}(?!\s+\w+\s+(?:players|musicians|strings))",
    "quintet": rf"\b(?:an?|the)\s+quintet{_OF_MANY}",
    **{many: rf"\b(?:an?|the)\s+{many}{_OF_MANY}" for many in ("sextet", "septet", "octet")},
    "scores": r"(?:(?:^|[.!?;:,]|\b(?:kill\w*|injur\w*|wound\w*|arrest\w*|detain\w*|clos\w*|left"
    r"|hurt|displac\w*|with|by|in|to|and|as|after|drew|dr[ae]w\w*|attract\w*|hir\w*|employ\w*|sack\w*|saw"
    r"|built|bought|sold|are|were|have|has|had|for|through|of|from))\s*)\b(?P<it>scores\s+of)(?=\s+"
    r"(?:\w+\s+){0,2}?(?:[a-z]+[a-rt-z]s|people|men|women|children)\b)",
    "gross": r"\ba\s+gross(?=\s+of\b|\s*[.,;])",
    "again": r"\bas\s+(?:many|much)(?:\s+\w+)?\s+again\b",
    "magnitude": r"\b(?:an?\s+)?orders?\s+of\s+magnitude\b",
    "odds": r"\beven\s+odds\b",
    "Quarter": r"(?:^|(?<=[.!?:;]\s))Quarter\s+of(?=\s)"
    r"(?!\s+(?:(?:the|this|last|each|every)\b|\d))",
    **{word: rf"\b{word}\b" for word in _AMOUNTS},
    # Lengths of time and ages that hold a number: ten years, fourteen days, of eighty.
    "decade": rf"{_ONE}(?:full\s+|whole\s+)?decade\b(?!-|\s+of\s+(?:the|this))",
    "century": rf"{_ONE}(?:full\s+|whole\s+)?century\b(?!-)",
    "millennium": rf"{_ONE}millennium\b",
    "fortnight": r"\b(?:an?\s+|one\s+)?fortnight\b",
    "once": r"\bonce\s+(?:an?|every|per|each)\s+(?:hour|day|night|week|fortnight|month|quarter|year"
    r"|season|decade|century|generation)\b",
    "quarterly": rf"\bquarterly(?=\s+(?!(?:{_OF_QUARTERS})\b)[a-z])",
    "teens": rf"{_AGED}teens\b",
    **{age: rf"{_AGED}{age}\b" for age in _AGES},
    "percentage": r"\b(?<!half )(?<!of )an?\s+(?:single\s+|full\s+|whole\s+)?percentage\s+point\b",
    **{word: rf"\b(?:an?\s+)?(?-i:{word})\b" for word in _LASTING},
}
VAGUE = {word: re.compile(pattern, re.I) for word, pattern in _VAGUE.items()}
VAGUE["Quarter"] = re.compile(_VAGUE["Quarter"])
# Words that are amounts wherever they stand.
AMOUNTS = frozenset({
    "umpteen", "umpteenth", "dozenth",
    *(f"{many}illion{ending}" for many in (
        "z", "gaz", "baz", "squ", "kaj", "gaj", "jill", "sext", "sept", "oct", "non", "dec",
    ) for ending in ("", "s", "th")),
    *(f"{many}upl{ending}" for many in ("sept", "oct", "non", "dec")
      for ending in ("e", "ed", "es", "ing")),
    *(f"{one}score" for one in (*ONES[2:10], *TENS)),
    *(f"{number}{ending}" for number in (*ONES[2:], *TENS, "dozen", "hundred")
      for ending in ("ish", "something", "somethings")),
})  # fmt: skip
# Words at one letter from a number word that are words of their own.
REAL = frozenset(
    re.findall(
        r"\w+",
        """
        billon bullion doyen doze dozed dozer dozes eigh eighths eights eleve elevens eleves
        fifteens filth firth firths fitty footy foray fort forte forth forts fourteens mullion
        nicety nineteens ninths seen semen sevens seventeens sever severs sixteens sixths eighteens
        silty sith steven teeth tench tent tents tenths thee there thirds thirsty thirteens threes
        threw throe tree twelves hundredths thousandths millionths billionths fourths fifths
        sevenths
        """,
    )
)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
NO_BASES = ("zeroth", "first", "second", "lakhth", "crore", "croreth")


def _misspelt() -> Iterator[str]:
    """Words at one slip from a number word, beginning as it does: "hundered", "thrid", "ninty"."""
    for word in (*CARDINALS, *ORDINALS, *COUNTS):
        if len(word) < 5 or word in NO_BASES:
            continue
        for i in range(1, len(word) + 1):
            head, tail = word[:i], word[i:]
            yield head + tail[1:]
            yield head + tail[1:2] + tail[:1] + tail[2:]
            for letter in LETTERS:
                yield head + letter + tail
                yield head + letter + tail[1:]


def _run_together() -> Iterator[str]:
    """Number words without the hyphen or space between them: "twentyfive", "twothirds"."""
    for ten in TENS:
        yield from (f"{ten}{one}" for one in (*ONES[1:10], *ORDINAL_ONES[1:10]))
    for one in (*ONES[1:20], *TENS):
        yield from (f"{one}{count}{end}" for count in COUNTS for end in ("", "s"))
    for one in ONES[1:10]:
        yield from (f"{one}{ending}" for ending in ("teen", "ty", "half", "quarter", "quarters"))
        yield from (f"{one}{part}{end}" for part in ORDINAL_ONES[3:11] for end in ("", "s"))


@functools.cache
def suspects() -> frozenset[str]:
    """Lower-case words that are number words gone wrong."""
    own = {"twelf", "twelfe", "frist", "secnd", "hundread", "thousend", "milliard"}
    return (
        frozenset(own | set(_misspelt()) | set(_run_together()) | AMOUNTS) - LEXICON.keys() - REAL
    )


# Letters that look like Latin ones (Cyrillic, Greek), small capitals, letters with a bar.
ALIKE = str.maketrans(
    "аеорсухівѕјһԁԛԝкмнтӏ" "αβεικνορτυχηωγ" "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ" "ıłøđħŧ",  # noqa: RUF001
    "aeopcyxibsjhdqwkmhtl" "abeikvoptuxnwy" "abcdefghijklmnoprstuvwyz" "ilodht",
)  # fmt: skip
# A word with a letter beyond ASCII; quotation marks and dashes are none.
FOREIGN = re.compile(r"[A-Za-z]*(?:[^\W\d_A-Za-z\u2e80-\uffdc][A-Za-z]*)+|[\uff21-\uff5a]+")
OUTSIDE = re.compile(r"[^\x00-\x7f\u2010-\u2027\u2e80-\ufefe\ufffb\ufffc]")
# Digits of scripts that no grammar reads: old numerals, counting rods, Braille's number sign, small
# digits that begin a word, and Han numerals before an English one.
SIGNS = re.compile(
    "[\U00010107-\U00010133\U00010140-\U00010178\U000102e1-\U000102fb\U00010320-\U00010323"
    "\U00012400-\U0001246e\U0001d2c0-\U0001d378\U0001ec71-\U0001ecb4\U0001f100-\U0001f10c"
    "\U0001f51f\u1369-\u137c\u2160-\u2188]+|\u283c[\u2800-\u28ff]+"
    r"|(?<![^\s(])[⁰¹²³⁴-⁹₀-₉]+(?=\s[a-z])"
)
HAN = re.compile(r"(?<![\u2e80-\u9fff])[一二三四五六七八九十百千万亿萬億两兩〇零]+(?=\s[a-z])")
DIGIT, NUMERAL = re.compile(r"\d"), re.compile(r"[IVXLC](?:th|st|nd|rd)\b")
LEET = re.compile(r"(?<![\w.-])(?=\w*[a-z])[a-z]+\d[a-z\d]*(?![\w-])|(?<![\w.,-])\d[a-z]{2,}(?!\w)")
_LEET = [str.maketrans("013457", f"o{one}east") for one in "il"]
LETTER_O = re.compile(r"(?<![\w.,])\d+[O]+[\dO]*(?!\w)|(?<!\w)l\d{2,}(?!\w)")
SPLIT = re.compile(r"(?<![\w-])[A-Za-z]{1,8}(?:[-‐‑\u2000-\u200a]|[ ]?\n)[a-z]{1,8}(?![\w-])")
SPACED = re.compile(r"(?<!\w)[A-Za-z](?: [a-z]){2,}(?!\w)")
ROMAN = re.compile(
    r"(?<![\w.’'&-])(?:[IVX]{2,}|[MDCLXVI]{4,}|[ivx]{2,})(?=\s(?:of\s(?:the|these)\s)?)"
)
ROMAN_RANK = re.compile(r"(?<![\w.’'&-])[IVXLC]+(?:th|st|nd|rd)(?!\w)(?!\s+centur)")
VALID = re.compile(r"(?i)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
NO_NUMERAL = frozenset({"XX", "XXX", "XI", "VI", "MIX", "vi", "xi", "xx", "iv", "MMXX"})
ROMAN_COUNTED = re.compile(
    r"\s(?!was|is|has|as|its|his|this|us|does|says|wins|(?:fluid|drip|line|infusion|drug|needle|tube"
    r"|bag|antibiotic|steroid|injection|user|catheter|treatment|medication)s\b)"
    r"(?:(?:new|more|other|large|small)\s)?"
    r"(?:[a-z]+[a-rt-z]s|people|men|women|children)\b(?!\s(?:the|a|an|his|her|its|that)\b)"
)
NAMED = re.compile(
    r"(?:[A-Z][\w’'.-]*|\b(?:type|phase|part|stage|class|chapter|article|grade|appendix|section"
    r"|volume|book|act|title|annex|table|figure|level|tier|category|group))[\s-]$"
)
# Digits that letters touch: "12firms", "R500" behind a verb of cost, "x12".
GLUED = re.compile(r"(?<![\w.,])\d[\d,.]*(?!chan\b|designs\b|chars\b)[a-z]{4,}(?!\w)")
# "Firms-12 closed": what is counted, before its number. Other words make a name: "Windows-11".
COUNTED_BEFORE = re.compile(
    r"(?<![\w-])(?:firms|companies|businesses|shops|people|men|women|children|workers|jobs|homes"
    r"|houses|cars|ships|schools|hospitals|deaths|births|votes|voters|pupils|students|patients|towns"
    r"|cities|countries|visitors|visits|cases|beds|factories|staff|members|residents|families"
    r"|households|soldiers|teachers|doctors|nurses|passengers|customers|users)-\d[\d,.]*(?!\w)",
    re.I,
)
# "40ish", and an l in the place of a 1 before what is counted: "l2 firms".
ABOUT = re.compile(r"(?<![\w.,])\d[\d,.]*(?:-?ish|-?odd)(?!\w)")
LETTER_L = re.compile(
    r"(?<![\w-])l\d(?=\s(?:firms|companies|people|men|women|children|jobs|homes|deaths)\b)"
)
TIMES = re.compile(r"(?<![\w-])x(?!86\b|64\b|32\b|264\b|265\b)\d{1,3}(?![\w-])")
RAND = re.compile(
    r"(?:\b(?:costs?|costing|pa(?:ys?|id)|charg(?:es?|ed)|earn(?:s|ed)|ow(?:es?|ed)|worth|of|for"
    r"|cash|fine|about|over|nearly)\s)(?P<it>R\d{2,}(?:,\d{3})*(?:\.\d\d)?)(?![\w-])"
)


def disguises(text: str) -> Iterator[Disguise]:
    """`"a hundered firms"` -> the span of "hundered"; in no order."""
    words = {*WORD.findall(text)}
    lower = {word.lower() for word in words}
    for word in words & suspects():
        yield from _spans(re.compile(rf"(?<![\w-]){word}(?!\w)"), text, word in AMOUNTS)
    for word in words - lower:  # "Ninty" may be a name; "Dozenth" and "Twentyfive" are none
        if word[1:].islower() and word.lower() in _certain():
            yield from _spans(re.compile(rf"(?<![\w-]){word}(?!\w)"), text, word.lower() in AMOUNTS)
    for word in (words | lower) & VAGUE.keys():
        yield from _spans(VAGUE[word], text, True)
    if DIGIT.search(text):
        yield from _with_digits(text)
    for match in SPLIT.finditer(text):
        one, other = re.split(r"[^A-Za-z]+", match[0].lower(), maxsplit=1)
        if one + other in LEXICON and not {one, other} & LEXICON.keys():
            yield Disguise(*match.span(), False)
    for match in SPACED.finditer(text):
        if match[0].replace(" ", "").lower() in LEXICON:
            yield Disguise(*match.span(), False)
    if NUMERAL.search(text):
        yield from _spans(ROMAN_RANK, text, False)
    for match in ROMAN.finditer(text):
        if _counts(match, text):
            yield Disguise(*match.span(), False)
    if not text.isascii():
        yield from _spans(HAN, text, False)
    if OUTSIDE.search(text):
        yield from _spans(SIGNS, text, False)
        for match in FOREIGN.finditer(text):
            if match[0].lower() not in LEXICON and plain(match[0]) in LEXICON:
                yield Disguise(*match.span(), False)


def _with_digits(text: str) -> Iterator[Disguise]:
    for pattern in (LETTER_O, LETTER_L, GLUED, ABOUT, COUNTED_BEFORE, TIMES, RAND):
        yield from _spans(pattern, text, False)
    for match in LEET.finditer(text):
        if any(match[0].translate(table) in LEXICON for table in _LEET):
            yield Disguise(*match.span(), False)


@functools.cache
def _certain() -> frozenset[str]:
    return frozenset({*AMOUNTS, *_run_together()} - LEXICON.keys() - REAL)


def _spans(pattern: re.Pattern[str], text: str, vague: bool) -> Iterator[Disguise]:
    for match in pattern.finditer(text):
        yield Disguise(*match.span("it" if "it" in pattern.groupindex else 0), vague)


def _counts(match: re.Match[str], text: str) -> bool:
    """Whether a Roman numeral counts: "XII firms closed", but not "World War II ships"."""
    numeral = match[0]
    if numeral in NO_NUMERAL or not VALID.fullmatch(numeral):
        return False
    if NAMED.search(text, max(0, match.start() - 30), match.start()):
        return False
    return bool(ROMAN_COUNTED.match(text, match.end())) or text.startswith(" of the ", match.end())


def plain(word: str) -> str:
    """`"sеven"` with a Cyrillic е -> `"seven"`: as a reader takes it."""
    folded = unicodedata.normalize("NFKD", word)
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return bare.lower().translate(ALIKE)
