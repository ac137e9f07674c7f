"""Pictures of drawings are the same by either renderer, whichever is installed."""

from __future__ import annotations

import sys
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from small import built

from datastory.cards.typesetter import usable_style
from datastory.images.raster import rasterised, rasterised_by_vega


def same(one: bytes, other: bytes) -> bool:
    images = [Image.open(BytesIO(data)).convert("RGB") for data in (one, other)]
    return images[0].size == images[1].size and not ImageChops.difference(*images).getbbox()


@pytest.mark.parametrize("width", [1200, 401])
def test_without_resvg_pictures_are_the_same(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    look, _ = usable_style(built().tree)
    for drawing in built().drawings.values():
        expected = rasterised(drawing.svg, width, look)
        assert same(expected, rasterised_by_vega(drawing.svg, width, look))
        assert Image.open(BytesIO(expected)).width == width
        with monkeypatch.context() as missing:
            missing.setitem(sys.modules, "resvg", None)  # as where it is not installed
            assert same(expected, rasterised(drawing.svg, width, look))
