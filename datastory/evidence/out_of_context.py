"""Whether a quotation is honest: no "not" before it and no "except" behind it is left out."""

from __future__ import annotations

import contextlib
import re
from decimal import Decimal, InvalidOperation

from ..numbers.statements import numbers

# "No. 3" counts, and "not only" and "no doubt" deny nothing.
DENIALS = re.compile(
    r"\b(?:not|never|neither|nor|cannot|without|hardly|scarcely|barely|denied|denies|false that"
    r"|untrue that|no(?!\.\s?\d)|n['’]t|\w+n['’]t|fail(?:s|ed|ing)? to|instead of|rather than)\b"
    r"(?!\s+(?:only|just|merely|least|doubt)\b)",
    re.I,
)
# What turns or doubts what follows, and may stand within a quotation that has it.
DOUBTS = re.compile(
    r"\b(?:nobody|none of|if|unless|whether|den(?:y|ying)|(?<!no )doubt(?:s|ed|ing|ful)?|far from"
    r"|lack(?:s|ed|ing)?(?!\s+of)|wrongly|falsely|untrue|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?)\b"
    r"(?!\s+(?:only|just|merely)\b)",
    re.I,
)
VERDICTS = re.compile(
    r"\s*,?\s*(?:(?:is|was|are|were|proved|turned out(?: to be)?)\s+(?:simply\s+)?"
    r"(?:wrong|false|untrue|incorrect|mistaken|a (?:lie|myth|mistake|misprint))\b)",
    re.I,
)
CLAUSE = re.compile(
    r"[;:,]\s|\s-|-\s|[.!?]\s|\b(?:but|and|while|whereas|although|though|which)\b", re.I
)
EXCEPTIONS = re.compile(
    r"[\s,;:(\-]*\b(?:but|except(?:ing)?|excluding|excludes|only|apart from|other than|unless|minus"
    r"|without|not|instead|if|less)\b",
    re.I,
)
# Right before a number: it is what is left out, and not what there is.
BUT = re.compile(
    r"\b(?:(?:all|every|everyone|everything|none|nothing|no)(?:\W+\w+){0,3}\W+but|except(?:ing)?(?:\s+for)?|excluding"
    r"|apart\s+from|other\s+than|with\s+the\s+exception\s+of|save\s+for|not\s+counting|bar)"
    r"\W+(?:(?:the|its|these|those)\s+)?$",
    re.I,
)
# What leads a sentence and holds for all of it: "If approved, 12 schools will open".
CONDITION = re.compile(
    r"[\"'(]*(?:(?:only\s+)?if|unless|should|provided|assuming|supposing|were|had|without|excluding"
    r"|except(?:\s+for)?|apart\s+from|not\s+(?:counting|including)|leaving\s+(?:out|aside))\b"
    r"[^,;:]*,\s*(?:then\s+)?$",
    re.I,
)
# "12 more than in 2023", but not "12 schools more than a decade ago".
COMPARED = re.compile(
    r"\s+(?:(?!(?:and|or|but|is|are|was|were|has|had)\b)[a-z-]+\s+)?(?:more|fewer|less|higher|lower"
    r"|larger|smaller|greater|bigger|better|worse|longer|shorter|older|younger|faster|slower|taller)"
    r"(?:\s+[a-z-]+){0,2}?\s+than\b(?!\s+(?:an?|one|two|three|half|\d+)\b)",
    re.I,
)
SHOWN = 40  # characters of what is left out


def cut_off(before: str, after: str) -> str:
    """Why the sentence around a quotation turns what it says, or "".

    `before` and `after` are the rest of that sentence:
    `("Visits did not ", "; they fell")` -> "it begins after 'did not'; …".
    """
    clause = _last_clause(before)
    if led := CONDITION.match(before):
        return f"it begins behind '{_shown(led[0])}', which limits it; quote the whole sentence"
    if left := BUT.search(before):
        return f"it begins behind '{_shown(left[0])}', which turns it; quote the whole sentence"
    if denial := DENIALS.search(clause) or DOUBTS.search(clause):
        words = clause[denial.start() :].strip()[-SHOWN:]
        return f"it begins behind '{words}', which turns it; quote the whole sentence"
    if exception := EXCEPTIONS.match(after):
        rest = " ".join(after[: exception.end()].strip(" ,;:(-").split())
        return f"it stops before '{rest}', which limits it; quote the whole sentence"
    if verdict := VERDICTS.match(after):
        rest = " ".join(verdict[0].strip(" ,").split())
        return f"it stops before '{rest}', which turns it; quote the whole sentence"
    if compared := COMPARED.match(after):
        return f"it stops before '{_shown(compared[0])}', of which it is a part; quote that too"
    return ""


def _shown(words: str) -> str:
    return " ".join(words.split())[-SHOWN:]


# "10 to 12", "10–12", "between 10 and 12"; what is before "from 10 to 12" tells of two times.
NUMBER = r"(?!(?:1[5-9]|20|21)\d\d\b)[$€£¥]?\d(?:[\d,. \u00a0]*\d)?"
BEHIND = re.compile(rf"(?:\s(?:to|or)\s|[–-]){NUMBER}(?![\d:/])")
AND = re.compile(rf"(?:\s[^\W\d]+)?\sand\s{NUMBER}")
BEFORE = re.compile(
    rf"(?:(?<![\d:/.,–-]){NUMBER}(?:\s(?:to|or)\s|[–-])"
    rf"|\b[Bb]etween\s{NUMBER}(?:\s[^\W\d]+)?\sand\s)$"
)
CHANGED = re.compile(
    r"\b(?:from|rose|risen|fell|fallen|grew|grown|up|down|cut|raised|lowered|reduced|increased|ratio"
    r"|scores?|scored|won|lost|beat|defeated|voted|votes?)\b[^.;]{0,80}$",
    re.I,
)
NAMED = re.compile(
    r"(?:(?<!\bthe\s)(?<!\ba\s)\b(?:[Tt]able|[Ff]igure|Fig\.|[Cc]hart|[Cc]hapter|[Ss]ection|[Pp]age"
    r"|[Ff]ootnote|[Aa]ppendix|[Aa]nnex|[Pp]aragraph|[Aa]rticle|Ward|Route|Flight|Room|Type|Phase"
    r"|Platform|Volume|Box)\s|\[)$"
)


def end_of_range(quotation: str, start: int, end: int) -> str:
    """The range of which the number at `quotation[start:end]` is one end, or "".

    `("between 40 and 60 farms", 8, 10)` -> "between 40 and 60"; not of "from 10 to 12".
    """
    before, after = quotation[:start], quotation[end:]
    if led := BEFORE.search(before):
        first, whole = before[: led.start()], f"{led[0]}{quotation[start:end]}".strip()
        return "" if CHANGED.search(first) or _is_score(whole) else whole
    between = re.search(r"\bbetween\s$", before, re.I)
    follows = AND.match(after) if between else BEHIND.match(after)
    if follows is None or CHANGED.search(before):
        return ""
    whole = f"{between[0] if between else ''}{quotation[start:end]}{follows[0]}".strip()
    return "" if _is_score(whole) else whole


def _is_score(whole: str) -> bool:
    """Whether two numbers are a result, as "2–1" and "12 to 4" are: small, or the larger first."""
    found = [re.sub(r"[^\d.]", "", one).strip(".") for one in re.findall(NUMBER, whole)]
    with contextlib.suppress(InvalidOperation):
        low, high = (Decimal(one) for one in (found[0], found[-1]))
        return low >= high or (high < 10 and re.search(r"\d[–-]\d", whole) is not None)
    return False


def name_of_place(quotation: str, start: int, end: int) -> str:
    """What a number at `quotation[start:end]` names and counts not, or "": "Table 5", "[12]"."""
    named = NAMED.search(quotation[:start])
    if named is None or (named[0] == "[" and quotation[end : end + 1] != "]"):
        return ""
    closing = "]" if named[0] == "[" else ""
    return f"{named[0]}{quotation[start:end]}{closing}"


def denied(quotation: str, start: int) -> str:
    """The words of a quotation that deny the number which begins at `start`, or ""."""
    clause = _last_clause(quotation[:start])
    denial = DENIALS.search(clause)
    return clause[denial.start() :].strip() if denial else ""


def unread_digits(quotation: str, value: Decimal) -> bool:
    """Whether a reading's quotation has numbers in digits, and none has the digits of the value.

    Scales and places are what a reading may supply: "12.5" of a table in millions is 12,500,000.
    """
    found = [one for one in numbers(quotation) if re.search(r"\d", one.text)]
    wanted = _significant(str(value))
    runs = re.findall(r"\d+(?:[,.'’\u00a0]\d+)*", quotation)
    runs += re.findall(r"\d{1,3}(?: \d{3})+(?:\.\d+)?", quotation)
    return bool(found) and not any(_significant(run) == wanted for run in runs)


def _significant(digits: str) -> str:
    """`"12,500.0"` -> `"125"`"""
    with contextlib.suppress(InvalidOperation):
        digits = f"{Decimal(digits):f}"
    return re.sub(r"\D", "", digits).strip("0")


def _last_clause(text: str) -> str:
    parts = list(CLAUSE.finditer(text))
    return text[parts[-1].end() :] if parts else text
