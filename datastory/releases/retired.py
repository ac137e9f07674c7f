"""Addresses that are no more, answered: redirects, notices of what was withdrawn, old anchors."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from markupsafe import Markup

from ..model import Move, Story
from ..pages.pages import Meta, Page
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
    story: Story,
    pages: Mapping[str, bytes],
    leads: Leads,
    released: Ledger,
    files: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The pages, with every old address answered that can be.

    An old page leads on, with `#anchor` and `?query`, or says that it was withdrawn. An old anchor
    stands at the new one. An old file is the new file; one that is gone cannot be answered.
    """
    whole = dict(pages)
    made = []
    for old, move in leads.items():
        path, target = routes.output_path(old), routes.output_path(move.to)
        if "#" in old:
            if path == target and path in whole and "#" in move.to:
                whole[path] = _with_anchor(whole[path], old, move.to)
        elif path.endswith(".html"):
            said = story.site.phrases
            answer = _redirect(move, pages[target], said) if move.to else None
            made.append(answer or _notice(move, released, said))
        elif move.to:
            whole[path] = pages[target]
    return whole | (render_also(story, files, made) if made else {})


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
    return Page(
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
    return Page(move.old, "gone.html", meta, {"move": move, "was": was})


def _last(address: str) -> str:
    """`"/charts/rd/"` -> `"rd"`."""
    return address.strip("/").rpartition("/")[2]


def _meta(headline: str, said: Phrases) -> Meta:
    return Meta("", headline, headline, said.say("gone.description"), routes.CARD)
