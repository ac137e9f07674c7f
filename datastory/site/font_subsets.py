"""Which letters the kept faces have, and the pages' faces with the letters of their story."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO

from ..cache import cached, once
from ..lazy_imports import subset, ttLib
from ..model import Story
from ..phrases import FOLDER
from .chart_style import EMBEDDED, measured

# All faces have these, and the WOFF2 files that come with the templates have no others.
BASE = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u00b7\u2026\u00d7\u2212\u2022\u20ac\u00a3\u00a5\u00a7\u00e9\u00fc"
)
FEATURES = ["kern", "liga", "pnum", "tnum", "ccmp", "locl", "mark", "mkmk"]
WIDER = "-wider-"  # in the name of a face that holds what the face of the name without it lacks
TOLD = (".html", ".md", ".py", ".yaml")  # files whose words may come on a page
# Letters without ink need no face: spaces, line ends, joiners, marks of direction.
BLANK = frozenset("\t\n\r\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2060\ufeff") | frozenset(
    map(chr, (*range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, *range(0xFE00, 0xFE10)))
)
PLAIN = BASE | BLANK
# Stands among Chinese and Japanese letters, which pages leave to the reader's own faces.
AMONG_WIDE = frozenset("\u2015")


@cached(lambda face: once(face))
def letters_of(face: bytes) -> str:
    """All letters of a font, as a TTF file; "" of what is none."""
    try:
        return "".join(map(chr, sorted(ttLib.TTFont(BytesIO(face), lazy=True).getBestCmap() or ())))
    except (ttLib.TTLibError, KeyError, AssertionError):
        return ""


@functools.lru_cache(maxsize=32)
def has(face: bytes) -> frozenset[str]:
    """The letters of a font that stand for themselves."""
    return frozenset(letters_of(face))


def lacking(words: Collection[str], faces: Mapping[str, bytes]) -> list[str]:
    """The letters that no face has, each once, in order: pictures would leave them out."""
    rare = (
        () if PLAIN.issuperset(words) else [one for one in dict.fromkeys(words) if one not in PLAIN]
    )
    return [one for one in rare if not any(one in has(face) for face in faces.values())]


def order(face: str, faces: Mapping[str, bytes]) -> list[str]:
    """The names of faces in which a letter is looked for: the face, its own wider one, the others.

    `"story-serif-400"` is looked for as that, then in `"story-serif-wider-400"`.
    """
    family = face.rpartition("-")[0]
    return sorted(faces, key=lambda name: (name != face, not name.startswith(family), name))


def webfonts(story: Story, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """Faces of the pages with the story's rare letters, by their path in `tree`.

    Nothing where it has none: then those that come with the templates do.
    """
    rare = frozenset(_words(story, tree)) - PLAIN - AMONG_WIDE
    made: dict[str, bytes] = {}
    if not rare:
        return made
    faces = {name.removesuffix(".ttf"): data for name, data in measured(tree).items()}
    for name, face in faces.items():
        narrower = faces.get(name.replace(WIDER, "-")) if WIDER in name else None
        if narrower is None and f"{EMBEDDED}{name}.woff2" not in tree:
            continue  # none that pages use
        wanted = rare & has(face) - (has(narrower) if narrower else frozenset())
        if wanted:
            letters = wanted if narrower else wanted | BASE
            made[f"{EMBEDDED}{name}.woff2"] = cut(face, "".join(sorted(letters)))
    return made


@cached(lambda face, letters: (once(face), letters))
def cut(face: bytes, letters: str) -> bytes:
    """A WOFF2 file with these letters of a font."""
    font = ttLib.TTFont(BytesIO(face), lazy=True, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@functools.lru_cache(maxsize=1024)  # a preview reads the same files again and again
def _letters(data: bytes) -> frozenset[str]:
    return frozenset(data.decode("utf-8", "ignore"))


def _words(story: Story, tree: Mapping[str, bytes]) -> Iterator[str]:
    """All that may come on a page; what a kept table says is in the facts."""
    for path, data in tree.items():
        if path.endswith(TOLD) and not path.startswith(("seeds/", "editions/", FOLDER)):
            yield from _letters(data)
    for fact in story.facts.values():
        yield from (*fact.text, *fact.quote, *fact.key)
