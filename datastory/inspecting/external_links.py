"""Follows a story's links to other hosts, politely; never part of a build."""

from __future__ import annotations

import contextlib
import datetime
import json
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from msgspec import Struct

from .. import cache_file, http_client
from ..http_client import AGENT, no_such_host, robots
from ..model import Story
from ..problem import Location, Problem
from ..site import routes
from ..story_prose import proses
from .html_page import parse

HOSTS, PAUSE = 8, 1.0  # hosts asked at a time; seconds between requests
KEPT = datetime.timedelta(days=7)
CACHE = "links.json"
DEAD = {404: "the host knows no such page (404)", 410: "the page is gone for good (410)"}
NOWHERE = "there is no host"


class Answer(Struct, frozen=True):
    state: Literal["there", "dead", "unsure"]
    why: str = ""


THERE = Answer("there")
WAIT = Answer("unsure", "the host asks us to wait (429)")


def links(story: Story, pages: Mapping[str, bytes]) -> dict[str, Location]:
    """Every http(s) address of another host, without its anchor, and where it was written.

    That is the author's line where it is known, and else a page that holds it. Links into the
    story's repository, one for each figure, count as one.
    """
    site, repository = story.site.url, story.site.repository
    found = {repository: story.site.where}
    found |= {source.url: source.url_at for source in story.sources.values()}
    for prose in proses(story):
        found |= {link.target: link.where for link in prose.links if link.target not in found}
    for path, page in pages.items():
        for url in parse(routes.address(path), page, site).urls if path.endswith(".html") else ():
            found.setdefault(url, Location(path))
    addresses: dict[str, Location] = {}
    for url, where in found.items():
        if url.startswith(("http://", "https://")) and not url.startswith(site):
            inside = repository and f"{url}/".startswith(f"{repository}/")
            addresses.setdefault(repository if inside else urldefrag(url).url, where)
    return addresses


def follow(
    addresses: Iterable[str], site_url: str, cache: Path, today: datetime.date, pause: float = PAUSE
) -> dict[str, Answer]:
    """What the hosts of addresses answer; those that answered well in the last days are not asked.

    A host gets one request at a time, some are asked side by side. `pause` is in seconds.
    """
    kept = _kept(cache / CACHE, today)
    answers = {address: THERE for address in addresses if address in kept}
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        if address not in answers:
            by_host.setdefault(urljoin(address, "/"), []).append(address)
    with ThreadPoolExecutor(HOSTS) as askers:
        asked = askers.map(lambda host: _ask_host(host, by_host[host], site_url, pause), by_host)
        fresh = {url: answer for host in asked for url, answer in host.items()}
    if all(answer.why.startswith(NOWHERE) for answer in fresh.values()):
        # Where not one host was found, it may be this machine that is cut off.
        doubt = "or no network here"
        fresh = {url: Answer("unsure", f"{one.why}, {doubt}") for url, one in fresh.items()}
    answers |= fresh
    now = {url: today.isoformat() for url, answer in answers.items() if answer == THERE}
    cache_file.write(cache / CACHE, AGENT, json.dumps(now | kept).encode())
    return answers


def dead(addresses: Mapping[str, Location], answers: Mapping[str, Answer]) -> list[Problem]:
    """A problem for each link that leads nowhere any more."""
    return [
        Problem(where, f"the link {url} is dead: {answers[url].why}; mend or remove it", url)
        for url, where in addresses.items()
        if answers[url].state == "dead"
    ]


def summary(addresses: Mapping[str, Location], answers: Mapping[str, Answer]) -> str:
    """A line for each link that could not be checked, and one of counts."""
    states = [answer.state for answer in answers.values()]
    lines = [
        f"{where}: {url} could not be checked: {answers[url].why}"
        for url, where in sorted(addresses.items(), key=lambda item: item[1])
        if answers[url].state == "unsure"
    ]
    counts = f"{states.count('there')} there, {states.count('dead')} dead"
    lines.append(f"outside links: {counts}, {states.count('unsure')} could not be checked")
    return "\n".join(lines)


def _kept(file: Path, today: datetime.date) -> dict[str, str]:
    """Good answers of the last days: the day by address."""
    kept = {}
    opened = cache_file.read(file, AGENT)
    with contextlib.suppress(ValueError, AttributeError, TypeError, RecursionError):
        for url, day in json.loads(opened.head if opened else b"{}").items():
            if datetime.timedelta(0) <= today - datetime.date.fromisoformat(day) < KEPT:
                kept[url] = day
    return kept


def _ask_host(host: str, urls: list[str], site_url: str, pause: float) -> dict[str, Answer]:
    """Asks for the addresses of one host in turn, if it wants to be asked at all."""
    agent = f"{AGENT} (checks links of {site_url})"
    rules = robots(host, agent)
    answers: dict[str, Answer] = {}
    for url in urls:
        if not rules.can_fetch(AGENT, url):
            answers[url] = Answer("unsure", "the host wants no programs there (robots.txt)")
        elif WAIT in answers.values():
            answers[url] = WAIT
        else:
            time.sleep(pause)
            answers[url] = _ask(url, agent, pause)
    return answers


def _ask(url: str, agent: str, pause: float) -> Answer:
    """HEAD, and GET where that is refused, for some hosts know only GET."""
    answer = _request("HEAD", url, agent)
    if answer in (THERE, WAIT) or answer.why.startswith(NOWHERE):
        return answer
    time.sleep(pause)
    return _request("GET", url, agent)


def _request(method: str, url: str, agent: str) -> Answer:
    answer = http_client.ask(method, url, {"User-Agent": agent}, most=0)
    if answer.status in DEAD:
        return Answer("dead", DEAD[answer.status])
    if answer.status == http_client.TOO_MANY:
        return WAIT
    if answer.status:
        return THERE if answer.status < 300 else Answer("unsure", f"it answers {answer.status}")
    if no_such_host(answer.reason):
        return Answer("dead", f"{NOWHERE} {urlsplit(url).hostname}")
    if isinstance(answer.reason, TimeoutError):
        return Answer("unsure", f"no answer within {http_client.TIMEOUT:.0f} seconds")
    return Answer("unsure", answer.why)
