"""Cut the kept faces from the variable fonts that they come from. Run by hand, for new versions:

    pip download --no-deps fontpkg-newsreader==1.3 fontpkg-source-sans-3==3.52 \\
        fontpkg-source-serif-4==4.4
    (unpack all into one folder, then)
    python tools/fonts.py FOLDER

and, for Chinese, from Debian's package fonts-noto-cjk (it reserves no name of a font):

    python tools/fonts.py --han NotoSansCJK-Regular.ttc

Writes TTF files to templates/fonts/: drawings, pictures and cards are set with them as they are,
and each build cuts the pages' WOFF2 from them, with the letters of its story.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parent.parent
# Latin with its accents, phonetics, Greek, Cyrillic; punctuation, powers, currencies, letter-like
# signs, fractions, arrows, mathematics, shapes, ligatures.
KEPT = (
    (0x20, 0x7E), (0xA0, 0x3FF), (0x400, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x209F),
    (0x20A0, 0x214F), (0x2150, 0x22FF), (0x25A0, 0x25FF), (0xFB00, 0xFB06),
)  # fmt: skip
HAN_SIGNS = "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·～％＋－×÷￥\u3000〇ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"  # noqa: RUF001
FEATURES = ["kern", "liga", "pnum", "tnum", "ccmp", "locl", "mark", "mkmk"]


@dataclass(frozen=True)
class Cut:
    """`weight` is what stylesheets ask for; `axes` is where the cut stands in the variable font."""

    font: str
    file: str
    family: str
    weight: int
    axes: dict[str, float]


CUTS = (
    Cut("fontpkg_newsreader/files/Newsreader[opsz,wght].ttf",
        "story-serif-400", "Story Serif", 400, {"wght": 400, "opsz": 16}),
    Cut("fontpkg_source_serif_4/files/SourceSerif4[opsz,wght].ttf",
        "story-serif-wider-400", "Story Serif Wider", 400, {"wght": 400, "opsz": 16}),
    Cut("fontpkg_source_sans_3/files/SourceSans3[wght].ttf",
        "story-sans-400", "Story Sans", 400, {"wght": 400}),
    Cut("fontpkg_source_sans_3/files/SourceSans3[wght].ttf",
        "story-sans-600", "Story Sans", 600, {"wght": 640}),
)  # fmt: skip


def cut(source: Path, wanted: Cut, letters: list[int]) -> TTFont:
    """A static, renamed subset. The name "Source" is reserved to the makers' own fonts."""
    font = instancer.instantiateVariableFont(TTFont(source), dict(wanted.axes))
    options = Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.drop_tables += ["STAT", "BASE"]  # of use to variable fonts
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    style = "Regular" if wanted.weight == 400 else "SemiBold"
    postscript = f"{wanted.family.replace(' ', '')}-{style}"
    names = {
        1: wanted.family,
        2: "Regular",
        3: postscript,
        4: f"{wanted.family} {style}",
        6: postscript,
        16: wanted.family,
        17: style,
    }
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = wanted.weight
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
    return font


def hanzi() -> str:
    """The 6,763 characters of GB 2312: common ones, and those of names such as 深圳 and 亳州."""
    rows = ((high, low) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return "".join(bytes(row).decode("gb2312", "ignore") for row in rows)


def cut_han(source: Path) -> None:
    """The face of pictures in Chinese; pages leave these letters to the reader's own faces."""
    font = TTFont(source, fontNumber=2, lazy=True)  # of the collection, that of simplified Chinese
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.drop_tables += ["VORG", "vhea", "vmtx", "GPOS", "GSUB", "BASE", "GDEF"]
    subsetter = Subsetter(options)
    subsetter.populate(text=hanzi() + HAN_SIGNS)
    subsetter.subset(font)
    for number, text in {1: "Story Han", 4: "Story Han Regular", 6: "StoryHan-Regular"}.items():
        for record in font["name"].names:
            if record.nameID == number:
                record.string = text
    path = ROOT / "templates/fonts/zh/story-han-wider-400.ttf"
    font.save(path)
    print(path.relative_to(ROOT), path.stat().st_size)


def main() -> None:
    if sys.argv[1] == "--han":
        return cut_han(Path(sys.argv[2]))
    folder, kept = Path(sys.argv[1]), {code for low, high in KEPT for code in range(low, high + 1)}
    narrower = set(TTFont(folder / CUTS[0].font).getBestCmap())
    for wanted in CUTS:
        wider = wanted.family.endswith("Wider")  # holds only what the other serif lacks
        font = cut(folder / wanted.font, wanted, sorted(kept - narrower if wider else kept))
        path = ROOT / "templates/fonts" / f"{wanted.file}.ttf"
        font.save(path)
        print(path.relative_to(ROOT), path.stat().st_size)


if __name__ == "__main__":
    main()
