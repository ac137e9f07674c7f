"""Every letter of a story is in a face: on cards, in pictures and on its pages."""

from __future__ import annotations

from io import BytesIO

import pytest
from drawn import TEMPLATES, made, tree
from fontTools.ttLib import TTFont
from minimal import CHAPTER, FIRST, STORY, WORDS, data, story

from datastory.cards.typesetter import Typesetter
from datastory.charts.missing_glyphs import unlettered
from datastory.model import Drawing
from datastory.site.chart_style import EMBEDDED, MEASURED, load_style
from datastory.site.font_subsets import BASE, cut, has, lacking, order, webfonts

FACES = load_style(TEMPLATES)[0].faces
NAMES = {name.removesuffix(".ttf"): face for name, face in FACES.items()}
SERIF, WIDER, SANS = "story-serif-400", "story-serif-wider-400", "story-sans-400"
HARD = [
    "São Tomé", "Łódź", "Đà Nẵng", "Kőrös", "İstanbul", "Ísafjörður", "Tallinn, Šiauliai", "Ħamrun",
    "Περί τῆς πόλεως", "Ελλάδα", "Київ", "Ђурђево", "Ўзбекистон", "Москва №5",
    "3½ hours", "¾", "⅓", "⅛", "5‰", "₹500", "€ £ ¥ ₽ ₺ ₴ ₦ ₫ ₱ ₩ ¢", "25 °C", "12 km²", "m³",
    "CO₂", "10⁻⁶", "10⁹", "µg", "Ω", "≈ ≤ ≥ ≠ ± ∞ √", "→ ↑", "n = 5 × 3", "−0.42", "′ ″", "† ‡",
]  # fmt: skip


def words(picture: Typesetter, text: str, face: str) -> bytes:
    return b"".join(
        picture.drawn(run, name, 40)[0].tobytes() for run, name in picture.runs(text, face)
    )


@pytest.mark.parametrize("face", [SERIF, SANS, "story-sans-600"])
@pytest.mark.parametrize("text", HARD)
def test_the_kept_faces_have_the_letters_of_europe_and_the_signs_of_units(
    text: str, face: str
) -> None:
    """Each letter has ink of its own: none is the box that stands for what a face lacks."""
    assert lacking(text, FACES) == []
    typesetter = Typesetter(FACES)
    for run, name in typesetter.runs(text, face):
        assert set(run) <= has(NAMES[name]), (run, name)
    for letter in set(text) - {" "}:
        assert any(words(typesetter, letter, face)), letter


def test_a_letter_is_set_in_its_face_or_the_next_that_has_it() -> None:
    typesetter = Typesetter(FACES)
    assert typesetter.runs("½ Łódź", SERIF) == [("½ Łódź", SERIF)]
    assert typesetter.runs("In Київ, ₂", SERIF) == [
        ("In ", SERIF), ("Київ", WIDER), (", ", SERIF), ("₂", WIDER),
    ]  # fmt: skip
    assert typesetter.runs("Київ", SANS) == [("Київ", SANS)]
    assert typesetter.width("Київ", SERIF, 20) == typesetter.width("Київ", WIDER, 20)
    assert order(SERIF, NAMES)[:2] == [SERIF, WIDER]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        (data("title: A town that", "title: Łódź and Περί, Київ that"), []),
        (data("title: A town that", "title: A town हिन्दी that"), [
            "data.yaml:2:17: no face in templates/fonts/ has 'ह' (U+0939, devanagari letter ha), "
            "'ि' (U+093F, devanagari vowel sign i), 'न' (U+0928, devanagari letter na) and 3 more, "
            "so pictures of “A town हिन्दी that spends” would lack it; write it in other letters, "
            "or put a font that has it there, as a .ttf file",
        ]),
        (data("publisher: The town", "publisher: مدينة"), [
            "data.yaml:8:3: no face in templates/fonts/ has 'م' (U+0645, arabic letter meem), ",
        ]),
        ({"content/charts/rd.md": WORDS.replace("Spending grows", "Spending 😀")}, [
            "content/charts/rd.md:2:17: no face in templates/fonts/ has '😀' (U+1F600, grinning ",
        ]),
        # What only pages show is left to the reader's own faces.
        ({FIRST: CHAPTER.replace("The town", "The town (深圳, العربية)")}, []),
    ],
)  # fmt: skip
def test_a_letter_that_no_face_has_is_told_where_it_stands(
    changed: dict[str, str], told: list[str]
) -> None:
    found = [str(problem) for problem in unlettered(story(changed), tree(changed))]
    assert len(found) == len(told)
    assert all(one.startswith(begin) for one, begin in zip(found, told, strict=True)), found


@pytest.mark.parametrize("label", ["हिन्दी", "مدينة", "深圳"])
def test_a_label_in_a_chart_that_no_face_has_is_told(label: str) -> None:
    code = STORY["content/charts/rd.py"].replace(
        'facts.rows("rd")',
        f'[{{**row, "key": "{label} " + row["key"]}} for row in facts.rows("rd")]',
    )
    problems = made({"content/charts/rd.py": code})
    assert not isinstance(problems, Drawing)
    assert any(f"'{label[0]}' (U+{ord(label[0]):04X}" in one.message for one in problems)


def test_a_font_beside_the_others_is_the_way_out() -> None:
    """Any TTF in templates/fonts/ is looked in, as the message says."""
    font = TTFont(BytesIO(FACES[f"{SANS}.ttf"]))
    for table in font["cmap"].tables:
        table.cmap = {0x6DF1: "A"}
    out = BytesIO()
    font.save(out)
    files = tree(data("title: A town", "title: A 深 town"))
    assert len(list(unlettered(story(data("title: A town", "title: A 深 town")), files))) == 1
    files[f"{MEASURED}other.ttf"] = out.getvalue()
    assert list(unlettered(story(data("title: A town", "title: A 深 town")), files)) == []
    assert Typesetter(FACES | {"other.ttf": out.getvalue()}).runs("深", SERIF) == [("深", "other")]


def test_pages_have_the_storys_letters_and_no_more() -> None:
    changed = data("title: A town that", "title: Łódź ½ ₂ Київ 深圳 that")
    cuts = webfonts(story(changed), tree(changed))
    assert {path.removeprefix(EMBEDDED) for path in cuts} == {
        f"{name}.woff2" for name in (SERIF, WIDER, SANS, "story-sans-600")
    }
    letters = {
        path: set(map(chr, TTFont(BytesIO(made)).getBestCmap())) for path, made in cuts.items()
    }
    assert letters[f"{EMBEDDED}{SERIF}.woff2"] == BASE | set("Łóź½")
    assert letters[f"{EMBEDDED}{WIDER}.woff2"] == set("₂Київ")
    assert letters[f"{EMBEDDED}{SANS}.woff2"] == BASE | set("Łóź½₂Київ")
    assert sum(map(len, cuts.values())) < 40 * 1024


def test_a_story_without_rare_letters_has_the_faces_that_come_with_the_templates() -> None:
    assert webfonts(story({}), tree({})) == {}
    for name in (SERIF, SANS, "story-sans-600"):
        kept = TTFont(BytesIO(TEMPLATES[f"{EMBEDDED}{name}.woff2"]))
        assert set(map(chr, kept.getBestCmap())) == BASE
        assert has(NAMES[name]) >= BASE


def test_the_same_letters_make_the_same_bytes() -> None:
    assert cut.__wrapped__(NAMES[SANS], "aŁ") == cut.__wrapped__(NAMES[SANS], "aŁ")
