"""Checks on what a page tells machines: its head, its policy, its structured data."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from ..site import routes
from ..site.policy import hashed, rules_of
from .html_page import ParsedPage

DESCRIPTION, SHORT_DESCRIPTION = 155, 110  # characters that are shown before a text is cut
FIRST_BYTES = 32 * 1024  # what some readers of links fetch of a page
SHARED = (
    "og:type", "og:site_name", "og:title", "og:description", "og:url",
    "og:image", "og:image:width", "og:image:height", "og:image:alt", "twitter:card",
)  # fmt: skip
# A policy in a page may not hold these; browsers ignore them and report an error.
HEADER_ONLY = ("frame-ancestors", "report-uri", "report-to", "sandbox")
LARGE = "summary_large_image"
SCHEMA = "https://schema.org"


def head(page: ParsedPage) -> Iterator[str]:
    """A page has a language, a title and a description that are not cut, and is what it says."""
    if not any(element.get("lang") for element in page.all("html")):
        yield "the page does not say its language; give <html> a lang"
    if not any(title.text.strip() for title in page.all("title")):
        yield "the page has no title"
    if page.hidden:
        return
    description, short = page.metas.get("description", ""), page.metas.get("og:description", "")
    if not description:
        yield "the page has no description"
    for name, text, most in (
        ("description", description, DESCRIPTION),
        ("og:description", short, SHORT_DESCRIPTION),
    ):
        if len(text) > most:
            yield f"{name} has {len(text)} characters and would be cut after {most}"
    canonical = [link.get("href") for link in page.all("link") if link.get("rel") == "canonical"]
    own = "" if page.refresh else routes.permalink(page.address, page.site_url)
    if len(canonical) != 1:
        yield f"the page has {len(canonical)} canonical links; give it one"
    elif own and canonical[0] != own:
        yield f"the canonical link is '{canonical[0]}', not the page's own address '{own}'"
    elif (url := page.metas.get("og:url", "")) != canonical[0]:
        yield f"og:url is '{url}', not the canonical '{canonical[0]}'"


def shared(page: ParsedPage) -> Iterator[str]:
    """What a link to the page shows elsewhere is complete, and stands where it is read."""
    if page.hidden:
        return
    for name in SHARED:
        if not page.metas.get(name):
            yield f"the page has no {name}, which a link to it shows"
    if page.metas.get("twitter:card", LARGE) != LARGE:
        yield "twitter:card is not summary_large_image, so the card would be small"
    if not (image := page.metas.get("og:image", page.site_url)).startswith(page.site_url):
        yield f"og:image '{image}' is no whole address of this site"
    last = max(page.html.rfind(mark) for mark in (b'"og:', b'"twitter:', b'rel="canonical"'))
    if last > FIRST_BYTES:
        yield f"tags for shared links stand {last:,} bytes in; some read only {FIRST_BYTES:,}"


def policy(page: ParsedPage) -> Iterator[str]:
    """The page's Content-Security-Policy lets in what stands in it, and nothing from elsewhere."""
    rules = rules_of(page.html.decode())
    if rules.get("default-src") != "'none'":
        yield "the page has no Content-Security-Policy that begins with default-src 'none'"
        return
    governed = (page.html.find(mark) for mark in (b"<style", b"<script", b"<link", b"<body"))
    first = min((at for at in governed if at >= 0), default=len(page.html))
    if page.html.find(b"Content-Security-Policy") > first:
        yield "the Content-Security-Policy stands after what it shall govern; put it first"
    for name in HEADER_ONLY:
        if name in rules:
            yield f"{name} has no effect in a page's policy and logs an error; leave it out"
    if rules.get("connect-src") != "'self'":
        yield "the policy lacks connect-src 'self', without which audits cannot read robots.txt"
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        for element in page.all(tag):
            inline = "src" not in element.attributes and "json" not in element.get("type")
            if inline and hashed(element.text) not in rules.get(rule, ""):
                yield f"the policy does not let in a <{tag}> of this page; its hash is missing"


def foreign(page: ParsedPage) -> Iterator[str]:
    """A page loads nothing from another host and has no style in an attribute."""
    for tag in page.styled:
        yield f"a <{tag}> has a style attribute, which the policy blocks; use a class"
    for url in page.loaded:
        if "//" in url and not url.startswith(("data:", page.site_url)):
            yield f"'{url}' would be loaded from another host; keep the file in the story"


def structured_data(page: ParsedPage) -> Iterator[str]:
    """JSON-LD can be read, and says by which vocabulary."""
    for script in page.all("script"):
        if script.get("type") != "application/ld+json":
            continue
        try:
            said = json.loads(script.text)
        except json.JSONDecodeError as error:
            yield f"the structured data is no JSON: {error}"
            continue
        if not isinstance(said, dict) or str(said.get("@context")).rstrip("/") != SCHEMA:
            yield f"the structured data does not name its '@context', {SCHEMA}"


def redirect(page: ParsedPage) -> Iterator[str]:
    """A redirect is at once, and by a script first, which carries anchor and query along."""
    if not page.refresh:
        return
    script, refresh = page.html.find(b"<script>"), page.html.find(b'http-equiv="refresh"')
    if not 0 <= script < refresh:
        yield "the redirect's script must stand before its refresh, which drops the anchor"
    if not page.metas["refresh"].startswith("0;"):
        yield "the redirect must be at once, with a delay of 0"


CHECKS: tuple[Callable[[ParsedPage], Iterator[str]], ...] = (
    head,
    shared,
    policy,
    foreign,
    structured_data,
    redirect,
)
