"""One pass over a Markdown tree: uses become holes, and what checks look at is gathered."""

from __future__ import annotations

import html
import itertools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Literal
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from ..model import BOUND, CODE, HOLE_CLOSE, HOLE_OPEN, Heading, Link, Prose, Run, Use
from ..numbers.hanzi import HAN
from ..numbers.languages.english.tokens import LEXICON
from ..problem import Location, Problem
from .characters import INVISIBLE
from .marks import ENTITY, FIRST_MARK, MARK, bare, place_of
from .spans import FIRST_FORMULA, OPEN_FENCE

# The serializer would keep what looks like an entity, and quotation marks as they are.
AMPERSAND, QUOTE = "\ue004", "\ue005"
HEADING = re.compile(r"h[1-6]")
HEADING_ID = re.compile(r"\s*[\U000f0000-\U0010ffff]?\{#([^}]*)\}\s*$")
STASHED = re.compile("\x02[^\x03]*\x03")
OUTSIDE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
SCHEME = re.compile(r"(fact|plain|chart):", re.IGNORECASE)
ALIGNED = re.compile(r"text-align: (\w+);")
INLINE = {"a", "em", "strong", "del", "code", "br", "img", "sub", "sup", "math", "label", "input"}
RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
TASKS = "task-list-item"
LEFTOVER = re.compile(
    r"(?P<link>\]\(|!\[|\][ \n]\((?=https?://|mailto:|\#)|(?<!\w)(?:fact|plain|chart):(?=[\w)]))|(?P<definition>\]\[)"
    r"|(?P<note>\[\^[^\]]*\])|(?P<fence>```|~~~)|(?P<id>\{\#[^}]*\})"
    r"|(?P<table>^[ \t]*\|[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*$|^[ \t]*\|(?=[ \t]).*\|[ \t]*$"
    r"|^[ \t]*\|(?:[^|\n]+\|){2,}[ \t]*$|^[ \t]*\|[ \t]*-{3,}[ \t]*$)"
    r"|(?P<strong>(?<![*\w])\*\*(?=\w)|(?<=\w)\*\*(?![*\w])"
    r"|(?<![*\w])\*\*[ ](?=[^*\n]*\w[ ]\*\*(?![*\w])))"
    r"|(?P<struck>(?<!~)~~(?=\w)|(?<=\w)~~(?!~)|(?<![~\w])~~[ ](?=[^~\n]*\w[ ]~~(?![~\w])))"
    r"|(?P<underline>^[ \t]*={2,}[ \t]*$)"
    r"|(?P<task>^\[[ xX]\](?= ))",
    re.MULTILINE,
)
LEFT = {
    "link": "this link is not read: write [words](fact:id), closed, with no space between the "
    "brackets, and none in another",
    "definition": "this link has no definition; write [words](address)",
    "note": "there is no such footnote; below, add its words as in [^name]: words",
    "fence": OPEN_FENCE,
    "table": "this table is not read: its second line is |---|---|, as many as its head has cells",
    "strong": "these stars open or close nothing; write **words**, or \\*\\* for the signs",
    "struck": "these signs open or close nothing; write ~~words~~, or \\~\\~ for the signs",
    "task": "a task is an item of a list: - [x] words",
    "underline": "these signs underline no heading; write ## Words",
    "id": "an id stands at the end of a heading, as in: ## Words {#id}",
}
# Letters and signs of scripts that are written without spaces.
WIDE = "\u3001-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
AMONG_WIDE = "“”‘’…—"
WORDLESS = "nobody sees a link without words; write them in its square brackets"
CHART_ALONE = "a chart stands on a line of its own, with an empty line before and after"
CHART_WORDS = "a chart's words stand in its own .md file; write ![](chart:name) alone"


VANISHED = (
    "these words would not stand on the page; write them as a paragraph of their own, with an "
    "empty line before and after"
)


class Gathering(Struct):
    """`places` are what the marks of the text stand for; `prefix` is put before footnotes' ids."""

    places: list[Location]
    prefix: str
    formulas: list[tuple[str, str]] = []  # as written, and as MathML
    stash: list[Any] = []  # what the library keeps from the tree
    targets: list[tuple[int, int, str]] = []  # links: a mark, the use's index or -1, the address
    noted: set[str] = set()  # names of footnotes that are referred to
    linked: set[str] = set()  # names of addresses
    seen: set[str] = set()  # marks that came through
    runs: list[Run] = []
    uses: list[Use] = []
    headings: list[Heading] = []
    links: list[Link] = []
    plain: list[str] = []
    problems: list[Problem] = []
    run: list[str] = []  # of the block that is being read, marks included
    words: list[str] = []  # the same with the words of uses
    hidden: list[str] = []  # what of it stands as `CODE`
    last: Location | None = None
    heads: tuple[str, ...] = ()  # of the cell that is being read
    lead: str = ""  # to the list that is being read
    numbered: bool = False  # whether that list has numbers
    unspaced: bool = False  # whether the text is of a script without spaces between its words

    def prose(self, converted: str, where: Location) -> Prose:
        return Prose(
            converted,
            " ".join(filter(None, self.plain)),
            where,
            tuple(self.runs),
            tuple(self.uses),
            tuple(self.headings),
            tuple(self.links),
        )

    def look(self, root: Element) -> None:
        """Notes which marks of the text are in the tree that was made of it, and its script."""
        words = "".join(root.itertext())
        self.unspaced = 2 * len(re.findall(f"[{WIDE}]", words)) > len(re.findall("[A-Za-z]", words))
        for element in root.iter():
            for text in (element.text, element.tail, *element.attrib.values()):
                self.seen.update(MARK.findall(text or ""))

    def lost(self, told: set[int]) -> Iterator[Problem]:
        """Words that would not stand on the page, one place a line; not where more is `told`."""
        for number, where in enumerate(self.places):
            if chr(FIRST_MARK + number) not in self.seen and where.line not in told:
                told = told | {where.line}
                yield Problem(where, VANISHED)

    def refuse(self, message: str, *texts: str, words: str = "") -> None:
        """A problem at the first mark of `texts`, or at the place last read."""
        self.problems.append(Problem(self._place(*texts), message, words))

    def read(self, element: Element) -> None:
        """A block, and the blocks in it; its own words are one run."""
        if HEADING.fullmatch(element.tag):
            heading = self._heading(element)
            self._inside(element)
            self.uses.append(Use("anchor", heading.id, heading.text, heading.where))
            _make_hole(SubElement(element, "hole"), len(self.uses) - 1)
            self._end_run()
            return
        if element.tag == "p" and (chart := _lone_chart(element)) is not None:
            self._chart(chart, element)
            return
        if element.tag == "table":
            self._table(element)
            return
        if aligned := ALIGNED.match(element.attrib.pop("style", "")):
            element.set("class", aligned[1])  # the page's policy knows no style attributes
        if element.get("class") == TASKS:
            self._task(element)
        self._inside(element)
        self._end_run()

    def _table(self, table: Element) -> None:
        """Reads the cells one by one, each with the heads of its column and row."""
        columns: list[str] = []
        for row in table.iter("tr"):
            cells = list(row)
            words = [" ".join(bare(self._decoded(_words(cell))).split()) for cell in cells]
            head = any(cell.tag == "th" for cell in cells)
            for i, cell in enumerate(cells):
                column = columns[i : i + 1]
                self.heads = () if head else tuple(filter(None, (*column, *words[: min(i, 1)])))
                self.read(cell)
            columns = words if head else columns
        self.heads = ()

    def _inside(self, element: Element) -> None:
        if element.tag in ("code", "pre"):
            self._hide(bare(html.unescape(element.text or "")))
            element.text = _literal(html.unescape(element.text or ""))
        else:
            element.text = self._say(element.text)
        for child in list(element):
            if child.tag not in INLINE:
                self._end_run()
                outer = self.lead, self.numbered
                self.lead = self._lead(child)
                self.numbered = child.tag == "ol" or (self.numbered and child.tag != "ul")
                self.read(child)
                self.lead, self.numbered = outer
            elif _is_footnote(child):
                self._note(child)
            else:
                self._inline(child)
            child.tail = self._say(child.tail)

    def _lead(self, element: Element) -> str:
        """The line right before a list that leads to it: "In 2023:"; that of a list in it, both."""
        if element.tag not in ("ul", "ol"):
            return self.lead
        before = self.runs[-1].text if self.runs else ""
        return before if before.endswith(":") and BOUND not in before else self.lead

    def _inline(self, element: Element) -> None:
        target = bare(self._decoded(element.get("href") or element.get("src") or ""))
        scheme = SCHEME.match(target)
        match element.tag:
            case "a" if scheme and scheme[1].lower() != "chart":
                self._use(element, scheme[1], target[scheme.end() :])
            case "a" | "img" if scheme and scheme[1].lower() == "chart":
                self.refuse(CHART_ALONE, _words(element), element.get("src", ""), words=target)
            case "a" if bare(element.text or "") in (target, target.removeprefix("mailto:")):
                self._link(element, "link", target)  # an address that is its own words
                self._hide(target)
                self.words.append(target)
            case "a":
                self._link(element, "link", target)
                self._inside(element)
            case "img":
                self._link(element, "image", target)
            case "code":
                self._split(bare(html.unescape(element.text or "")), element)
                self.words.append(bare(html.unescape(element.text or "")))
                self._inside(element)
            case "br":
                self._say(" ")
            case "math":
                latex, _ = self.formulas[ord(bare(element.text or "")) - FIRST_FORMULA]
                self._hide("…")
                self.words.append(latex)
            case "sub" | "sup":
                self._script(element)
            case "input":
                pass
            case _:
                self._inside(element)

    def _note(self, mark: Element) -> None:
        """A footnote's number in the text, or the arrow back."""
        if mark.tag == "sup":
            self.noted.add(mark[0].get("href", "").partition(":")[2].lower())

    def _split(self, code: str, element: Element) -> None:
        """A number word that goes on in code, `sev` and then `en` in backticks, is refused."""
        before = re.search(r"[A-Za-z]+$", bare("".join(self.run[-1:])))
        after = re.match(r"[A-Za-z]+", code)
        if before and after and (before[0] + after[0]).lower() in LEXICON:
            self.refuse(
                f"'{before[0]}{after[0]}' is a number word, partly in code; write it in one piece",
                element.text or "",
                words=code,
            )

    def _script(self, element: Element) -> None:
        """`10^6^` is said as 10⁶, `2^nd^` as 2nd."""
        raised = element.tag == "sup"
        words = bare(_words(element))
        said = words.translate(RAISED if raised else LOWERED)
        if len(element) or any(a == b for a, b in zip(words, said, strict=True)):
            self._inside(element)
            return
        mark = MARK.search(element.text or "")
        self._say(f"{mark[0] if mark else ''}{said}")
        element.text = words

    def _target(self, element: Element, use: int, address: str) -> None:
        """Notes where in the file an address stands; of those outside nothing changes."""
        mark = MARK.search(element.get("href") or element.get("src") or "")
        if mark and (use >= 0 or not OUTSIDE.match(address.removeprefix("/content/"))):
            self.targets.append((ord(mark[0]) - FIRST_MARK, use, address))

    def _task(self, item: Element) -> None:
        """The box is the label's, so that it is read out with the words of the task."""
        holder = item[0] if len(item) and item[0].tag == "p" else item
        text = holder.text or ""
        stashed = STASHED.match(text)
        if stashed is None:
            return
        box = {"type": "checkbox", "disabled": "disabled"}
        kept = self.stash[int(re.sub(r"\D", "", stashed[0]))]
        if " checked" in str(kept):
            box["checked"] = "checked"
        label = Element("label")
        SubElement(label, "input", box).tail = text[stashed.end() :]
        for child in list(holder):
            if child.tag not in INLINE:
                break
            holder.remove(child)
            label.append(child)
        holder.text = ""
        holder.insert(0, label)

    def _use(self, element: Element, scheme: str, name: str) -> None:
        """A linked fact, claim or plain word becomes a hole."""
        kind: Literal["fact", "plain"] = "plain" if scheme.lower() == "plain" else "fact"
        written, href = self._decoded(_words(element)), element.get("href", "")
        words = " ".join(bare(written).split())
        where = self._place(written, href)
        if scheme != kind or name != name.strip():
            right = f"{kind}:{name.strip()}"
            self.refuse(f"write it {right}, in small letters and without spaces", href)
        if title := element.get("title"):
            self.refuse("a figure's link has no title; its note tells all", title)
        if element.find(".//img") is not None:
            self.refuse("a figure is said in words; take the image out of its link", href)
        elif leftover := LEFTOVER.search(words):
            self.refuse(LEFT[leftover.lastgroup or "link"], written)
        elif kind == "plain" and (name or not words):
            self.refuse("write a word that is no figure as in [first](plain:)", written, href)
        self.uses.append(Use(kind, name.strip(), words, where))
        self._target(element, len(self.uses) - 1, f"{kind}:{name.strip()}")
        mark = MARK.search(written + href)
        self.run.append(f"{mark[0] if mark else ''}{BOUND}")
        self.words.append(words or f"{HOLE_OPEN}{len(self.uses) - 1}{HOLE_CLOSE}")
        _make_hole(element, len(self.uses) - 1)

    def _chart(self, image: Element, paragraph: Element) -> None:
        source = image.get("src", "")
        where = self._place(source)
        self.uses.append(Use("chart", bare(source).partition(":")[2], "", where))
        self._target(image, len(self.uses) - 1, bare(source))
        if words := image.get("alt") or image.get("title"):
            self.refuse(CHART_WORDS, words, words=bare(words))
        _make_hole(paragraph, len(self.uses) - 1)

    def _link(self, element: Element, kind: Literal["link", "image"], target: str) -> None:
        written = self._decoded(_words(element) or element.get("alt", ""))
        address = element.get("href", "") or element.get("src", "")
        where = self._place(written, address, element.tail or "")
        self._target(element, -1, target if kind == "link" else f"/content/{target}")
        words = " ".join(bare(written).split())
        if kind == "link" and not words and element.find(".//img") is None:
            self.problems.append(Problem(where, WORDLESS, target))
        self.links.append(Link(kind, target, words, where))
        self._aside(element.get("alt", ""))
        self._aside(element.get("title", ""))
        for name, value in element.items():
            element.set(name, bare(self._decoded(value)).replace("&", AMPERSAND))

    def _heading(self, element: Element) -> Heading:
        """Takes the id from the words."""
        last = element[-1] if len(element) else None
        ending = (last.tail if last is not None else element.text) or ""
        written = HEADING_ID.search(ending)
        if written and last is not None:
            last.tail = ending[: written.start()]
        elif written:
            element.text = ending[: written.start()]
        words = " ".join(bare(self._decoded(_words(element))).split())
        name = bare(written[1]) if written else anchor(words)
        where = self._place(_words(element), written[0] if written else "")
        element.set("id", name)
        self.headings.append(Heading(int(element.tag[1]), name, words, bool(written), where))
        return self.headings[-1]

    def _place(self, *texts: str) -> Location:
        """Where the first mark says; without any, the place last read."""
        for text in texts:
            if match := MARK.search(text):
                self.last = place_of(match[0], self.places)
                break
        return self.last or self.places[0]

    def _decoded(self, text: str) -> str:
        """Entities as the characters they are; `&nbsp;` is read, `&#xF0000;` would be a mark."""

        def character(match: re.Match[str]) -> str:
            made = html.unescape(match[0])
            if not INVISIBLE.search(made) and made != "":
                return made
            before = text[: match.start()][-1:]
            self.refuse("this entity is no visible character; delete it", before)
            return " "

        return ENTITY.sub(character, text) if "&" in text else text

    def _say(self, text: str | None) -> str | None:
        """Takes words into the run; gives them back as the serializer may have them."""
        if not text:
            return text
        text = without_line_ends(self._decoded(text), self.unspaced)
        if marks := MARK.findall(text):
            self.last = place_of(marks[-1], self.places)
        self.run.append(STASHED.sub(CODE, text))
        self.hidden += ["…"] * len(STASHED.findall(text))
        self.words.append(STASHED.sub("", text))
        return _literal(text)

    def _aside(self, text: str) -> None:
        """An attribute that readers see: a run of its own."""
        if text:
            self.runs.append(self._as_run(self._decoded(text)))

    def _end_run(self) -> None:
        text = "".join(self.run)
        if text.strip():
            run = self._as_run(text, tuple(self.hidden))
            self.runs.append(run)
            first = {found.lastgroup: found for found in reversed([*LEFTOVER.finditer(run.text)])}
            for leftover in first.values():
                message = LEFT[leftover.lastgroup or "link"]
                self.problems.append(Problem(run.at(leftover.start()), message, leftover[0]))
        self.plain.append(" ".join(bare("".join(self.words)).split()))
        self.run, self.words, self.hidden = [], [], []

    def _hide(self, code: str) -> None:
        """Takes what checks leave alone into the run."""
        self.run.append(CODE)
        self.hidden.append(code)

    def _as_run(self, marked: str, code: tuple[str, ...] = ()) -> Run:
        """Marks become places at the offsets that the words have without them."""
        pieces, marks = MARK.split(marked), MARK.findall(marked)
        offsets = itertools.accumulate(map(len, pieces[:-1]))
        places = tuple(zip(offsets, (place_of(mark, self.places) for mark in marks), strict=True))
        places = places or ((0, self.last or self.places[0]),)
        return Run("".join(pieces), places, self.heads, self.lead, self.numbered, code)


def without_line_ends(text: str, unspaced: bool) -> str:
    """The text without line ends where a space would be wrong: among Chinese letters and signs.

    In a text of an `unspaced` script one such letter beside a line end is enough, elsewhere both
    are such.
    """
    if "\n" not in text:
        return text
    marks, wide = f"({MARK.pattern}*)", f"[{WIDE}{AMONG_WIDE if unspaced else ''}]"
    if not unspaced:
        return re.sub(rf"(?<={wide}){marks}\n{marks}(?={wide})", r"\1\2", text)
    text = re.sub(rf"(?<={wide}){marks}\n", r"\1", text)
    return re.sub(rf"\n{marks}(?={wide})", r"\1", text)


def _literal(text: str) -> str:
    """For the serializer; quotation marks too, so that no text looks like an attribute."""
    return text.replace("&", AMPERSAND).replace('"', QUOTE)


def serialized(converted: str) -> str:
    """What the serializer made, with the characters that were kept from it."""
    return converted.replace(AMPERSAND, "&amp;").replace(QUOTE, "&quot;")


def slug(words: str) -> str:
    """`"What Shenzhen spends"` -> `"what-shenzhen-spends"`."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def anchor(words: str) -> str:
    """As `slug`; words in Chinese, of which it leaves no letter, in Punycode: `"xn-48s290a"`."""
    name = slug(words)
    if name[:1].isalpha() or not HAN.search(words):
        return name
    letters = re.sub(r"\W+", "", words)
    return f"xn-{slug(letters.encode('punycode').decode())}"


def _words(element: Element) -> str:
    """What it says, without the numbers of footnotes."""
    parts = [element.text or ""]
    for child in element:
        parts += ["" if _is_footnote(child) else _words(child), child.tail or ""]
    return "".join(parts)


def _lone_chart(paragraph: Element) -> Element | None:
    if len(paragraph) != 1 or bare(paragraph.text or "").strip():
        return None
    image = paragraph[0]
    alone = image.tag == "img" and not bare(image.tail or "").strip()
    return image if alone and bare(image.get("src", "")).startswith("chart:") else None


def _make_hole(element: Element, index: int) -> None:
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "hole", str(index), tail


def _is_footnote(element: Element) -> bool:
    """The extension's own numbers and arrows."""
    return element.get("id", "").startswith("fnref") or "footnote" in element.get("class", "")
