"""Small maps that only say where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import altair as alt
from msgspec import Struct

from .canvas import mark

EARTH = 6371.0  # kilometres


class View(Struct, frozen=True):
    """Mercator's projection with `centre` (degrees east and north) in the middle of a frame.

    `scale` is units for a radian.
    """

    width: float
    height: float
    centre: tuple[float, float]
    scale: float

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point of the earth stands, in units from the top left."""
        east = (longitude - self.centre[0] + 180) % 360 - 180
        x = self.width / 2 + self.scale * math.radians(east)
        return x, self.height / 2 - self.scale * (_north(latitude) - _north(self.centre[1]))

    def kilometres(self, count: float) -> float:
        """The length of a way at the centre, in units."""
        return count / EARTH / math.cos(math.radians(self.centre[1])) * self.scale


def land(geometry: Any, view: View) -> alt.Chart:
    """The land of a GeoJSON geometry. The edge of the frame is kept out of sight."""
    feature = {"type": "Feature", "geometry": geometry}
    return _projected(mark("geoshape", [feature], {}), view)


def points(
    places: Sequence[tuple[float, float]],
    look: str,
    view: View,
    facts: Sequence[str] = (),
    **more: Any,
) -> alt.Chart:
    """Dots at (longitude, latitude).

    `facts` are the ids of what is known of each place, which its dot tells when it is pointed at.
    """
    told: Sequence[dict[str, str]] = [{"id": id} for id in facts] or [{}] * len(places)
    rows = (
        {"longitude": east, "latitude": north, **fact}
        for (east, north), fact in zip(places, told, strict=True)
    )
    east, north = alt.Longitude("longitude:Q"), alt.Latitude("latitude:Q")
    style = {"style": f"dot-{look}", "clip": False, **more}  # the projection clips, and costs less
    dots = mark("point", rows, style, longitude=east, latitude=north)
    return _projected(dots, view)


def _projected(chart: alt.Chart, view: View) -> alt.Chart:
    projected: alt.Chart = chart.project(
        type="mercator",
        rotate=[-view.centre[0], 0, 0],
        center=[0, view.centre[1]],
        scale=view.scale,
        translate=[view.width / 2, view.height / 2],
        clipExtent=[[-2, -2], [view.width + 2, view.height + 2]],
    )
    return projected


def _north(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
