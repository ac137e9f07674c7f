"""Addresses that are no more, answered: redirects, notices of what was withdrawn, old anchors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec.structs import replace

from ..model import Move, Story
from ..pages.contexts import Meta, Page, page_of
from ..pages.render import render_also
from ..phrases import Phrases
from ..site import routes
from ..site.policy import hashed
from .ledger import Ledger
from .moved import Leads

# What a link to the old address shall show elsewhere is what the new page says of itself.
HEAD = re.compile(
    r'<title>.*?</title>|<link rel="canonical"[^>]*>'
    r'|<meta (?:name|property)="(?:description|author|robots|og:|article:|twitter:)[^>]*>',
    re.DOTALL,
)
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
CLOSED = {"dl", "figure", "ol", "svg", "table", "ul"}  # a span may not be their first child


def answered(
    stories: Sequence[Story],
    pages: Mapping[str, bytes],
    leads: Leads,
    released: Ledger,
    files: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The pages of all editions, the main one first, with every old address answered that can be.

    An old page leads on, with `#anchor` and `?query`, or says that it was withdrawn. An old anchor
    stands at the new one. An old file is the new file; one that is gone cannot be answered. What
    stood in an edition, and leads to it or nowhere, is answered in its language.
    """
    whole = dict(pages)
    made: dict[str, list[Page]] = {}
    for old, move in leads.items():
        path, target = routes.output_path(old), routes.output_path(move.to)
        if "#" in old:
            if path == target and path in whole and "#" in move.to:
                whole[path] = _with_anchor(whole[path], old, move.to)
        elif path.endswith(".html"):
            site = _edition(stories, move).site
            move = replace(
                move,
                old=routes.out_of_edition(move.old, site.folder),
                to=routes.out_of_edition(move.to, site.folder) if move.to else "",
            )
            answer = _redirect(move, pages[target], site.phrases) if move.to else None
            # What was released is known in the words of the main edition alone.
            known = Ledger() if site.folder else released
            made.setdefault(site.folder, []).append(answer or _notice(move, known, site.phrases))
        elif move.to:
            whole[path] = pages[target]
    for story in stories:
        folder = story.site.folder
        if folder in made:
            also = render_also(story, files, made[folder])
            whole |= {f"{folder}{path}": page for path, page in also.items()}
    return whole


def _edition(stories: Sequence[Story], move: Move) -> Story:
    """The one that has the old address, and the new one too; else the main one."""
    for story in stories[1:]:
        base = routes.in_edition(routes.STORY, story.site.folder)
        if move.old.startswith(base) and move.old != base and (move.to or base).startswith(base):
            return story
    return stories[0]


def _with_anchor(page: bytes, old: str, new: str) -> bytes:
    """`<h2 id="new">` -> `<h2 id="new"><span id="old"></span>`"""
    id, old_id = new.partition("#")[2], old.partition("#")[2]
    tag = re.compile(rf'<([a-z][a-z0-9]*)\b[^<>]*\sid="{re.escape(id)}"[^<>]*>')

    def beside(match: re.Match[str]) -> str:
        span = f'<span id="{old_id}"></span>'
        return span + match[0] if match[1] in CLOSED else match[0] + span

    return tag.sub(beside, page.decode(), count=1).encode()


def _redirect(move: Move, target: bytes, said: Phrases) -> Page:
    head = HEAD.findall(target.decode())
    address, _, anchor = move.to.partition("#")
    goal = json.dumps(routes.relative_url(address, move.old))
    rest = "location.hash" + (f"||{json.dumps(f'#{anchor}')}" if anchor else "")
    script = f"location.replace({goal}+location.search+({rest}))"
    title = TITLE.search("".join(head))
    return page_of(
        move.old, "moved.html", _meta(said.say("gone.moved"), said),
        {
            "head": Markup("\n".join(head)),
            "to": move.to,
            "headline": Markup(title[1]) if title else move.to,
            "leading_on": Markup(script),
            "rules": f"default-src 'none'; connect-src 'self'; script-src {hashed(script)}; "
            "base-uri 'none'; form-action 'none'",
        },
    )  # fmt: skip


def _notice(move: Move, released: Ledger, said: Phrases) -> Page:
    """Says what stood here, as it was released, and why it does no more."""
    figure = released.facts.get(_last(move.old))
    chart = released.charts.get(_last(move.old))
    was = ""
    if figure and move.old.startswith(routes.FACTS):
        was = said.say("join.colon", name=figure.what, words=figure.text)
    was = was or (chart.title if chart else "")
    meta = _meta(was or said.say("gone.headline"), said)
    return page_of(move.old, "gone.html", meta, {"move": move, "was": was})


def _last(address: str) -> str:
    """`"/charts/rd/"` -> `"rd"`."""
    return address.strip("/").rpartition("/")[2]


def _meta(headline: str, said: Phrases) -> Meta:
    return Meta("", headline, headline, said.say("gone.description"), routes.CARD)
