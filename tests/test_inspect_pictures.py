"""An author's picture shows, and can neither act nor load, whoever opens it by itself."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from datastory.inspecting.pictures import figures_in_pictures, pictures

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
SVG = HEAD + ">{}</svg>"
NO_SVG = "this is no SVG in UTF-8; save it again, or as PNG"
HTML = 'xmlns="http://www.w3.org/1999/xhtml"'
INK = 'xmlns:i="http://www.inkscape.org/namespaces/inkscape"'
PNG = "data:image/png;base64,iVBORw0KGgo="


def told(name: str, data: bytes) -> list[str]:
    return [str(problem) for problem in pictures({f"content/{name}": data})]


def found(data: str) -> str:
    """What the picture may not hold, or all that is said."""
    said = told("a.svg", data.encode())
    match = re.search("a picture may not hold '(.*)', which can act", "".join(said), re.S)
    return match[1] if match else "".join(said)


SHOWS = {
    "a place in itself": f'<path d="M0 0"/><use href="#a"/><image x:href="{PNG}"/>',
    "styles": "<style>a{fill:red} @media print{a{fill:url(#b)}}</style><title>on</title>",
    "styles as data": "<style><![CDATA[ @font-face{src:url(data:font/woff2;base64,AA)} ]]></style>",
    "a filter": '<filter id="f"><feDropShadow dx="1"/></filter><g filter="url( \'#f\' )"/>',
    "words about addresses": '<g aria-label="see url(http://a.example), an image (new)"/>'
    "<text>onclick, javascript:x, @import, url(http://a.example)</text>",
    "a link to itself": '<a href="#b"><text>b</text></a>',
    "notes of a drawing program": f'<g {INK} i:label="on"><i:page id="p"/></g>',
    "colours and places": '<g fill="rgb(1 2 3)" transform="translate(1) rotate(2)"/>',
    "space": '<text xml:space="preserve" x:title="a">b</text>',
    "an entity of XML": "<text>&lt;script&gt; &#60;b&#62;</text>",
}
WHOLE = {
    "a declaration": '<?xml version="1.0" encoding="UTF-8"?>' + SVG.format(""),
    "of matplotlib": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n'
    ' "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + SVG.format(""),
    "a prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:path d=""/></s:svg>',
    "a comment": "<!-- <script> -->" + SVG.format("<!-- onload= -->"),
}


@pytest.mark.parametrize("name", SHOWS)
def test_what_only_shows_is_let_in(name: str) -> None:
    assert found(SVG.format(SHOWS[name])) == ""


@pytest.mark.parametrize("name", WHOLE)
def test_an_svg_begins_as_programs_write_it(name: str) -> None:
    assert found(WHOLE[name]) == ""


ACTS = [
    ("<script>alert(1)</script>", "script"),
    ("<a:script xmlns:a='http://www.w3.org/2000/svg'>alert(1)</a:script>", "script"),
    ("<SCRIPT/>", "SCRIPT"),
    ("<foreignObject><b/></foreignObject>", "foreignObject"),
    (f"<h:script {HTML.replace('xmlns', 'xmlns:h')}>alert(1)</h:script>", "script"),
    (f"<form {HTML} action='javascript:alert(1)'><button/></form>", "form"),
    (f"<meta {HTML} http-equiv='refresh' content='0;url=//e.example'/>", "meta"),
    (f"<img {HTML} srcset='//e.example/a 1x'/>", "img"),
    (f"<video {HTML} poster='//e.example/a'/>", "video"),
    (f"<link {HTML} rel='stylesheet' href='//e.example'/>", "link"),
    (f"<g><g><p {HTML}>words</p></g></g>", "p"),
    ("<math xmlns='http://www.w3.org/1998/Math/MathML' href='javascript:alert(1)'/>", "math"),
    ("<b xmlns='' onclick='alert(1)'/>", "b"),
    ("<e:listener xmlns:e='http://www.w3.org/2001/xml-events'/>", "listener"),
    ("<g xmlns:e='http://www.w3.org/2001/xml-events' e:event='click'/>", "event"),
    ("<handler/>", "handler"), ("<iframe src='a'/>", "iframe"), ("<audio/>", "audio"),
    ("<image href='a.svg'/>", "href"), ("<cursor/>", "cursor"),
    ("<font-face-uri/>", "font-face-uri"),
    ('<path onload="alert(1)"/>', "onload"), ('<path OnClick="alert(1)"/>', "onclick"),
    ('<g onbegin="alert(1)"/>', "onbegin"),
    ('<a href="javascript:alert(1)"/>', "href"), ('<a href="https://e.example"/>', "href"),
    ('<a x:href=" java&#9;script:alert(1)"/>', "href"), ('<use href="b.svg#a"/>', "href"),
    ('<use href="data:image/svg+xml,x#a"/>', "href"),
    ('<image href="https://evil.example/a.png"/>', "href"),
    ('<image href="data:image/svg+xml;base64,PHN2Zz4="/>', "href"),
    ('<image href="data:text/html,x"/>', "href"), (f'<a href="{PNG}"/>', "href"),
    ('<feImage href="//e.example/a"/>', "feImage"),
    ('<g xml:base="https://e.example/"><use href="#a"/></g>', "base"),
    ('<set attributeName="href" to="javascript:alert(1)"/>', "set"),
    ('<animate attributeName="x:href" values="javascript:alert(1)"/>', "animate"),
    ("<animateMotion/>", "animateMotion"), ("<animateTransform/>", "animateTransform"),
    ('<?xml-stylesheet href="a.xsl"?>', "<?xml-stylesheet"), ("<?php x?>", "<?php"),
    ("<style>@import 'https://e.example/a.css'</style>", "@import"),
    ("<style>@\\69mport 'a.css'</style>", "@import"),
    ("<style><![CDATA[@im]]>port 'a.css'</style>", "@import"),
    ("<style>@namespace url(#a)</style>", "@namespace"),
    ("<style>a{fill:url(http://e.example/a)}</style>", "url("),
    ("<style>a{fill:U\\52L( 'http://e.example/a' )}</style>", "URL("),
    ("<style>a{b:url(/*#*/http://e.example)}</style>", "url("),
    ("<style>a{b:image-set('https://e.example/a' 1x)}</style>", "image-set("),
    ("<style>@font-face{src:url(a.woff2)}</style>", "url("),
    ("<style>a{-moz-binding:none}</style>", "-moz-binding:"),
    ('<g style="fill:url(//e.example/a)"/>', "url("), ('<g style="@import"/>', "@import"),
    ('<g fill="url(https://e.example/a#b)"/>', "url("), ('<g mask="u\\72 l(a.svg#b)"/>', "url("),
    ('<g filter="url(&#x61;.svg#b)"/>', "url("), ('<g cursor="src(a)"/>', "src("),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "what"), ACTS)
def test_what_can_act_or_load_is_kept_out(inside: str, what: str) -> None:
    assert found(SVG.format(inside)) == what
    assert found(SVG.format(f"<g><defs>{inside}</defs></g>")) == what


OTHERS = [
    ("", NO_SVG), ("<svg", NO_SVG), ("words", NO_SVG), ("<svg/>", NO_SVG),
    (f"<html {HTML}/>", NO_SVG), (SVG.format("&a;"), NO_SVG), (SVG.format("<g>"), NO_SVG),
    (SVG.format("") * 2, NO_SVG), (SVG.format("") + "<script/>", NO_SVG),
    (HEAD.replace("2000/svg", "1999/xhtml") + "/>", NO_SVG),
    (HEAD + ' onload="alert(1)"/>', "onload"),
    (SVG.format("<g>" * 100_000), NO_SVG),
    ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "<!doctype"),
    ('<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + SVG.format(""), "<!doctype"),
    ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/x">'
     + SVG.format("&nbsp;"), "<!doctype"),
    ("<?xml-stylesheet href='a.xsl'?>" + SVG.format(""), "<?xml-stylesheet"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "what"), OTHERS)
def test_a_picture_is_an_svg_and_nothing_else(data: str, what: str) -> None:
    assert found(data).removeprefix("content/a.svg: ") == what


@pytest.mark.parametrize("coding", ["utf-16", "utf-7", "latin-1"])
def test_an_svg_is_in_utf_8_whatever_it_says(coding: str) -> None:
    said = f'<?xml version="1.0" encoding="{coding}"?>' + SVG.format("<text>é+ADw-b+AD4-</text>")
    problems = told("A.SVG", said.encode(coding if coding != "utf-7" else "latin-1"))
    assert problems == [f"content/A.SVG: {NO_SVG}"]


def drawn(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(out, kind)
    return out.getvalue()


KINDS = {
    "a.png": "PNG", "a.PNG": "PNG", "a.jpg": "JPEG", "a.jpeg": "JPEG", "a.gif": "GIF",
    "a.webp": "WEBP", "a.avif": "AVIF",
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_a_picture_is_of_the_kind_that_its_name_says(name: str) -> None:
    assert told(name, drawn(KINDS[name])) == []
    for other in {*KINDS.values()} - {KINDS[name]}:
        (problem,) = told(name, drawn(other))
        said = "WebP" if other == "WEBP" else other
        assert problem.endswith(f"but {said}; save it again under its own name")
    for data in (b"", b"<script>alert(1)</script>", b"<html>", SVG.encode()):
        assert "but no picture known here" in told(name, data)[0]


@pytest.mark.parametrize("name", ["a.png", "a.gif"])
def test_no_other_file_follows_a_picture(name: str) -> None:
    (problem,) = told(name, drawn(KINDS[name]) + b"<script>alert(1)</script>")
    assert "something else follows this" in problem


def test_two_names_that_differ_in_case_are_one_on_many_disks() -> None:
    one = drawn("PNG")
    pages = {"content/a.png": one, "content/A.png": one, "content/b.png": one, "charts/A.png": one}
    assert [str(problem) for problem in pictures(pages)] == [
        "content/a.png: its name differs from content/A.png only in case, and many disks hold "
        "only one of them; rename one"
    ]


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("<text>The river</text>", []),
        ("<text>Since 2019</text>", []),
        ("<text>Route 9</text>", []),
        ("<text>12 towns</text>", ["12"]),
        ("<title>Up 40%</title><desc>in 3 towns</desc>", ["40%", "3"]),
        ("<g><text><tspan>4,600</tspan> staff</text></g>", ["4,600"]),
    ],
)
def test_a_picture_holds_no_figure(inside: str, written: list[str]) -> None:
    problems = figures_in_pictures({"content/a.svg": SVG.format(inside).encode()}, ["Route 9"])
    assert [str(problem) for problem in problems] == [
        f"content/a.svg: '{figure}' is written in this picture, where nothing proves it; draw a "
        "chart of the fact, or write the words without it"
        for figure in written
    ]
