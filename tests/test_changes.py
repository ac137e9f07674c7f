import json
import subprocess
from pathlib import Path

import minimal
import pytest
import released
from msgspec.structs import replace
from test_ledger import restated, with_history

from datastory import report
from datastory.command_line import main
from datastory.disk.revisions import ELSEWHERE, read_revision
from datastory.releases import changes, changes_text, ledger
from datastory.releases.changes import (
    ChangedAddress,
    ChangedChart,
    ChangedFigure,
    ChangedSentence,
    State,
)

DATA = minimal.DATA


def state(changed: dict[str, str]) -> State:
    story = minimal.story(changed)
    return State(released.kept(changed).now, story, released.drawings(story))


def compared(
    old: dict[str, str], new: dict[str, str], released_only: bool = False
) -> changes.Changes:
    """What changes between two states of the minimal story."""
    before = state(old)
    return changes.compare(before.ledger if released_only else before, state(new))


def test_nothing_changes_where_nothing_changed() -> None:
    same = compared({}, {})
    assert same == changes.Changes((), (), (), ())
    assert changes_text.written(same, "since main", "text") == "Nothing changes since main"
    assert changes_text.written(same, "since main", "markdown") == "## Nothing changes since main"


def test_a_figure_is_told_with_its_sentences_and_charts() -> None:
    entry = (
        "history: [{value: 12 million yuan, until: 2026-03-01, kind: revision, note: Restated.}]"
    )
    data = DATA.replace("2024: 12 million yuan", f"2024: {{value: 12 million yuan, {entry}}}")
    files = restated(data.replace("{value: 12", "{value: 13", 1))
    found = compared({}, files)
    assert found.figures == (
        ChangedFigure(
            id="rd.2024",
            what="Spending on research",
            old="12 million yuan",
            new="13 million yuan",
            why="revision: Restated.",
            said=("The town spent 13 million yuan.",),
            shown=("Spending grows",),
            series="rd",
        ),
        ChangedFigure(
            id="growth",
            what="Growth of spending on research",
            old="20%",
            new="30%",
            why="revision: Restated. (rd.2024 was 12 million yuan)",
            said=(),
            shown=(),
        ),
    )
    assert found.sentences == (
        ChangedSentence(
            "Chapter #research",
            "The town spent 12 million yuan on research.",
            "The town spent 13 million yuan.",
        ),
    )
    assert found.charts == ()  # nothing is drawn here
    assert found.addresses == ()


def test_the_ledger_knows_figures_but_no_old_sentences() -> None:
    found = compared({}, restated(), released_only=True)
    assert [(figure.id, figure.old, figure.new) for figure in found.figures] == [
        ("rd.2024", "12 million yuan", "13 million yuan"),
        ("growth", "20%", "30%"),
    ]
    assert found.sentences is None
    assert found.charts == (ChangedChart("rd", "Spending grows", ("values",)),)


def test_a_new_remark_on_a_figure_is_told() -> None:
    entry = "{value: over 75%, until: 2026-02-01, kind: clarification, note: Of all schools.}"
    (figure,) = compared({}, {"data.yaml": with_history(entry)}).figures
    assert (figure.old, figure.new) == ("over 75%", "over 75%")
    assert figure.why == "clarification: Of all schools."
    known = {"data.yaml": with_history(entry)}
    assert compared(known, known) == changes.Changes((), (), (), ())


def test_figures_that_come_and_go_take_their_addresses_along() -> None:
    found = compared({}, {"data.yaml": DATA.replace("  share:", "  school_share:")})
    assert [(figure.id, figure.old, figure.new) for figure in found.figures] == [
        ("school_share", "", "over 75%"),
        ("share", "over 75%", ""),
    ]
    assert found.addresses == ()


def test_charts_that_come_and_go_take_their_addresses_along() -> None:
    found = compared({}, released.TWO_CHARTS)
    assert found.charts == (ChangedChart("money", "Spending grows", ("new",)),)
    assert found.addresses == ()
    gone = compared(released.TWO_CHARTS, {})
    assert gone.charts == (ChangedChart("money", "Spending grows", ("gone",)),)
    assert gone.addresses == ()


def test_a_chart_is_told_by_what_of_it_changed() -> None:
    title = {"content/charts/rd.md": minimal.WORDS.replace("Spending grows", "More is spent")}
    found = compared({}, title)
    assert found.charts == (ChangedChart("rd", "More is spent", ("title",)),)
    assert found.sentences == (ChangedSentence("Chart rd", "Spending grows", "More is spent"),)
    old = state({})
    drawn = {name: replace(drawing, svg="<svg/>") for name, drawing in old.drawings.items()}
    assert changes.compare(old, replace(old, drawings=drawn)).charts == (
        ChangedChart("rd", "Spending grows", ("drawing",)),
    )


def test_anchors_come_and_go_and_old_addresses_lead_on() -> None:
    renamed = {minimal.FIRST: minimal.CHAPTER.replace("summary:", "id: study\nsummary:")}
    assert compared({}, renamed).addresses == (
        ChangedAddress("/#research", "gone", ""),
        ChangedAddress("/#study", "new", ""),
    )
    moved = f'{DATA}moved:\n  "#research": "#study"\n  /old/: {{gone: It went., on: 2026-01-01}}\n'
    assert compared({}, renamed | {"data.yaml": moved}).addresses == (
        ChangedAddress("/#study", "new", ""),
        ChangedAddress("/#research", "moved", "/#study"),
        ChangedAddress("/old/", "gone", ""),
    )


def test_what_had_moved_at_the_last_release_is_told_no_more() -> None:
    renamed = DATA.replace("  share:", "  school_share:")
    moved = {"data.yaml": f'{renamed}moved:\n  "/facts/share/": "/facts/school_share/"\n'}
    kept = released.kept(moved)
    story = minimal.story(moved)
    drawings = released.drawings(story)
    now = State(kept.now, story, drawings)
    before = changes.compare(kept.released, now)
    assert ChangedAddress("/facts/share/", "moved", "/facts/school_share/") in before.addresses
    after = ledger.released_with(kept.released, kept.now)
    assert changes.compare(after, now) == changes.Changes((), None, (), ())


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (
            "It spent [12 million yuan](fact:rd.2024). And [](fact:share) *went*. So it is!",
            [
                ("It spent 12 million yuan.", ("rd.2024",)),
                ("And over 75% went.", ("share",)),
                ("So it is!", ()),
            ],
        ),
        (
            "- The [first](plain:) of it, `as in x`, went to “schools.” Then no more…\n- e.g. none",
            [
                ("The first of it, …, went to “schools.”", ()),
                ("Then no more…", ()),
                ("e.g. none", ()),
            ],
        ),
        ("[12 million yuan](fact:rd.2024)", [("12 million yuan", ("rd.2024",))]),
    ],
)
def test_sentences_are_told_apart(words: str, sentences: list[tuple[str, tuple[str, ...]]]) -> None:
    story = minimal.story(minimal.body(words))
    assert list(changes.spoken(story.chapters[0].body)) == sentences


# In words


def whole() -> changes.Changes:
    return changes.Changes(
        figures=(
            ChangedFigure("a", "A | b", "1", "2 *x*", "revision: Restated.", ("It is 2.",), ("T",)),
            ChangedFigure("n", "New", "", "3", "", (), ()),
            ChangedFigure("o", "Old", "4", "", "", (), ()),
        ),
        sentences=(ChangedSentence("Chapter #x", "It is 1.", "It is 2. ``` x"),),
        charts=(ChangedChart("c", "T <b>", ("values", "drawing")),),
        addresses=(ChangedAddress("/old/", "moved", "/new/"), ChangedAddress("/#x", "new", "")),
    )


def test_for_a_terminal() -> None:
    assert changes_text.written(whole(), "since main", "text").split("\n") == [
        "Readers see 3 figures, 1 sentence, 1 chart and 2 addresses change since main",
        "",
        "a: 1 → 2 *x*",
        "    A | b",
        "    revision: Restated.",
        "    said: It is 2.",
        "    shown: T",
        "",
        "n: (new) → 3",
        "    New",
        "",
        "o: 4 → (gone)",
        "    Old",
        "",
        "Chapter #x",
        "  - It is 1.",
        "  + It is 2. ``` x",
        "",
        "Chart c: values, drawing",
        "Address /old/: moved → /new/",
        "Address /#x: new",
    ]


def test_for_a_pull_request() -> None:
    assert changes_text.written(whole(), "since main", "markdown") == (
        "## Readers see 3 figures, 1 sentence, 1 chart and 2 addresses change since main\n\n"
        "### Figures\n\n"
        "| Figure | Was | Is | Said and shown |\n"
        "| --- | --- | --- | --- |\n"
        "| `a`<br>A \\| b<br>revision: Restated. | 1 | **2 \\*x\\*** | It is 2.<br>Chart: T |\n"
        "| `n`<br>New | (new) | **3** |  |\n"
        "| `o`<br>Old | 4 | (gone) |  |\n\n"
        "### Sentences\n\n"
        "**Chapter \\#x**\n\n"
        "```diff\n- It is 1.\n+ It is 2. ``` x\n```\n\n"
        "### Charts\n\n"
        "| Chart | Title | Change |\n| --- | --- | --- |\n| c | T \\<b\\> | values, drawing |\n\n"
        "### Addresses\n\n"
        "| Address | Change | Leads to |\n| --- | --- | --- |\n"
        "| /old/ | moved | /new/ |\n| /\\#x | new |  |"
    )


def test_for_a_program() -> None:
    read = json.loads(report.as_json(whole()))
    assert read["figures"][0]["old"] == "1"
    assert read["sentences"][0] == {
        "place": "Chapter #x",
        "old": "It is 1.",
        "new": "It is 2. ``` x",
    }
    assert read["addresses"][0] == {"address": "/old/", "how": "moved", "to": "/new/"}
    now = state({})
    known = changes.compare(now.ledger, now)
    assert json.loads(report.as_json(known))["sentences"] is None


# At a revision


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A story in a folder of a repository, as it was at two commits."""
    folder = tmp_path / "stories" / "town"
    write(folder, minimal.STORY | {"seeds/Größe.txt": "x\n", "notes.txt": "x", "content/.x": "x"})
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "One")
    write(folder, restated())
    git(tmp_path, "commit", "-q", "-a", "-m", "Two")
    return folder


def test_a_story_is_read_as_it_was(repository: Path) -> None:
    today = {"templates/base.html": b"x", "data.yaml": b"y"}
    then, problems = read_revision(repository, "HEAD~1", today)
    assert problems == []
    assert then == {path: text.encode() for path, text in minimal.STORY.items()} | {
        "seeds/Größe.txt": b"x\n",
        "templates/base.html": b"x",
    }
    now, _ = read_revision(repository, "main", {})
    assert now["data.yaml"] == restated()["data.yaml"].encode()


def test_a_hook_of_another_repository_does_not_lead_astray(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git gives its hooks the place of their own repository."""
    other = tmp_path_factory.mktemp("other")
    git(other, "init", "-q")
    alone, _ = read_revision(repository, "HEAD~1", {})
    for name, path in {
        "GIT_DIR": ".git", "GIT_WORK_TREE": ".", "GIT_COMMON_DIR": ".git",
        "GIT_INDEX_FILE": ".git/index", "GIT_OBJECT_DIRECTORY": ".git/objects",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(other / path))
    assert read_revision(repository, "HEAD~1", {}) == (alone, []) and alone


def test_no_variable_by_which_git_names_a_repository_is_left_out() -> None:
    listed = subprocess.run(
        ["git", "rev-parse", "--local-env-vars"], capture_output=True, text=True, check=True
    )
    names = set(listed.stdout.split())
    assert {name for name in names if not name.startswith("GIT_CONFIG")} <= ELSEWHERE


@pytest.mark.parametrize("revision", ["nowhere", "--help", "", "HEAD:data.yaml", "-1"])
def test_a_revision_that_is_none_is_a_problem(repository: Path, revision: str) -> None:
    then, problems = read_revision(repository, revision, {})
    assert then == {}
    assert [str(problem) for problem in problems] == [
        f".: git knows no revision '{revision}' here; in a shallow copy, fetch it first"
    ]


def test_a_folder_without_a_story_or_a_repository_is_a_problem(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, problems = read_revision(repository.parent, "HEAD", {})
    assert [str(problem) for problem in problems] == [".: there was no data.yaml here at HEAD"]
    outside = tmp_path_factory.mktemp("outside")
    _, problems = read_revision(outside, "HEAD", {})
    assert [str(problem) for problem in problems] == [
        ".: this folder is in no git repository, so it has no revisions"
    ]


def test_what_git_says_besides_is_told(repository: Path) -> None:
    (repository.parent.parent / ".git" / "config").write_text("[core\n")
    _, problems = read_revision(repository, "HEAD", {})
    assert [str(problem) for problem in problems] == [
        ".: git could not read 'HEAD': fatal: bad config line 1 in file .git/config"
    ]


def test_a_story_that_did_not_build_is_not_compared_with(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(repository, minimal.STORY | minimal.body("It spent [13 million yuan](fact:rd.2024)."))
    git(repository, "commit", "-q", "-a", "-m", "Three")
    write(repository, minimal.STORY)
    assert main(["diff", "HEAD", "--root", str(repository)]) == 1
    assert capsys.readouterr() == (
        "",
        ".: the story did not build at HEAD: content/01-research.md:6:11: "
        "'13 million yuan' does not say 12 million yuan\n",
    )


def test_without_git_there_are_no_revisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _, problems = read_revision(tmp_path, "HEAD", {})
    assert [str(problem) for problem in problems] == [
        ".: git is not installed, so no revision can be read"
    ]


def test_revisions_come_first_then_what_is_new_then_what_is_gone() -> None:
    entry = "history: [{value: 12 million yuan, until: 2026-03-01, kind: revision}]"
    data = DATA.replace("2024: 12 million yuan", f"2024: {{value: 12 million yuan, {entry}}}")
    data = data.replace("{value: 12", "{value: 13", 1).replace("  share:", "  school_share:")
    data = data.replace("    values:\n", "    values:\n      2019: 10 million yuan\n")
    found = compared({}, restated(data))
    assert [figure.id for figure in found.figures] == [
        "rd.2024", "growth", "rd.2019", "school_share", "share",
    ]  # fmt: skip


def test_new_points_of_a_series_are_one_line() -> None:
    values = "".join(f"      {year}: 10 million yuan\n" for year in range(2011, 2018))
    found = compared({}, {"data.yaml": DATA.replace("    values:\n", f"    values:\n{values}")})
    assert len(found.figures) == 7
    said = changes_text.written(found, "since main", "text")
    assert "\n\nrd: 7 new points, 2011 to 2017\n    Spending on research" in said
    assert "rd.2014" not in said.partition("Address")[0]
    table = changes_text.written(found, "since main", "markdown")
    assert "| `rd`<br>Spending on research |  | rd: 7 new points, 2011 to 2017 |  |" in table


def test_many_points_that_changed_for_one_reason_are_one_line() -> None:
    def series(value: str, history: str = "") -> dict[str, str]:
        values = "".join(f"      {year}: {value}\n" for year in range(2011, 2018))
        return {"data.yaml": DATA.replace("    values:\n", f"{history}    values:\n{values}")}

    was = ", ".join(f"{year}: 10 million yuan" for year in range(2011, 2018))
    entry = f"    history: [{{values: {{{was}}}, until: 2026-03-01, kind: revision}}]\n"
    found = compared(series("10 million yuan"), series("12 million yuan", entry))
    said = changes_text.written(found, "since main", "text")
    assert "\n\nrd: 7 points changed, 2011 to 2017\n    Spending on research\n    revision" in said


MONEY = minimal.CHAPTER.replace("title: Research", "title: Money").replace("\n![](chart:rd)\n", "")


def test_chapters_that_moved_are_told_and_their_sentences_are_not() -> None:
    one = {"content/02-money.md": MONEY, "content/03-last.md": MONEY.replace("Money", "Last")}
    two = {"content/00-money.md": MONEY, "content/03-last.md": MONEY.replace("Money", "Last")}
    found = compared(one, two)
    assert found.sentences == ()
    (moved,) = found.chapters
    assert {moved.old, moved.new} == {1, 2}
    assert changes_text.written(found, "since main", "text").split("\n")[2] == (
        f"Chapter #{moved.slug} stands at {moved.new}, and stood at {moved.old}"
    )


def test_a_chapter_under_another_anchor_is_the_same_chapter() -> None:
    other = MONEY.replace("on research.", "on research in all.")
    found = compared({"content/02-money.md": MONEY}, {"content/02-spending.md": other})
    assert [(one.old_slug, one.slug) for one in found.chapters] == [("money", "spending")]
    assert found.sentences and len(found.sentences) == 1
    said = changes_text.written(found, "since main", "markdown")
    assert "- Chapter \\#spending, once \\#money, is the same" in said


def test_a_chart_changes_where_its_drawing_does() -> None:
    one, other = state({}), state(restated())
    same = {"rd": one.drawings["rd"]}
    found = changes.compare(one, replace(other, drawings=same))
    assert found.charts == ()
    drawn = {"rd": replace(one.drawings["rd"], svg="<svg/>")}
    (chart,) = changes.compare(one, replace(other, drawings=drawn)).charts
    assert chart.how == ("values", "drawing")
