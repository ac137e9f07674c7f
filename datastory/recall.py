"""Pure functions that remember their last answers, for a preview that builds again and again."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from typing import ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def recalled(
    key: Callable[Asked, Hashable],
) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """As `functools.lru_cache`, for arguments that can be compared but not hashed.

    The last answer under each `key` is given again while the same is asked. Values that are
    equal must be alike in every way that the function looks at.
    """

    def remembering(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        last: dict[Hashable, tuple[object, Answer]] = {}

        @functools.wraps(function)
        def answered(*args: Asked.args, **named: Asked.kwargs) -> Answer:
            name, asked = key(*args, **named), (args, named)
            if name not in last or last[name][0] != asked:
                last[name] = asked, function(*args, **named)
            return last[name][1]

        return answered

    return remembering
