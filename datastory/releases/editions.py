"""Editions: the story as it was released on a day, kept as one file and shown at /v/DATE/."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from markupsafe import escape

from ..model import Story
from ..problem import Location, Problem
from ..site import policy, routes
from ..site.wording import date_words
from .ledger import Ledger
from .moved import Leads

FOLDER = "editions/"
TAKE_BACK = "take back the last good version from git"
OUTWARD = r'(<a\b[^<>]*?\shref=")'
HEAD_END, BODY_END = "</head>", "</body>"
STYLE = (
    ".edition{position:fixed;inset:auto 0 0;z-index:9;margin:0;padding:.7em 1em;background:#1b1b1b;"
    "color:#fff;font:16px/1.4 system-ui,sans-serif;text-align:center}.edition a{color:#fff}"
    "body{padding-bottom:4.5em}@media print{.edition{position:static}}"
)


def file(day: str) -> str:
    """`"2026-01-05"` -> `"editions/2026-01-05.html"`."""
    return f"{FOLDER}{day}.html"


def digest(page: bytes) -> str:
    return hashlib.sha256(page).hexdigest()[:16]


def days(released: Ledger, files: Mapping[str, bytes], made: str = "") -> tuple[str, ...]:
    """The days of the editions that are there, and of one that is being `made`, in order."""
    there = {day for day in released.editions if file(day) in files}
    return tuple(sorted({*there, made} - {""}))


def pages(story: Story, released: Ledger, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The page at /v/DATE/ of each released edition whose file is there, by output path.

    `files` are the story's own by their paths.
    """
    return {
        routes.output_path(routes.edition(day)): _shown(files[file(day)].decode(), day, story)
        for day in released.editions
        if file(day) in files
    }


def _shown(page: str, day: str, story: Story) -> bytes:
    """An edition with a banner; its links into the site lead there from where it stands now."""
    address = routes.edition(day)

    def inward(match: re.Match[str]) -> str:
        return f'{match[1]}{escape(routes.relative_url("/" + match[2], address))}"'

    pattern = OUTWARD + re.escape(str(escape(story.site.url))) + r'([^"]*)"'
    page = re.sub(pattern, inward, page)
    newest = story.editions[-1] if story.editions else day
    said = story.site.phrases
    kept = escape(said.say("edition.kept", date=date_words(day, said)))
    key = "edition.newest" if newest == day else "edition.newest_of"
    leads = said.say(key, date=date_words(newest, said))
    home = escape(routes.relative_url(routes.STORY, address))
    banner = (
        f'<p class="edition" role="note">{kept}'
        f'{escape(said.say("join.space"))}<a href="{home}">{escape(leads)}</a></p>\n'
    )
    page = page.replace(HEAD_END, f"<style>{STYLE}</style>{HEAD_END}", 1)
    at = page.rfind(BODY_END)
    page = f"{page[:at]}{banner}{page[at:]}" if at >= 0 else page + banner
    rules = policy.rules_of(page)
    if rules:
        styles = rules.get("style-src", "")
        rules["style-src"] = f"{styles} {policy.hashed(STYLE)}".strip()
    return policy.with_rules(page, rules).encode()


def out_of_order(released: Ledger, day: str) -> Iterator[Problem]:
    """An edition that is about to be released on a day is newer than all before it."""
    last = max(released.editions, default="")
    if day < last:
        message = f"the last edition is of {last}, and by this machine's clock it is {day}"
        yield Problem(Location(file(day)), f"{message}; set the clock right, then release")


def check(released: Ledger, leads: Leads, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Each released edition is there, as it was written; or an entry says that it is gone."""
    for day, known in released.editions.items():
        if routes.edition(day) in leads:
            continue
        if file(day) not in files:
            message = f"this edition was released and is gone; {TAKE_BACK}"
            yield Problem(Location(file(day)), message)
        elif digest(files[file(day)]) != known:
            message = f"this is not the edition that was released that day; {TAKE_BACK}"
            yield Problem(Location(file(day)), message)
