"""Which elements of a page no browser shows, by their own attributes or by its style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import itemgetter

from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

# Not shown, or where nobody sees it: of no size, see-through, cut away, off the page, struck.
HIDING = re.compile(
    r"display: none|(?:content-)?visibility: (?:hidden|collapse)|filter: opacity\( ?0*\.?0+%? ?\)"
    r"|color: (?:transparent|#(?:[\da-f]{3}0|[\da-f]{6}00)$"
    r"|(?:rgb|hsl)a?\([^)]*(?:/|,[^,]*,[^,]*,) ?0*\.?0+%? ?\)$)"
    r"|font-size: (?:0*\.?0+|0*\.\d+px)(?:px|em|rem|pt|%)?$|transform: scale\( ?0*\.?0+ ?\)"
    r"|clip: rect\( ?[01](?:px)?[, ]|clip-path: inset\( ?(?:50|100)%"
    r"|transform: translate(?:3d|x|y)?\([^)]*-\d{4,}px"
    r"|(?:left|top|text-indent): -\d{3,}|margin(?:-left|-top)?: -\d{4,}"
    r"|text-decoration:.*line-through"
)
FADED = re.compile(r"opacity: 0*\.?0+%?$")  # scripts undo it in style sheets
GROUND = re.compile(r"background(?:-color)? ?: ?([^ ;]+)(?: ?!important)?$")
INK = re.compile(r"color ?: ?([^;]+?)(?: ?!important)?$")
COLOURS = {"white": "#fff", "black": "#000", "rgb(255,255,255)": "#fff", "rgb(0,0,0)": "#000"}
CROPPED = re.compile(r"(?:max-)?(?:width|height): 0*\.?0+(?:px|em|rem|%)?$")
MEDIA = re.compile(r"@media([^{}]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.I)
WIDTH = re.compile(r"(min|max)-width\s*:\s*([\d.]+)\s*(px|r?em)", re.I)
SCREEN = 1280  # CSS pixels, as wide as the window in which a page is read
RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.S)
IDS, CLASSES, TYPES = (
    re.compile(pattern)
    for pattern in (r"#[\w-]+", r"\.[\w-]+|\[[^\]]*\]|(?<!:):(?!:|where\b)[\w-]+",
                    r"(?:^|[\s>+~(])[a-z][\w-]*|::[\w-]+")
)  # fmt: skip
UNSHOWN = "[hidden], input[type=hidden], dialog:not([open]), [popover]"
INLINE = (1, 0, 0, 0)  # of what specificity the declarations in an element's own `style` are


class _Declared(Struct, frozen=True):
    """A declaration: `"display"`, whether it hides, whether it is important."""

    name: str
    hides: bool
    important: bool


Rule = tuple[str, tuple[_Declared, ...]]  # a selector, and what it declares
Weight = tuple[bool, tuple[int, int, int, int], int]  # important, specificity, place in the page
Claim = tuple[Weight, int, _Declared]  # what is declared of the element with this `mem_id`


def hidden(tree: LexborHTMLParser) -> frozenset[int]:
    """The `mem_id` of every element that is not shown, and of the texts that are invisible alone.

    Of several rules that set a property of an element that one counts which a browser takes.
    """
    rules = list(_rules(tree))
    own = [
        ((one.important, INLINE, 0), node.mem_id, one)
        for node in tree.css("[style]")
        for one in _declared(node.attributes.get("style") or "", own=True)
    ]
    declared = [*(one for _, _, one in own), *(one for rule in rules for one in rule[1])]
    hiding = {one.name for one in declared if one.hides}
    claims = sorted((*own, *_from_rules(tree, rules, hiding)), key=itemgetter(0))
    winners = {(id, one.name): one.hides for _, id, one in claims}  # the last of each is heaviest
    gone = {node.mem_id for node in tree.css(UNSHOWN)}
    gone |= {id for (id, name), hides in winners.items() if hides and name != "visibility"}
    seen = {id: not hides for (id, name), hides in winners.items() if name == "visibility"}
    if not all(seen.values()) and tree.root is not None:
        gone |= set(_invisible(tree.root, seen))
    return frozenset(gone)


def _rules(tree: LexborHTMLParser) -> Iterator[Rule]:
    """Each selector of the style sheets that hold on a screen, in order, with what it declares."""
    for style in tree.css("style"):
        if not _holds(style.attributes.get("media") or ""):
            continue
        css = MEDIA.sub(
            lambda media: media[2] if _holds(media[1]) else "",
            CSS_COMMENT.sub("", style.text() or ""),
        )
        for selectors, body in RULE.findall(css):
            declared = tuple(_declared(body, own=False))
            parts = [selectors] if "(" in selectors else selectors.split(",")
            yield from ((part.strip(), declared) for part in parts if part.strip())


def _holds(media: str) -> bool:
    """Whether a media query holds in a wide window on a screen."""
    query = media.lower()
    if "print" in query or "prefers" in query or "speech" in query:
        return False
    for end, size, unit in WIDTH.findall(query):
        pixels = float(size) * (1 if unit == "px" else 16)
        if (pixels > SCREEN) if end == "min" else (pixels < SCREEN):
            return False
    return True


def _declared(body: str, own: bool) -> Iterator[_Declared]:
    """What a rule declares, as "display: none"; `own` for the `style` of an element."""
    lines = [" ".join(line.lower().split()) for line in body.split(";")]
    cropped = any(re.match(r"overflow ?: ?(?:hidden|clip)", line) for line in lines)
    inks, grounds = (
        {_colour(found[1]) for line in lines if (found := kind.match(line))}
        for kind in (INK, GROUND)
    )
    for line in lines:
        name, _, value = (part.strip() for part in line.partition(":"))
        important = value.endswith("!important")
        value = value.removesuffix("!important").strip()
        said = f"{name.replace('text-decoration-line', 'text-decoration')}: {value}"
        hides = HIDING.match(said) or (own and FADED.match(said))
        hides = hides or (cropped and CROPPED.match(said))
        unseen = hides or (name == "color" and bool(inks) and inks == grounds)
        yield _Declared(said.partition(":")[0], bool(unseen), important)


def _colour(written: str) -> str:
    """`"#FFFFFF"` -> `"#fff"`, `"white"` -> `"#fff"`"""
    plain = written.lower().replace(" ", "")
    plain = COLOURS.get(plain, plain)
    return re.sub(r"^#(.)\1(.)\2(.)\3$", r"#\1\2\3", plain)


def _from_rules(tree: LexborHTMLParser, rules: Sequence[Rule], hiding: set[str]) -> Iterator[Claim]:
    """What the rules declare of each element that they match, of the properties `hiding`."""
    for place, (selector, declared) in enumerate(rules):
        wanted = [one for one in declared if one.name in hiding]
        specificity = _specificity(selector)
        for node in _matching(tree, selector) if wanted else ():
            yield from (((one.important, specificity, place), node.mem_id, one) for one in wanted)


def _specificity(selector: str) -> tuple[int, int, int, int]:
    """`"#a .b > i"` -> (0, 1, 1, 1), as CSS counts (Selectors, level 4)."""
    ids, classes, types = (len(kind.findall(selector)) for kind in (IDS, CLASSES, TYPES))
    return 0, ids, classes, types


def _matching(tree: LexborHTMLParser, selector: str) -> list[LexborNode]:
    try:
        return tree.css(selector)
    except (SelectolaxError, ValueError):
        return []  # a selector of a newer kind


def _invisible(root: LexborNode, seen: dict[int, bool]) -> Iterator[int]:
    """Texts whose nearest element in `seen` is invisible, and elements that hold only those."""
    stack = [(root, True)]
    while stack:
        node, visible = stack.pop()
        visible = seen.get(node.mem_id, visible)
        if not visible and (node.tag == "-text" or not any(map(_is_element, node.iter()))):
            yield node.mem_id
        stack += [(child, visible) for child in node.iter(include_text=True)]


def _is_element(node: LexborNode) -> bool:
    return bool(node.tag) and not str(node.tag).startswith("-")
