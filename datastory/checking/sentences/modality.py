"""What has happened is said as that: not as what may, will or nearly did happen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Finding, plainly
from .meaning import Meanings
from .passages import Passage
from .vocabulary import COMMON, stem, words_of

MODAL = r"(?:will|would|could|may|might|can|shall|should)"
AFTER = re.compile(
    rf"(?:\s+(?!that\b|which\b|who\b|if\b)[a-z]+){{0,2}}?\s+(?P<how>{MODAL}|nearly|almost|all\s+but)"
    r"\s+(?:(?:soon|still|also|yet|be|have|have\s+been|probably|likely)\s+)?(?P<verb>[a-z]{4,})\b"
)
BEFORE = re.compile(
    rf"\b(?P<how>{MODAL}|(?:plans?|planned|wants?|wanted|hopes?|hoped|aims?|aimed|intends?|intended"
    r"|expects?|expected|promises|promised|is|are|is\s+going|are\s+going)\s+to|nearly|almost)\s+"
    r"(?:soon\s+|still\s+|also\s+|again\s+)?(?P<verb>[a-z]{3,})(?:\s+(?:out|some|about|over|up\s+to))?\s+$"
)
# "It is untrue that [57%] were in favour"; what stands behind a mark is another clause.
UNTRUE = re.compile(
    r"\b(?P<how>(?:untrue|false|incorrect|a\s+(?:myth|lie|fiction|hoax)|nonsense|doubtful|impossible"
    r"|(?:not|[a-z]+n[’']t)\s+(?:true|so|the\s+case|correct|right)|no(?:body|-one|\s+one)\s+(?:believes|thinks|claims|says))"
    r"\s+(?:to\s+(?:say|claim|think)\s+)?that)\b(?![^.;:,]*\b(?:as|because|when)\b)[^.;:,]*$",
    re.I,
)
# One of these stands in whatever that finds.
UNREAL = words_of("""
untrue false incorrect myth lie fiction hoax nonsense doubtful impossible not nobody no
true so case correct right
""")
IF = re.compile(r"\b(?P<how>if|unless)\s[^,;:.]*$", re.I)
HAD = re.compile(r"[^,;:.]*\bhad\s+[a-z]+")
COMES_TO = frozenset({"reach", "total", "hit", "amount", "come", "stand", "exceed"})


def modality(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """A number of a time that is over is no plan and no possibility."""
    published = meanings.story.site.published
    now = int(published[:4]) * 12 if published[:4].isdigit() else 0
    for i, one in enumerate(passage.statements):
        meaning = meanings.of(one.fact)
        yield from _unreal(passage, i)
        if one.fact.quantity is None or meaning.plan or not meaning.spans:
            continue
        if any(last >= now for _, last in meaning.spans):
            continue
        for match, offset in (
            (AFTER.match(passage.after(i)), one.end),
            (BEFORE.search(passage.before(i)), passage.before_start(i)),
        ):
            span = passage.own(match, "how", offset) if match else None
            if not match or not span:
                continue
            will = offset < one.start and match["how"] == "will" and match["verb"] in COMES_TO
            if will or stem(match["verb"]) in meaning.nouns - COMMON:
                when = one.fact.when or one.fact.key or "a time that is over"
                message = f"'{match['how']}' makes {one.fact.text} uncertain, which is of {when}; "
                message += f"say that it was so, or write {plainly(match['how'])}"
                yield Finding(*span, message)
                break


def _unreal(passage: Passage, i: int) -> Iterator[Finding]:
    """ "It is a myth that [57%] were in favour", "if [57%] had been in favour"."""
    one, said, match = passage.statements[i], passage.vocabulary, None
    if "that" in said and not said.isdisjoint(UNREAL):
        match = UNTRUE.search(passage.text, 0, one.start)
    if not match and "had" in said and HAD.match(passage.text, one.end):
        match = IF.search(passage.text, 0, one.start)
    if match and passage.free(*match.span("how")):
        words = " ".join(match["how"].split())
        text = one.fact.text if one.fact.quantity else f"'{one.use.words}'"
        message = f"'{words}' denies {text}, which is so: '{one.fact.what.text}'; reword "
        yield Finding(*match.span("how"), f"{message}it, or write {plainly(words)}")
