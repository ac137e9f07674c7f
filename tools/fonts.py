"""Cut the kept fonts from the two variable ones they come from. Run by hand, once per new version:

    npm pack @fontsource-variable/newsreader@5.3.0 @fontsource-variable/source-sans-3@5.3.0
    (unpack each, then)
    pip install fonttools brotli
    python tools/fonts.py newsreader/package source-sans-3/package

Writes WOFF2 for the page to templates/static/fonts/ and the same cuts as TTF, which drawings and
images are measured and set with, to templates/fonts/.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parent.parent
LETTERS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0–—‘’“”…·×−•£€¥§éü"
FEATURES = ["kern", "liga", "pnum", "tnum"]


@dataclass(frozen=True)
class Cut:
    """`weight` is what stylesheets ask for; `axes` is where the cut stands in the variable font."""

    package: int
    file: str
    family: str
    weight: int
    axes: dict[str, float]


CUTS = (
    Cut(0, "newsreader-latin-opsz-normal", "Story Serif", 400, {"wght": 400, "opsz": 16}),
    Cut(1, "source-sans-3-latin-wght-normal", "Story Sans", 400, {"wght": 400}),
    Cut(1, "source-sans-3-latin-wght-normal", "Story Sans", 600, {"wght": 640}),
)


def cut(source: Path, wanted: Cut) -> TTFont:
    """A static, renamed subset. The name "Source" is reserved to the makers' own fonts."""
    font = instancer.instantiateVariableFont(TTFont(source), dict(wanted.axes))
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.drop_tables += ["STAT", "BASE", "GDEF"]  # of use to variable fonts and to marks
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    style = "Regular" if wanted.weight == 400 else "SemiBold"
    postscript = f"{wanted.family.replace(' ', '')}-{style}"
    names = {1: wanted.family, 2: "Regular", 3: postscript, 4: f"{wanted.family} {style}",
             6: postscript, 16: wanted.family, 17: style}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = wanted.weight
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
    return font


def main() -> None:
    packages = [Path(argument) for argument in sys.argv[1:]]
    for wanted in CUTS:
        font = cut(packages[wanted.package] / "files" / f"{wanted.file}.woff2", wanted)
        name = f"{wanted.family.lower().replace(' ', '-')}-{wanted.weight}"
        for folder, flavor, suffix in (("static/fonts", "woff2", "woff2"), ("fonts", None, "ttf")):
            font.flavor = flavor
            path = ROOT / "templates" / folder / f"{name}.{suffix}"
            font.save(path)
            print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
