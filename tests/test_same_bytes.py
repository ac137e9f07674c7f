"""The same inputs make the same bytes: anywhere, for anybody, whatever was built before."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jinja2
import pytest

from datastory import cache
from datastory.commands import common
from datastory.disk import files
from datastory.disk.engine import FOLDER as ENGINE
from datastory.new import STARTER

HERE = Path(__file__).resolve().parent
SMALL = HERE / "stories" / "small"
CHARTS = ("b", "c", "d", "e", "f")  # beside the story's own: enough to be drawn by two processes

# Builds as somebody on another machine, on another day.
BUILDER = """
import datetime, os, sys, time
engine, root, out, cores, years = sys.argv[1:]
sys.path.insert(0, engine)
os.cpu_count = lambda: int(cores)
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(cores)])
now = time.time
time.time = lambda: now() + int(years) * 31_000_000
class Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
datetime.date = Date
from datastory.command_line import main
sys.exit(main(["--root", root, "--out", out]))
"""


def lay(files: dict[str, bytes], root: Path, backwards: bool = False) -> Path:
    for name in sorted(files, reverse=backwards):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(files[name])
        os.utime(root / name, (1e9, 1e9) if backwards else None)
    return root


def story(root: Path) -> dict[str, bytes]:
    tree, problems = files.read_tree(root, ENGINE)
    assert not problems
    return {path: data for path, data in tree.items() if not path.startswith("templates/")}


def built(root: Path, cores: int, years: int, umask: int, **surroundings: str) -> dict[str, bytes]:
    """The site, by another process."""
    surroundings = {"PATH": os.environ["PATH"], **surroundings}
    out = root / "public"
    made = subprocess.run(
        [sys.executable, "-c", BUILDER, ENGINE, root, out, str(cores), str(years)],
        capture_output=True, text=True, env=surroundings, cwd=root, umask=umask,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    files = [path for path in out.rglob("*") if path.is_file()]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def six_charts() -> dict[str, bytes]:
    files = story(SMALL)
    for name in CHARTS:
        for ending in ("md", "py"):
            files[f"content/charts/{name}.{ending}"] = files[f"content/charts/loans.{ending}"]
        files["content/01-lending.md"] += f"\n![](chart:{name})\n".encode()
    return files


# `make fuzz` does it with the repository's own story too, which takes a minute.
@pytest.mark.parametrize("own", [False] + [True] * bool(os.environ.get("FUZZ")))
def test_a_site_is_the_same_wherever_it_is_built(tmp_path: Path, own: bool) -> None:
    files = story(ENGINE) if own else six_charts()
    here = lay(files, tmp_path / "here")
    far = lay(files, tmp_path / "fär away" / "with a\tname", backwards=True)
    first = built(
        here, 2, 0, 0o022, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1", HOME=str(tmp_path)
    )
    other = built(
        far, 1, 5, 0o077, TZ="Pacific/Kiritimati", LC_ALL="C", LANG="tr_TR.ISO-8859-9",
        PYTHONHASHSEED="2", HOME="/nonexistent", USER="somebody", COLUMNS="20",
    )  # fmt: skip
    assert len(first) > 50
    assert {path for path in first.keys() | other.keys() if first.get(path) != other.get(path)} == (
        set()
    )
    again = built(here, 1, 9, 0o022, TZ="Asia/Shanghai")  # with warm caches, or nothing to do
    shutil.rmtree(here / "public")
    assert built(here, 1, 9, 0o022) == again == first


def test_line_ends_of_another_system_make_the_same_bytes(tmp_path: Path) -> None:
    """As where git writes files with the line ends of Windows."""
    tree, _ = files.read_tree(SMALL, ENGINE)
    tree |= {
        "content/house.svg": b'<svg xmlns="http://www.w3.org/2000/svg">\n<g/>\n</svg>\n',
        "content/01-lending.md": tree["content/01-lending.md"] + b"\n![A house](house.svg)\n",
    }
    text = (".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".txt", ".yaml")
    other = {
        path: data.replace(b"\n", b"\r\n") if path.endswith(text) else data
        for path, data in tree.items()
    }
    assert sum(tree[path] != other[path] for path in tree) > 40
    one, two = lay(tree, tmp_path / "one"), lay(other, tmp_path / "two")
    made = common.make(one)
    assert made.problems == [] and made.pages == common.make(two).pages


@pytest.mark.parametrize("root", [ENGINE, STARTER], ids=["this", "new"])
def test_git_on_another_system_changes_no_byte(tmp_path: Path, root: Path) -> None:
    """Where it writes the line ends of Windows; kept documents have those they came with."""
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.autocrlf=true"]
    names = ("data.yaml", "content/01-a.md", "content/charts/a.py", "templates/static/a.css")
    tree = dict.fromkeys(names, b"one\ntwo\n") | {"seeds/a.csv": b"a,b\r\n1,2\r\n"}
    tree[".gitattributes"] = (root / ".gitattributes").read_bytes()
    lay(tree, tmp_path / "here")
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *words], cwd=tmp_path / "here", check=True, capture_output=True)
    subprocess.run([*git, "clone", "-q", "here", "there"], cwd=tmp_path, check=True)
    assert {path: (tmp_path / "there" / path).read_bytes() for path in tree} == tree


# Builds each variant with nothing remembered, and tells the digest of each page; what draws charts
# is started once.
COLD = """
import json, sys, tempfile
from pathlib import Path
engine, root = sys.argv[1:]
sys.path[:0] = [engine, engine + "/tests"]
from datastory import cache
cache.cached = lambda *asked: lambda function: function
import test_same_bytes as here
from datastory.charts import process_pool
told = {}
with process_pool.pool({}):
    for name in here.VARIANTS:
        with tempfile.TemporaryDirectory() as folder:
            told[name] = here.digests(Path(folder), here.varied(name))
print(json.dumps(told))
"""
DATA, CHAPTER, CHART = "data.yaml", "content/01-lending.md", "content/charts/loans"
VARIANTS: dict[str, tuple[str, str, str]] = {
    "as it is": ("", "", ""),
    "words of a chapter": (CHAPTER, "leave the house", "leave our house"),
    "a fact": (DATA, "1.1 million books", "1.12 million books"),
    "a label": (DATA, "label: Ashford", "label: Ashby"),
    "what a fact is": (DATA, "Books lent by the library of", "Volumes lent by the library of"),
    "a note": (DATA, "closed in January", "closed in February"),
    "a source": (DATA, "publisher: The Gazette", "publisher: The Herald"),
    "its date": (DATA, "2025-11-20", "2025-11-21"),
    "the title": (DATA, "The library that", "A library that"),
    "the publisher": (DATA, "Millbrook Press", "Ashford Press"),
    "the address": (DATA, "https://press.example/millbrook/", "https://press.example/m/"),
    "words of a chart": (f"{CHART}.md", "A renewal counts", "Each renewal counts"),
    "code of a chart": (f"{CHART}.py", "mark_bar()", "mark_bar(height=9)"),
    "the theme": ("templates/chart-theme.json", '"both": {', '"both": {"padding": 9,'),
    "the palette": ("templates/palette.json", "#c2360f", "#b2360f"),
    "a page's template": ("templates/sources.html", "{% extends", "{# other #}x{% extends"),
    "a part of templates": ("templates/parts.html", "<", "<!-- other --><"),
    "a style": ("templates/tokens.css", "--paper", "--other: 1px; --paper"),
}


def varied(name: str) -> dict[str, bytes]:
    """The small story and its templates, with one thing changed."""
    tree, _ = files.read_tree(SMALL, ENGINE)
    path, old, new = VARIANTS[name]
    if path:
        assert old.encode() in tree[path], name
        tree[path] = tree[path].replace(old.encode(), new.encode(), 1 if path != DATA else -1)
    return tree


def digests(root: Path, tree: dict[str, bytes]) -> dict[str, str]:
    made = common.draft(root, tree=tree)
    assert not made.problems, made.problems
    return {path: hashlib.sha256(page).hexdigest() for path, page in made.pages.items()}


def test_no_cache_gives_another_byte_than_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "FEW", 1)
    told = subprocess.run(
        [sys.executable, "-c", COLD, ENGINE, tmp_path], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stderr
    cold = json.loads(told.stdout)
    assert len({json.dumps(one) for one in cold.values()}) == len(VARIANTS)  # each changes a byte
    for name in (*VARIANTS, "as it is"):  # each with what was kept of those before it
        assert digests(tmp_path, varied(name)) == cold[name], name
        cache.current().save()
        cache.use(cache.Cache())  # and goes through the disk, as from one process to the next
        assert (tmp_path / files.ANSWERS).is_file()


def unrendered(self: jinja2.Template, *given: object, **named: object) -> str:
    raise AssertionError(f"{self.name} was rendered")


def test_a_comment_in_data_renders_no_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Places have changed, and no page shows one."""
    tree = varied("as it is")
    first = digests(tmp_path, tree)
    monkeypatch.setattr(jinja2.Template, "render", unrendered)
    tree[DATA] = b"# first\n" + tree[DATA]
    assert digests(tmp_path, tree) == first
    tree[CHAPTER] = tree[CHAPTER].replace(b"leave the house", b"leave our house")
    with pytest.raises(AssertionError, match="was rendered"):
        digests(tmp_path, tree)


@pytest.mark.parametrize("other", ["a fact", "the title", "a style"])
def test_another_revision_spoils_no_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, other: str
) -> None:
    """As `diff` builds one, after that of today."""
    monkeypatch.setattr(cache, "FEW", 1)
    now, then = digests(tmp_path, varied("as it is")), digests(tmp_path, varied(other))
    assert now != then
    cache.current().save()
    monkeypatch.setattr(jinja2.Template, "render", unrendered)
    for name, told in (("as it is", now), (other, then)):
        cache.use(cache.Cache())
        assert digests(tmp_path, varied(name)) == told
