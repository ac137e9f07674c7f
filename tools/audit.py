"""`make audit`: the Nu HTML checker, Lighthouse and weights, in one table.

Needs Java 11 or newer for the checker, Node 20 with npm for both (they are fetched into
.cache/audit/ once), and a Chromium. It takes some minutes; a busy machine lowers the scores.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from datastory.commands import common
from datastory.pipeline import BuildResult
from datastory.site import routes
from tools import chromium
from tools.served import served

HERE = Path(__file__).resolve().parent.parent
KEPT = HERE / ".cache" / "audit"
PACKAGES = ("vnu-jar@26.9.27", "lighthouse@12.8.2")
NEEDS = {
    "java": "Java 11 or newer",
    "node": "Node 20 or newer",
    "npm": "npm, which comes with Node",
}
# The checker's own list of CSS is older than these.
NEWER_CSS = re.compile("CSS: .*(animation-timeline|container-type|@container|“rx”)")
RUNS = 3
LCP, CLS = 1500, 0.01  # milliseconds on a simulated phone; the share of the screen that moved

Row = tuple[str, str, bool]  # what was measured, what came out, whether it is good


def main() -> int:
    if lacking := _lacking():
        print("make audit needs " + "; ".join(lacking))
        return 1
    made = common.make(HERE)
    if made.problems:
        print("the story has problems: run  make  to see them")
        return 1
    rows = [*_weights(made), *_checked(made.pages)]
    with served(made.pages) as url:
        chart, fact = next(iter(made.story.charts)), next(iter(made.story.facts))
        for address in (routes.STORY, routes.fact(fact), routes.chart(chart)):
            rows += _lighthouse(address, url + address.removeprefix("/"))
    width = max(len(what) for what, _, _ in rows)
    for what, result, good in rows:
        print(f"{what:{width}}  {'good' if good else 'BAD '}  {result}")
    return 0 if all(good for _, _, good in rows) else 1


def _lacking() -> list[str]:
    lacking = [f"{what} ({name} is not found)" for name, what in NEEDS.items() if not _on(name)]
    if not chromium.found():
        lacking.append("a Chromium (make test installs one)")
    kept = (KEPT / "packages").read_text("utf-8") if (KEPT / "packages").exists() else ""
    if lacking or kept == " ".join(PACKAGES):
        return lacking
    KEPT.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(KEPT), *PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return [f"{' and '.join(PACKAGES)} from npm, which said:\n{done.stderr.strip()}"]
    (KEPT / "packages").write_text(" ".join(PACKAGES), "utf-8")
    return []


def _on(name: str) -> bool:
    return shutil.which(name) is not None


def _weights(made: BuildResult) -> Iterator[Row]:
    """The heaviest HTML, and the story of each edition with the faces it asks for, as sent."""
    budgets = made.story.site.budgets
    packed = {
        path: len(gzip.compress(data, 9))
        for path, data in made.pages.items()
        if path.endswith(".html")
    }
    heaviest = max(packed, key=lambda path: packed[path])
    yield _weight(f"heaviest HTML, {routes.address(heaviest)}", packed[heaviest], budgets["html"])
    for folder in ("", *(one.site.folder for one in made.translations)):
        page = f"{folder}index.html"
        asked = set(re.findall(r'["(](?:\.\./)?(static/[^"()?]+)', made.pages[page].decode()))
        whole = packed[page] + sum(len(made.pages[path]) for path in asked)
        yield _weight(f"{routes.address(page)} with all it asks for", whole, budgets["page"])
    story = made.pages["index.html"].decode()
    scripts = "".join(re.findall(r"<script>(.*?)</script>", story, re.DOTALL))
    yield _weight("its scripts", len(gzip.compress(scripts.encode(), 9)), budgets["script"])


def _weight(what: str, weight: int, budget: int) -> Row:
    return what, f"{weight / 1024:.1f} of {budget / 1024:.0f} KiB", weight <= budget


def _checked(pages: dict[str, bytes]) -> Iterator[Row]:
    """Errors of the Nu HTML checker on every page, newer CSS aside."""
    jar = next(KEPT.glob("node_modules/vnu-jar/**/vnu.jar"))
    with tempfile.TemporaryDirectory(prefix="datastory-audit-") as folder:
        html = {path: data for path, data in pages.items() if path.endswith(".html")}
        for path, data in html.items():
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_bytes(data)
        command = ["java", "-jar", str(jar), "--skip-non-html", "--format", "json", folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        said = json.loads(done.stderr)["messages"]
        errors = [
            f"{message.get('url', '').partition(folder)[2]}: {message['message']}"
            for message in said
            if message["type"] != "info" and not NEWER_CSS.search(message["message"])
        ]
    yield f"HTML of {len(html)} pages", f"{len(errors)} errors", not errors
    yield from (("", error, False) for error in errors[:20])


def _lighthouse(address: str, url: str) -> Iterator[Row]:
    """Medians of several runs as a phone."""
    runs = [_run(url) for _ in range(RUNS)]
    for name in runs[0]["categories"]:
        score = round(100 * statistics.median(run["categories"][name]["score"] for run in runs))
        yield f"Lighthouse {address} {name}", str(score), score == 100
    for name, most in (("largest-contentful-paint", LCP), ("cumulative-layout-shift", CLS)):
        value = statistics.median(run["audits"][name]["numericValue"] for run in runs)
        yield f"Lighthouse {address} {name}", f"{value:.4g} of at most {most}", value <= most


def _run(url: str) -> dict[str, Any]:
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [str(KEPT / "node_modules" / ".bin" / "lighthouse"), url, "--quiet", "--output=json"]
    done = subprocess.run(
        [*command, flags], env=os.environ | {"CHROME_PATH": chromium.found()},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"Lighthouse could not look at {url}:\n{done.stderr.strip()}")
    return dict(json.loads(done.stdout))


if __name__ == "__main__":
    raise SystemExit(main())
