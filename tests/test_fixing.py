import json
from pathlib import Path

import pytest
from minimal import DATA, FIRST, STORY, body, data, story

from datastory.checking.fixing import as_text, fix
from datastory.command_line import main
from datastory.disk.files import encode
from datastory.report import as_json

# Of 12 million yuan, over 75%, 20%.
STALE = body(
    "Spent: [13 million yuan](fact:rd.2024), [over 85%](fact:share), [a lot](fact:growth)."
)
TOLD = f"""\
{FIRST}:6:9: '13 million yuan' -> '12 million yuan'
{FIRST}:6:42: 'over 85%' -> 'over 75%'
{FIRST}:6:66: 'a lot' does not say growth; rewrite it by hand"""


def test_stale_words_are_rewritten_in_place_and_told() -> None:
    fixes, texts = fix(story(STALE), STORY | STALE)
    assert as_text(fixes) == TOLD
    said = "Spent: [12 million yuan](fact:rd.2024), [over 75%](fact:share), [a lot](fact:growth)."
    assert texts == body(said)
    assert json.loads(as_json(fixes))[1:] == [
        {"where": f"{FIRST}:6:42", "fact": "share", "old": "over 85%", "new": "over 75%"},
        {"where": f"{FIRST}:6:66", "fact": "growth", "old": "a lot", "new": ""},
    ]


def test_words_in_data_and_captions_are_rewritten_too() -> None:
    stale = data("what: Spending on research rose", 'what: "It rose by [19%](fact:growth)"')
    stale["content/charts/rd.md"] = "---\ntitle: '[19%](fact:growth)'\nalt: x\n---\n"
    _, texts = fix(story(stale), STORY | stale)
    assert texts == {path: text.replace("[19%]", "[20%]") for path, text in stale.items()}


def test_where_all_is_true_nothing_changes() -> None:
    fixes, texts = fix(story({}), STORY)
    assert (fixes, texts, as_text(fixes), as_json(fixes)) == (
        (), {}, "every linked word says its fact", "[]",
    )  # fmt: skip


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_mark_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mark: bytes, ends: str
) -> None:
    def written(text: str) -> bytes:
        return mark + text.replace("\n", ends, text.count("\n") - 1).encode()

    for name, text in (STORY | STALE).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(written(text) if name in (FIRST, "data.yaml") else b"")
    assert main(["fix", "--root", str(tmp_path)]) == 1
    assert TOLD in capsys.readouterr().out
    fixed = STALE[FIRST].replace("13 million", "12 million").replace("over 85%", "over 75%")
    assert (tmp_path / FIRST).read_bytes() == written(fixed)
    assert (tmp_path / "data.yaml").read_bytes() == written(DATA)


@pytest.mark.parametrize("mode", [0o600, 0o755])
def test_a_file_keeps_its_permissions(tmp_path: Path, mode: int) -> None:
    for name, text in (STORY | STALE).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / FIRST).chmod(mode)
    main(["fix", "--root", str(tmp_path)])
    assert "12 million yuan" in (tmp_path / FIRST).read_text("utf-8")
    assert f"{(tmp_path / FIRST).stat().st_mode & 0o777:o}" == f"{mode:o}"


def test_mixed_line_ends_stay() -> None:
    assert encode("A\nb\nc\nd\n", b"a\r\nb\rc\nd\n") == b"A\r\nb\rc\nd\n"
