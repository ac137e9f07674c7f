"""Cut the kept coastlines out of Natural Earth's land. Run by hand:

    npm pack world-atlas@2.0.2        (and unpack it)
    python tools/land.py package content/charts/geo

Each file is one GeoJSON geometry, longitudes unwrapped across the Pacific, cut a little wider than
any map shows it so that the cut's own edge is never seen.
"""

from __future__ import annotations

import heapq
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True)
class Cut:
    """`box` is west, south, east, north; triangles under `detail` square degrees are dropped."""

    file: str
    atlas: str
    box: tuple[float, float, float, float]
    detail: float
    island: float  # smallest island kept, in square degrees
    decimals: int


CUTS = (
    Cut("estuary.json", "land-10m.json", (112.2, 21.6, 115.3, 23.8), 0.00007, 0.0009, 3),
    Cut("pacific.json", "land-110m.json", (-22, 2, 312, 68), 1.2, 1.6, 1),
)


def polygons(topology: dict) -> Iterator[list[Ring]]:
    """Decode the delta-coded arcs of a TopoJSON file into polygons, outer ring first."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        arcs.append([])
        for dx, dy in arc:
            x, y = x + dx, y + dy
            arcs[-1].append((x * kx + tx, y * ky + ty))

    def ring(indices: list[int]) -> Ring:
        points: Ring = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += arc[1:] if points else arc
        return points[:-1]

    for geometry in topology["objects"]["land"]["geometries"]:
        lists = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        yield from ([ring(indices) for indices in rings] for rings in lists)


def unwrapped(ring: Ring, near: float) -> Ring:
    """Longitudes without the jump at 180 degrees, beginning on the turn of `near`."""
    out = [(near, 0.0)]
    for x, y in ring:
        turns = round((out[-1][0] - x) / 360)
        out.append((x + 360 * turns, y))
    return out[1:]


def clipped(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """The part of a ring within the box (Sutherland and Hodgman)."""
    west, south, east, north = box
    for axis, bound, side in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        out: Ring = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            inside = (a[axis] - bound) * side >= 0
            if inside:
                out.append(a)
            if inside != ((b[axis] - bound) * side >= 0):
                t = (bound - a[axis]) / (b[axis] - a[axis])
                out.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
        ring = out
    return ring


def area(*ring: Point) -> float:
    around = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in around)) / 2


def simplified(ring: Ring, detail: float) -> Ring:
    """Drop, smallest first, the points whose triangle is under `detail` (Visvalingam)."""
    before = {i: i - 1 for i in range(len(ring))}
    after = {i: (i + 1) % len(ring) for i in range(len(ring))}
    before[0] = len(ring) - 1

    def weight(i: int) -> float:
        return area(ring[before[i]], ring[i], ring[after[i]])

    queue = [(weight(i), i) for i in before]
    heapq.heapify(queue)
    while queue and len(before) > 4:
        size, i = heapq.heappop(queue)
        if i not in before or size != weight(i):
            continue
        if size >= detail:
            break
        a, b = before.pop(i), after.pop(i)
        after[a], before[b] = b, a
        heapq.heappush(queue, (weight(a), a))
        heapq.heappush(queue, (weight(b), b))
    return [ring[i] for i in sorted(before)]


def shifted(rings: list[Ring], turn: int) -> list[Ring]:
    """All rings of a polygon on one turn of the globe, so that a lake stays in its land."""
    outer = unwrapped(rings[0], rings[0][0][0] + turn)
    middle = sum(x for x, _ in outer) / len(outer)
    return [outer, *(unwrapped(ring, middle) for ring in rings[1:])]


def land(atlas: Path, cut: Cut) -> dict:
    topology = json.loads((atlas / cut.atlas).read_text())
    kept = []
    for whole in polygons(topology):
        for turn in (-360, 0, 360):
            rings = [clipped(ring, cut.box) for ring in shifted(whole, turn)]
            rings = [ring for ring in rings if len(ring) > 2 and area(*ring) >= cut.island]
            closed = [[*r, r[0]] for r in (simplified(ring, cut.detail) for ring in rings)]
            if closed:
                kept.append([[[round(x, cut.decimals), round(y, cut.decimals)] for x, y in ring]
                             for ring in closed])
    return {"type": "MultiPolygon", "coordinates": kept}


def main() -> None:
    atlas, folder = Path(sys.argv[1]), Path(sys.argv[2])
    for cut in CUTS:
        text = json.dumps(land(atlas, cut), separators=(",", ":"))
        (folder / cut.file).write_text(text + "\n")
        print(cut.file, len(text), "characters,", text.count("],["), "points")


if __name__ == "__main__":
    main()
