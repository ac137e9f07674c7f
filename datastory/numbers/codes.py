"""Digits that are written to be found again and count nothing: telephones, ISBNs, streets, places.

`hidden` is asked for every text, so a quick look decides first whether a search is worth it.
"""

from __future__ import annotations

import re

FILLER = "\ufffb"  # as long as what it hides, so that offsets stay; ends words and numbers

PHONE = re.compile(
    r"(?<![\w.,])(?:\+\d{1,3}[\s.-]?(?:\(0?\d{1,4}\)[\s.-]?)?\d{1,4}(?:[\s.-]?\d{2,4}){1,4}"
    r"|\(\d{3,5}\)\s?\d{3,4}[\s-]?\d{3,4}|\d{3}([-.])\d{3}\1\d{4}|0\d{2,4}\s\d{3,4}\s?\d{3,4}"
    r"|1-8\d\d-[\dA-Z]{3}-?[\dA-Z]{4})(?![\w%]|[.,]\d)"
)
CODE = re.compile(
    r"\b(?:ISBN|ISSN|DOI|doi|EAN|IMEI|PMID|IBAN|CAS|VAT|P\.?O\.? Box|[Tt]el\.?|[Pp]hone|[Ff]ax)"
    r"(?:-1[03])?:?\s?(?=[\d(+])(?:[\d(][\d\sXx/().+-]*\d[\dXx]*(?:/[\w./()-]+)?|\d)"
    r"|\b10\.\d{4,9}/\S+|\barXiv:\s?\d{4}\.\d{4,5}\b|\b[A-Z]{2} \d{5}(?:-\d{4})?\b(?!\s[a-z]+s\b)"
)
# 51°N, 51.5° N, 51°30′N 0°7′W; the 38th parallel is told by `idioms`.
PLACE = re.compile(
    r"(?<![\w.,])\d{1,3}(?:\.\d+)?\s?°\s?(?:\d{1,2}(?:\.\d+)?\s?[′']\s?(?:\d{1,2}(?:\.\d+)?\s?"
    r"(?:″|\"|'')\s?)?)?[NSEW]\b"
)
STREET = re.compile(
    r"(?<![\w.,$€£¥-])\d{1,5}[A-Za-z]?(?:[-–]\d{1,5})?\s(?:[A-Z][\w.’'-]*\s){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Square|Boulevard|Blvd|Terrace|Crescent|Broadway)\b"
)
# Years before 1900: in brackets, of a life or a war ("1820–1889"), or behind a word of time.
_YEAR = r"1[0-8]\d\d"
_LATER = r"(?:1\d|20)\d\d"
_COUNTED = (
    r"\s(?:(?!(?:was|is|has|as|its|his|this|us|does|says|towards|versus|across|always|perhaps)\b)"
    r"[a-z]+[a-rt-z]s|people|men|women|children|of|per|more|other|new|million|billion|thousand"
    r"|percent)\b"
)
_NO_AMOUNT = (
    r"(?![\d%‰]|[,.:]\d|[-‑](?:strong|person|seat|bed)|\s?(?:[%€£$]|bn|tn|yuan|dollars?|euros?"
    rf"|pounds?|[kmM]m?)\b|{_COUNTED})"
)
_OF_TIME = (
    "in, In, on, Since, since, Until, until, By, till, Before, before, After, early, late, during, "
    "During, born, Born, died, dated, reigned, circa, year, years, Revolution of, Act of, War of, "
    "Treaty of, Battle of, Congress of, spring of, summer of, autumn of, winter of"
)
_BEHIND_TIME = "|".join(rf"(?<=\b{word}\s)" for word in _OF_TIME.split(", "))
OLD_YEAR = re.compile(
    rf"(?:{_BEHIND_TIME}|(?<=\bmid-)|(?<=\bc\.\s)"
    rf"|(?<=\()(?={_YEAR}\))|(?<=\b[Tt]he\s)(?={_YEAR}\s[A-Z])){_YEAR}"
    rf"(?:,?\s(?:and|or)\s(?:in\s)?{_YEAR})?{_NO_AMOUNT}"
)
OLD_SPAN = re.compile(
    rf"(?<![\w.,$€£¥/-])(?:{_YEAR}\s?[-–/]\s?(?:{_LATER}|\d\d){_NO_AMOUNT}"
    rf"|\bc(?:a\.|irca|\.)\s?\d{{3,4}}\s?[-–]\s?\d{{3,4}}(?=\)))"
)
OLD_FROM = re.compile(
    rf"(?:\b(\w+)\s)?\b(?:from|between|From|Between)\s{_YEAR}\s(?:to|until|till|and)\s{_LATER}"
    rf"{_NO_AMOUNT}"
)
# "Rose from 1200 to 1850" speaks of amounts.
AMOUNTS = re.compile(
    r"(?:rose|rise|rises|risen|fell|fall|falls|fallen|grew|grow|grows|grown|went|up|down|moved|cut"
    r"|shrank|swelled|\w+(?:creas|climb|drop|declin|jump|rang|expand|slid|soar|surg|plung|rais|reduc"
    r"|dwindl|doubl|tripl)\w*|(?:climb|drop|jump|rang|slid|soar|surg|rais|doubl|tripl|somewhere)\w*)"
)
WHOLE = re.compile(
    r"(?<![\w.,$€£¥-])(?:3M(?=[’']s\b|\s(?:said|says|announced|reported|makes|Co|Corp|Company)\b)"
    r"|Friday the 13th|7-Eleven|7UP|50 Cent\b|30 Rock\b|20th Century (?:Fox|Studios)|9/11|24/7"
    r"|7/7|20[/-]20(?= vision)|911(?= calls?\b)|999(?= calls?\b)|(?:180|360)(?=[\s-]degree)"
    r"|404(?= (?:error|page))|007|[1-5]-[1-5]-[1-5](?:-[1-3])?)(?![\w%]|[/-]\d)"
)
# A quick look, and what is searched for where it finds something.
SEARCHES = (
    (re.compile("°"), (PLACE,)),
    (re.compile(r"\+\d|\d[-. )]\s?\d{3}|\(\d{3}"), (PHONE,)),
    (
        re.compile(
            r"IS[BS]N|DOI|doi|10\.\d{4}|Box|[Tt]el|hone|[Ff]ax|arXiv|IBAN|PMID|[A-Z] \d{5}|EAN|IMEI"
            r"|CAS|VAT"
        ),
        (CODE,),
    ),
    (
        re.compile(r"(?<!\d)1[0-8]\d\d(?!\d)|\bc(?:a\.|irca|\.)\s?\d"),
        (OLD_FROM, OLD_SPAN, OLD_YEAR),
    ),
    (
        re.compile(r"3M|7-E|13th|7UP|Cent|Rock|/11|/7|20[/-]20|911|999|degree|404|007|\d-\d-\d"),
        (WHOLE,),
    ),
    (re.compile(r"\d [A-Z]|\d[A-Z] [A-Z]"), (STREET,)),
)


def hidden(text: str) -> str:
    """The text with such digits hidden, as long as before."""
    for look, patterns in SEARCHES:
        if look.search(text):
            for pattern in patterns:
                text = pattern.sub(_hide, text)
    return text


def _hide(match: re.Match[str]) -> str:
    if match.re is OLD_FROM and match[1] and AMOUNTS.fullmatch(match[1].lower()):
        return match[0]
    return filler(match)


def filler(match: re.Match[str]) -> str:
    """What hides a match."""
    return FILLER * len(match[0])
