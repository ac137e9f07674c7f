"""Pictures whose words are outlines look like those with faces, and hold no word that needs one."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops
from small import built

from datastory.cards.typesetter import usable_style
from datastory.charts.outlines import as_pdf, as_png, outlined
from datastory.images.raster import rasterised
from datastory.site.chart_style import ChartStyle, size

PATH = "chart-outlined.svg"


@pytest.fixture(scope="module")
def style() -> ChartStyle:
    return usable_style(built().tree)[0]


def image(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def kept(chart: str) -> tuple[bytes, str]:
    """The picture of a chart, and its drawing with words as outlines."""
    site = built().site
    return site[f"charts/{chart}/chart.png"], site[f"charts/{chart}/{PATH}"].decode()


def unlike(one: bytes, other: bytes) -> float:
    """The share of pixels that differ by more than edges of letters do."""
    images = [image(png) for png in (one, other)]
    assert images[0].size == images[1].size
    counts = ImageChops.difference(*images).convert("L").histogram()
    return sum(counts[40:]) / (images[0].width * images[0].height)


def framed(body: str, style: ChartStyle) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120" '
        f'font-family="{style.font}"><rect width="300" height="120" fill="#fff"/>{body}</svg>'
    )


def test_every_chart_has_one_without_faces_and_words() -> None:
    for name, drawing in built().drawings.items():
        svg = built().site[f"charts/{name}/{PATH}"].decode()
        tags = {node.tag.rpartition("}")[2] for node in ElementTree.fromstring(svg).iter()}
        assert not tags & {"text", "tspan", "style", "image", "use"} and {"title", "desc"} <= tags
        assert "font" not in re.sub(r"<(title|desc)>.*?</\1>", "", svg)
        assert size(svg) == size(drawing.svg)
        assert f'href="{PATH}"' in built().site[f"charts/{name}/index.html"].decode()


def test_it_looks_like_the_one_with_faces(style: ChartStyle) -> None:
    for name in built().drawings:
        picture, alone = kept(name)
        assert unlike(picture, rasterised(alone, 1200, style)) < 0.002


@pytest.mark.parametrize(
    "text",
    [
        '<text x="20" y="60" font-size="40">To 1,234</text>',
        '<text x="150" y="60" font-size="30" text-anchor="middle">AVATAR fi</text>',
        '<g text-anchor="end" font-weight="600"><text x="280" y="60" font-size="30">By</text></g>',
        '<g font-size="22"><text x="20" y="30">two<tspan x="20" dy="40">lines</tspan></text></g>',
        '<text transform="translate(60 110) rotate(-90)" font-size="24">upright</text>',
        '<text x="20" y="60" font-size="30" font-weight="bold">Łódź Київ ½</text>',
        '<text x="20" y="70" font-size="40" fill="#c2360f" opacity="0.5">pale</text>',
        '<svg x="40" y="20" width="150" height="60" viewBox="0 0 75 30" font-size="12">'
        '<text x="2" y="20">inside</text></svg>',
    ],
)
def test_a_text_stands_where_it_stood(style: ChartStyle, text: str) -> None:
    svg = framed(text, style)
    plain, drawn = rasterised(svg, 900, style), rasterised(outlined(svg, style), 900, style)
    assert unlike(plain, drawn) < 0.004
    blank = rasterised(framed("", style), 900, style)
    assert unlike(blank, drawn) > 0.004  # and it is there


@pytest.mark.parametrize("grouped", [False, True])
def test_a_halo_lies_below_all_letters(style: ChartStyle, grouped: bool) -> None:
    """As a path of its own: not every program knows paint-order."""
    look = 'fill="#000" stroke="#f00" stroke-width="6" stroke-linejoin="round" paint-order="stroke"'
    text = '<text x="20" y="60" font-size="40"{}>halo</text>'
    body = f"<g {look}>{text.format('')}</g>" if grouped else text.format(f" {look}")
    drawn = outlined(framed(body, style), style)
    assert "paint-order" not in drawn
    red, black = image(rasterised(drawn, 900, style)).getcolors(99999), (0, 0, 0)
    assert red and {black, (255, 0, 0)} <= {colour for _, colour in red}
    plain = rasterised(framed(body, style), 900, style)
    assert unlike(plain, rasterised(drawn, 900, style)) < 0.004


def test_words_without_ink_leave_nothing(style: ChartStyle) -> None:
    svg = framed('<text x="20" y="60" font-size="40"> \u00a0 </text>', style)
    assert "<path" not in outlined(svg, style)


def test_pdf_and_png_are_drawn_from_it(style: ChartStyle) -> None:
    from pypdfium2 import PdfDocument

    drawing, (picture, alone) = built().drawings["loans"], kept("loans")
    document = PdfDocument(as_pdf(alone))
    page = document[0]
    assert len(document) == 1
    assert page.get_size() == pytest.approx(size(drawing.svg), abs=1)
    shown = page.render(scale=1200 / page.get_width()).to_pil().convert("RGB").resize((600, 400))
    meant = image(picture).resize((600, 400))
    counts = ImageChops.difference(shown, meant).convert("L").histogram()
    assert sum(counts[64:]) < 0.01 * 600 * 400
    assert page.get_textpage().get_text_range() == ""  # so it has no fonts either
    png = image(as_png(alone, style))
    assert png.width == 2400
    assert unlike(picture, rasterised(alone, 1200, style)) < 0.002
