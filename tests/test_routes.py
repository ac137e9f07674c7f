from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datastory.site import routes

ID = st.text("abcxyz019._-:~", min_size=1, max_size=6).filter(lambda id: id.strip("."))
FOLDER = st.lists(ID, max_size=4).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))
PATH = st.builds(str.__add__, FOLDER, st.one_of(st.just(""), ID))
TAIL = st.sampled_from(["", "#note-rd.2024", "#a:b/c", "?v=1a2b", "?v=1#x"])


@given(target=st.builds(str.__add__, PATH, TAIL), base=PATH)
def test_a_relative_link_leads_to_its_target_wherever_the_site_stands(
    target: str, base: str
) -> None:
    link = routes.relative_url(target, base)
    assert urljoin(base, link) == target
    for root in ("https://a.example", "https://a.example/repo", "file:///home/site"):
        assert urljoin(root + base, link) == root + target
    assert not link.startswith("/")


@pytest.mark.parametrize(
    ("target", "base", "link"),
    [
        ("/", "/", "./"),
        ("/#a", "/", "#a"),
        ("/facts/rd/#a", "/facts/rd/", "#a"),
        ("/facts/rd/", "/", "facts/rd/"),
        ("/", "/facts/rd/", "../../"),
        ("/#fact-rd", "/facts/rd/", "../../#fact-rd"),
        ("/facts/b/", "/facts/a/", "../b/"),
        ("/facts/", "/facts/a/", "../"),
        ("/charts/rd/data.csv", "/charts/rd/", "data.csv"),
        ("/card.png", "/404.html", "card.png"),
    ],
)
def test_links_are_as_short_as_they_can_be(target: str, base: str, link: str) -> None:
    assert routes.relative_url(target, base) == link


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", "index.html"),
        ("/facts/rd.2024/", "facts/rd.2024/index.html"),
        ("/facts/rd.2024/#x", "facts/rd.2024/index.html"),
        ("/data.json", "data.json"),
        ("/static/fonts/a.woff2?v=1", "static/fonts/a.woff2"),
    ],
)
def test_each_address_has_its_file(address: str, path: str) -> None:
    assert routes.output_path(address) == path


def test_public_addresses_stand_under_the_site() -> None:
    site = "https://owner.github.io/shenzhen/"
    assert routes.permalink(routes.fact("rd"), site) == f"{site}facts/rd/"
    assert routes.permalink(routes.STORY, site) == site
    assert routes.rooted(routes.FACTS, site) == "/shenzhen/facts/"
    assert routes.rooted(routes.STORY, "https://story.example/") == "/"


def test_pages_are_listed_once_each() -> None:
    listed = routes.pages(["rd.2024", "share"], ["rd"], ["rank"])
    assert listed == (
        "/", "/facts/", "/facts/rd.2024/", "/facts/share/", "/facts/rd/", "/charts/rank/",
        "/sources/", "/corrections/",
    )  # fmt: skip
    assert len({routes.output_path(page) for page in listed}) == len(listed)


@pytest.mark.parametrize("address", ["/", "/facts/rd.2024/", "/data.json", "/old/page.html"])
def test_an_output_path_tells_its_address(address: str) -> None:
    assert routes.address(routes.output_path(address)) == address
