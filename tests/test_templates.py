"""What is wrong with a story's own templates is told at its place, whatever it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from datastory.commands import common
from datastory.disk import files
from datastory.disk.engine import FOLDER as ENGINE
from datastory.site import templates

SMALL = Path(__file__).resolve().parent / "stories" / "small"
FAILED = "this template failed: "
COPY = "copy it from the templates/ that came with the generator"
UNREAD = "Jinja cannot read this: "
NAMED = "or, if it is a name, add it to site.names"
UNPROVED = "which no fact proves; say it in a chapter"
STYLED = "which no fact proves; write it in a chapter, or in a template"
LOOP = "templates include or extend each other here without end; take this one out"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small story with templates of its own, built once, so that its charts are drawn."""
    root = tmp_path_factory.mktemp("story")
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    shutil.copytree(ENGINE / "templates", root / "templates")
    assert common.make(root).problems == []
    return root


def told(whole: Path, changed: dict[str, str | bytes | None]) -> list[str]:
    """What is printed once some templates are changed, or deleted."""
    tree, unread = files.read_tree(whole, whole)
    assert not unread
    for name, data in changed.items():
        tree.pop(f"templates/{name}", None)
        if data is not None:
            tree[f"templates/{name}"] = data.encode() if isinstance(data, str) else data
    found = common.make(whole, tree=tree).problems
    return [str(problem).removeprefix("templates/") for problem in sorted(set(found))]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"story.html": "a\n{% fro x in y %}"}, [
            f"story.html:2:1: {UNREAD}Encountered unknown tag 'fro'."]),
        ({"story.html": "{% if", "gone.html": "\n\n{{ a b }}"}, [
            f"gone.html:3:1: {UNREAD}expected token 'end of print statement', got 'b'",
            f"story.html:1:1: {UNREAD}unexpected 'end of template'"]),
        ({"fact.html": "\n" + "{% for a in b %}" * 30 + "{% endfor %}" * 30}, [
            "fact.html: this template is nested too deeply; make parts of it templates of their "
            "own"]),
        ({"fact.html": "{{ " + "(" * 5000 + " }}"}, [
            "fact.html: this template is nested too deeply; make parts of it templates of their "
            "own"]),
        ({"sources.html": "a\n\n{{ siet.title }}"}, [
            "sources.html:3:1: 'siet' is undefined; no page gives this to a template, so spell it "
            "as the generator's own do"]),
        ({"sources.html": "{{ site.titel }}"}, [
            "sources.html:1:1: 'datastory.model.Site object' has no attribute 'titel'; no page "
            "gives this to a template, so spell it as the generator's own do"]),
        ({"sources.html": "\n{{ 1 / 0 }}"}, [
            f"sources.html:2:1: {FAILED}ZeroDivisionError: division by zero"]),
        ({"sources.html": "\n{{ date(5) }}"}, [
            f"sources.html:2:1: {FAILED}TypeError: expected string or bytes-like object, got "
            "'int'"]),
        ({"sources.html": "\n{% include 'facst.html' %}"}, [
            "sources.html:2:1: there is no file templates/facst.html; did you mean "
            "'templates/fact.html'?"]),
        ({"sources.html": "{{ asset('none.png') }}"}, [
            f"sources.html:1:1: there is no file templates/static/none.png; {COPY}"]),
        ({"sources.html": "{% include '../data.yaml' %}"}, [
            f"sources.html:1:1: there is no file templates/../data.yaml; {COPY}"]),
        ({"sources.html": "{% include '/etc/passwd' %}"}, [
            f"sources.html:1:1: there is no file templates//etc/passwd; {COPY}"]),
        ({"sources.html": "a\n{% include 'sources.html' %}"}, [f"sources.html:2:1: {LOOP}"]),
        ({"sources.html": "{% extends 'sources.html' %}"}, [f"sources.html:1:1: {LOOP}"]),
        ({"parts.html": None}, [
            "figure.html:1:1: there is no file templates/parts.html; did you mean "
            "'templates/facts.html'?"]),
        ({"series.html": None}, [f"series.html: this file is missing; {COPY}"]),
        ({"tokens.css": None}, [f"tokens.css: this file is missing; {COPY}"]),
        ({"tokens.css": "{{"}, [
            f"tokens.css:1:1: {UNREAD}unexpected 'end of template'"]),
        ({"static/a.css": b"a\n\xff"}, [
            "static/a.css:2:1: this file is not in UTF-8; save it again with the encoding UTF-8"]),
        ({"sources.html": b"\xff"}, [
            "sources.html:1:1: this file is not in UTF-8; save it again with the encoding UTF-8"]),
        # What no fact proves.
        ({"sources.html": "\n<p title='Over 75%'>{{ site.title.text }}: <b>999</b> firms</p>"}, [
            f"sources.html:2:11: a template states 'Over 75%', {UNPROVED}, {NAMED}",
            f"sources.html:2:47: a template states '999', {UNPROVED}, {NAMED}"]),
        ({"sources.html": "<p>&#57;99 firms, twelve towns</p>"}, [
            f"sources.html:1:4: a template states '9', {UNPROVED}, {NAMED}",
            f"sources.html:1:9: a template states '99', {UNPROVED}, {NAMED}",
            f"sources.html:1:19: a template states 'twelve', {UNPROVED}, {NAMED}"]),
        ({"static/a.css": '/* 9 */\ndata::after { content: " more" }\np:after{content:"\\39"}'}, [
            f"static/a.css:2:24: a style writes ' more' on pages, {STYLED}",
            f"static/a.css:3:17: a style writes '\\39' on pages, {STYLED}"]),
        ({"static/a.css": ".note data,p{font-size: 0}\ndata[value]{visibility:hidden}"}, [
            "static/a.css:1:14: this hides figures of the text ('font-size: 0'); let readers see "
            "them",
            "static/a.css:2:13: this hides figures of the text ('visibility:hidden'); let readers "
            "see them"]),
        ({"static/a.js": 'for (const d of all) d.textContent = "999";\nbody.append(`50%`)'}, [
            f'static/a.js:1:38: a script writes "999" on pages, {UNPROVED}',
            f"static/a.js:2:13: a script writes `50%` on pages, {UNPROVED}"]),
        # What charts are drawn with.
        ({"palette.json": None}, [
            "palette.json: this file is missing; charts are drawn with it"]),
        ({"palette.json": '{"light": '}, [
            "palette.json:1:11: this is not JSON: Expecting value"]),
        ({"palette.json": '{"light": [], "dark": 1}'}, [
            'palette.json: "dark" must be an object: {"name": …}',
            'palette.json: "light" must be an object: {"name": …}']),
        ({"palette.json": '{"light": {"ink": 5}}'}, [
            "palette.json: light: 'ink' must be a colour: #c2360f",
            "palette.json: light: the colour 'ink2' is missing; share images are drawn with it",
            "palette.json: light: the colour 'paper' is missing; share images are drawn with it"]),
        ({"chart-theme.json": '{"both": 5}'}, [
            'chart-theme.json: "both" must be an object: {"name": …}']),
        ({"chart-theme.json": '{"both": ' + '{"a":' * 100_000}, [
            "chart-theme.json: this JSON is nested too deeply; make it flatter"]),
        ({"chart-theme.json": '{"both": {"font": "Arial"}}'}, [
            'chart-theme.json: both: "font" must begin with one of those in templates/fonts/: '
            "Story Sans, Story Serif"]),
        ({"fonts/story-sans-400.ttf": b"no font"}, [
            f"fonts/story-sans-400.ttf: this is no font; {COPY}"]),
        (dict.fromkeys(f"fonts/story-{it}.ttf" for it in (
            "sans-400", "sans-600", "serif-400", "serif-wider-400")), [
            f"fonts/: there is no font here; {COPY}"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_template(
    whole: Path, changed: dict[str, str | bytes | None], expected: list[str]
) -> None:
    assert told(whole, changed) == expected


@pytest.mark.parametrize(
    "changed",
    [
        {"sources.html": "<p data-n='9'>{{ site.title.text }} {# 9 #}</p><script>9</script>"},
        {"sources.html": "<p style='width:9px'>{% set n = 9 %}{{ n }}</p><!-- 999 -->"},
        {"404.html": "<h1>404</h1><p>Read this first. © 2026 The desk, CC BY-SA 4.0</p>"},
        {"static/a.css": 'p::after{content:"[" attr(data-n) "]"} @page{a:b} p{font-size:0.9em}'},
        {"static/a.css": ".data{display:none} [data-n]{opacity:0} data{opacity:0.9}"},
        {"static/a.js": 'label.textContent = mark.ariaLabel; const n = "9"; a.append(b, c[0]);'},
    ],
)
def test_what_states_nothing_is_let_through(whole: Path, changed: dict[str, str]) -> None:
    assert [one for one in told(whole, changed) if "no fact proves" in one or "hides" in one] == []


def test_a_story_without_charts_is_told_of_its_fonts_too(whole: Path, tmp_path: Path) -> None:
    root = shutil.copytree(whole, tmp_path / "story")
    shutil.rmtree(root / "content" / "charts")
    for path in root.glob("content/*.md"):
        path.write_text(re.sub(r"!\[\]\(chart:.*\)", "", path.read_text("utf-8")), "utf-8")
    data = (root / "data.yaml").read_text("utf-8")
    (root / "data.yaml").write_text(re.sub(r" +opening:.*\n", "", data), "utf-8")
    assert told(root, {}) == []
    assert told(root, {"fonts/story-serif-400.ttf": b"no font"}) == [
        f"fonts/story-serif-400.ttf: this is no font; {COPY}"
    ]


def test_an_address_that_is_none_leads_nowhere(whole: Path) -> None:
    found = told(whole, {"404.html": "<a href='http://[::1'>x</a>"})
    assert "404.html: the link 'http://[::1' leads nowhere" in found


def test_fonts_may_have_other_names(whole: Path) -> None:
    assert told(whole, {"static/fonts/other.woff2": b"wOF2"}) == []


def test_a_fault_of_the_engine_keeps_its_traceback(
    whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: object) -> dict[str, bytes]:
        raise KeyError("ours")

    monkeypatch.setattr("datastory.pipeline.export", fails)
    with pytest.raises(KeyError):
        common.make(whole)


def test_a_changed_style_compiles_no_template() -> None:
    files = {"templates/a.html": b"{{ 1 }}", "templates/static/css/a.css": b"p {}"}
    before = templates.environment(files)
    assert templates.environment(files | {"templates/static/css/a.css": b"q {}"}) is before
    assert templates.environment(files | {"templates/a.html": b"{{ 2 }}"}) is not before
