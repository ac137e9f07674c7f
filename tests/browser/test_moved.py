"""Old addresses in a real browser, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import minimal
import pytest
import released
from looking import Tab, eventually, sized
from playwright.sync_api import Page

from tools.served import served

MOVED = """\
moved:
  /old/: "/#research"
  /charts/old/: /charts/rd/
  /gone/: {gone: The town asked., on: 2026-05-01}
  "#old-heading": "#research"
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    kept = released.kept({"data.yaml": minimal.DATA + MOVED})
    assert kept.problems == []
    with served(kept.pages) as url:
        yield url


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def either(request: pytest.FixtureRequest, tab: Tab) -> Iterator[Page]:
    """A page in a browser with scripts, and in one without; nothing may fail in it."""
    failed: list[str] = []
    with tab(java_script_enabled=request.param) as page:
        page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
        page.on("response", lambda got: None if got.ok else failed.append(got.url))
        yield page
    assert failed == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old/?q=1#fact-share", "?q=1#fact-share"),
        ("old/", "#research"),
        ("charts/old/?a=b", "charts/rd/?a=b"),
        ("charts/old/#main", "charts/rd/#main"),
    ],
)
def test_a_redirect_carries_query_and_anchor_along(tab: Tab, url: str, old: str, new: str) -> None:
    with tab() as page:
        page.goto(url + old)
        page.wait_for_url(url + new)


@pytest.mark.parametrize(
    ("old", "words"),
    [("old/", "A town that spends"), ("charts/old/", "Spending grows"), ("gone/", "Withdrawn")],
)
def test_an_old_address_is_answered_without_scripts_too(
    either: Page, url: str, old: str, words: str
) -> None:
    either.goto(url + old)
    either.get_by_role("heading", name=words, exact=False).first.wait_for()


def test_an_old_anchor_leads_to_the_new_heading(either: Page, url: str) -> None:
    sized(either, 800, 400)
    either.goto(f"{url}#old-heading")

    def at_the_top() -> bool:
        heading = either.locator("#research").bounding_box()
        return heading is not None and 0 <= heading["y"] < 200

    assert eventually(either, at_the_top, True)
