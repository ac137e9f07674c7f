"""Pure functions that remember their last answers: in a preview, and from one build to the next."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from . import sealed

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

# By function, what was asked last under each key, and the answer; and which keys were of use.
_memory: dict[str, dict[Hashable, tuple[object, Any]]] = {}
_used: dict[str, set[Hashable]] = {}
_learnt = 0  # answers that the file does not hold
FEW = 50  # are found again in less time than all are written; a changed word gives about a dozen


def empty() -> bool:
    """Whether this is the first build, or as good as that."""
    return not _memory


def last(name: str, key: Hashable) -> tuple[object, Any] | None:
    """What was asked last under a key, and the answer."""
    _used.setdefault(name, set()).add(key)
    return _memory.get(name, {}).get(key)


def learn(name: str, key: Hashable, asked: object, answer: Answer, worth: int = 1) -> Answer:
    """From now on `last` gives this; it is `worth` as much to keep as so many other answers."""
    global _learnt
    _memory.setdefault(name, {})[key] = asked, answer
    _learnt += worth
    return answer


def recalled(
    key: Callable[Asked, Hashable],
) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """As `functools.lru_cache`, for arguments that can be compared but not hashed.

    The last answer under each `key` is given again while the same is asked. Values that are
    equal must be alike in every way that the function looks at; and all must survive `pickle`.
    """

    def remembering(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        name = f"{function.__module__}.{function.__qualname__}"

        @functools.wraps(function)
        def answered(*args: Asked.args, **named: Asked.kwargs) -> Answer:
            at, asked = key(*args, **named), (args, named)
            known = last(name, at)
            if known is None or known[0] != asked:
                return learn(name, at, asked, function(*args, **named))
            answer: Answer = known[1]
            return answer

        return answered

    return remembering


def recollect(file: Path, version: str) -> None:
    """Takes what `keep` wrote, if that was the same version of the code.

    All is one pickle, so that values which are one stay one, and need no comparing. It stands in
    `.cache/` and never travels; whoever can write there can change the chart files as well.
    """
    global _learnt
    if not _memory and (body := sealed.kept(file, version)):
        _memory.update(pickle.loads(body))
        _learnt = 0


def keep(file: Path, version: str) -> None:
    """Writes what is remembered and was of use in this process, unless hardly any of it is new."""
    global _learnt
    if _learnt < FEW:
        return
    for name, answers in _memory.items():
        used = _used.get(name, answers)  # all, where the build did not come that far
        _memory[name] = {at: answer for at, answer in answers.items() if at in used}
    sealed.keep(file, version, pickle.dumps(_memory, pickle.HIGHEST_PROTOCOL))
    _learnt = 0
