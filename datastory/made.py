"""What the pipe makes of a story's folder, as it is handed from step to step."""

from __future__ import annotations

from typing import NamedTuple

from .model import Drawing, Story
from .problem import Problem
from .releases.promises import Kept


class Made(NamedTuple):
    """`kept` is None where there are problems before."""

    texts: dict[str, str]
    story: Story
    drawings: dict[str, Drawing]
    kept: Kept | None
    problems: list[Problem]

    @property
    def pages(self) -> dict[str, bytes]:
        return self.kept.pages if self.kept else {}
