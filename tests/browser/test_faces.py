"""Every page is painted in the story's own faces at once: they stand in it, and no script calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from looking import Tab, lettered
from sites import Site

KINDS = ["story", "facts", "fact", "chart", "sources", "corrections", "embed"]
CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")  # set in a face of the reader's system
OTHERWISE = {"CODE", "PRE", "SCRIPT", "STYLE", "TITLE", "TEXTAREA", "INPUT"}
SPREAD = 60  # elements of a page that are asked for their faces


def lettered_elements(node: dict[str, Any]) -> Iterator[int]:
    """Elements with letters or digits of their own, none of them Chinese, and none of code."""
    if node["nodeName"].upper() in OTHERWISE:
        return
    inner = node.get("children", [])
    words = "".join(child["nodeValue"] for child in inner if child["nodeType"] == 3)
    if re.search(r"\w", words) and not CHINESE.search(words):
        yield node["nodeId"]
    for child in inner:
        yield from lettered_elements(child)


@pytest.mark.parametrize("edition", ["", "zh/"])
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_holds_its_faces(
    tab: Tab, sites: dict[str, Site], kind: str, scripts: bool, edition: str
) -> None:
    """Neither on a first visit nor on a second is there a file to wait for."""
    site = sites["story"]
    with tab(java_script_enabled=scripts) as page:
        asked: list[str] = []
        page.on("request", lambda it: asked.append(it.url) if it.resource_type == "font" else None)
        page.goto(site.at(f"/{edition}{site.kinds()[kind].removeprefix('/')}"))
        lettered(page)
        browser = page.context.new_cdp_session(page)
        browser.send("DOM.enable")
        browser.send("CSS.enable")
        root = browser.send("DOM.getDocument", {"depth": -1})["root"]
        elements = list(lettered_elements(root))
        assert elements
        strange = set()
        for element in elements[:: len(elements) // SPREAD + 1]:
            told = browser.send("CSS.getPlatformFontsForNode", {"nodeId": element})
            strange |= {it["familyName"] for it in told["fonts"] if not it["isCustomFont"]}
        browser.detach()
    assert asked == [] and strange == set()
