"""What the cache gives is what was answered, by this version of the code, and it is data."""

from __future__ import annotations

import importlib
import os
import pickle
import pkgutil
import socket
import zlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import FunctionType, SimpleNamespace
from typing import get_type_hints

import msgspec
import pytest
from markupsafe import Markup
from minimal import story
from small import ROOT as SMALL
from test_caches import spoilt

import datastory
from datastory import cache, cache_file
from datastory.cache import Cache, cached, digest
from datastory.commands import common
from datastory.disk.engine import FOLDER as ENGINE
from datastory.disk.files import read_tree
from datastory.model import Fact
from datastory.problem import Location, Problem

calls: list[str] = []


@cached(lambda *asked: asked)
def length(name: str, words: list[str]) -> list[str]:
    calls.append(name)
    return [name, *words]


@cached(lambda *asked: asked)
def files(name: str) -> dict[str, bytes]:
    calls.append(name)
    return {"a": name.encode() * 400, "b": b"other" * 400, "c": b""}


@cached(lambda *asked: asked)
def nothing(name: str) -> str | None:
    calls.append(name)
    return None


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One of its own, as a new process has it."""
    monkeypatch.setattr(cache, "FEW", 1)
    calls.clear()
    with cache.using(Cache()):
        yield


def process(file: Path, version: str = "1") -> Cache:
    """What a new process has, which finds the file of the last one."""
    return cache.use(Cache(file, version))


def test_an_answer_is_given_again_to_what_was_asked() -> None:
    assert [length("a", ["x"]), length("b", ["x"]), length("a", ["x"])] == [
        ["a", "x"], ["b", "x"], ["a", "x"],
    ]  # fmt: skip
    assert [nothing("n"), nothing("n")] == [None, None]
    assert [length("a", ["y"]), length("a", ["x"])] == [["a", "y"], ["a", "x"]]
    assert calls == ["a", "b", "n", "a"]


def test_another_process_finds_what_was_saved(tmp_path: Path) -> None:
    file = tmp_path / "answers"
    process(file)
    first = length("a", ["x"]), files("f"), nothing("n")
    cache.current().save()
    calls.clear()
    assert not process(file).empty()
    assert (length("a", ["x"]), files("f"), nothing("n")) == first
    assert calls == []


def test_files_that_are_alike_are_stored_once(tmp_path: Path) -> None:
    process(tmp_path / "answers")
    files("one")
    files("two")
    cache.current().save()
    assert (tmp_path / "answers").read_bytes().count(b"other" * 400) == 1


@pytest.mark.parametrize("version", ["2", "11", ""])
def test_what_another_version_found_out_is_not_taken(tmp_path: Path, version: str) -> None:
    process(tmp_path / "answers")
    length("a", ["x"])
    cache.current().save()
    assert process(tmp_path / "answers", version).empty()


def test_what_two_builds_did_not_ask_for_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "answers"
    sizes = []
    for names in ("ab", "b", "bc", "bd"):
        process(file)
        for name in names:
            length(name, ["x" * 500])
        nothing(names)  # new each time
        cache.current().save()
        process(file)
        calls.clear()
        length("a", ["x" * 500])
        sizes.append(not calls)
    assert sizes == [True, True, False, False]


def test_of_what_is_in_memory_the_last_two_builds_remain() -> None:
    for names in ("ab", "b", "c", "d"):
        cache.current().begin()
        for name in names:
            length(name, [])
    calls.clear()
    cache.current().begin()
    for name in "dcba":
        length(name, [])
    assert calls == ["c", "b", "a"]


def test_nothing_is_written_for_few_new_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "FEW", 3)
    file, written = tmp_path / "answers", []
    for words in ([], ["x"], ["x", "y"], ["x", "y"]):
        process(file)
        for name in ("a", "b", *words):
            length(name, words)
        cache.current().save()
        written.append(file.exists() and file.stat().st_ino)
    assert written[0] is False and written[1] and written[1] != written[2] == written[3]


def test_a_damaged_part_is_made_anew_and_the_rest_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "answers"
    process(file)
    asked = ["x" * 500]
    assert length("a", asked) and length("b", asked) and files("f")
    cache.current().save()
    for data in spoilt(file.read_bytes()):
        with file.open("r+b") as same:  # as a disk does that rots: the file is the same one
            same.truncate(0)
            same.write(data)
        process(file)
        assert (length("a", asked), length("b", asked)) == (["a", *asked], ["b", *asked])
        assert files("f") == {"a": b"f" * 400, "b": b"other" * 400, "c": b""}
    at = file.read_bytes()
    process(file)
    length("a", asked), length("b", asked), files("f")
    cache.current().save()
    at = file.read_bytes()
    with file.open("r+b") as same:
        same.seek(at.index(b"a\xda"))
        same.seek(at.index(b"x" * 500))
        same.write(b"y")
    process(file)
    calls.clear()
    assert (length("a", asked), length("b", asked)) == (["a", *asked], ["b", *asked])
    assert len(calls) == 1


def test_where_it_cannot_be_written_it_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "answers/x").mkdir(parents=True)
    (tmp_path / "file").write_text("in the way")
    for file in (tmp_path / "answers", tmp_path / "file/answers"):
        process(file)
        length("a", [])
        cache.current().save()
        assert process(file).empty()
    assert (tmp_path / "answers/x").is_dir() and (tmp_path / "file").read_text() == "in the way"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers", "file"]


def test_places_do_not_show() -> None:
    here, there = (Fact(**{**fields(), "where": Location("data.yaml", line, 3)}) for line in (5, 6))
    assert here != there and digest(here) == digest(there)
    assert digest(here) != digest(msgspec.structs.replace(here, text="1"))
    problems = [Problem(Location("a", line), "b") for line in (1, 2)]
    assert digest(problems[:1]) == digest(problems[1:])


def fields() -> dict[str, object]:
    fact = next(iter(story({}).facts.values()))
    return {name: getattr(fact, name) for name in fact.__struct_fields__}


APART = [
    ("1", 1), (1, True), (1, 1.0), ("a", b"a"), (None, ""), ([], [[]]), (["ab"], ["a", "b"]),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}), (Decimal("1.0"), Decimal("1")), (("a", None), ("a",)),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_shows_differently_has_another_digest(one: object, other: object) -> None:
    assert digest(one) != digest(other)
    assert digest([one], other) != digest([other], one)


def test_markup_shows_as_its_text() -> None:
    assert digest(Markup("<b>")) == digest("<b>")
    with pytest.raises(TypeError, match="a object has no digest"):
        digest(object())


def test_every_answer_of_a_build_is_read_as_it_was_given(tmp_path: Path) -> None:
    tree, _ = read_tree(SMALL, ENGINE)
    common.make(tmp_path, tree=tree)
    made = cache.current()
    given = {**made._before, **made._now}
    assert len(given) > 100
    made.file = tmp_path / "answers"
    made.save()
    other = Cache(tmp_path / "answers", made._version)
    for asked, (answer, kind) in given.items():
        read = other.get(asked, kind)
        assert read == (answer,), kind
        assert type(read[0]) is type(answer), kind


# A file may be written by anybody, with any right checksum: what it says is never run, and what
# is no answer of the function that asks is not taken.
class Acts:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("acted",)


HOSTILE = {
    "a pickle": pickle.dumps(Acts()),
    "a pickle of old": pickle.dumps(["a", "x"]),
    "another type": msgspec.msgpack.encode({"a": 1}),
    "numbers for words": msgspec.msgpack.encode(["a", 1]),
    "nothing": msgspec.msgpack.encode(None),
    "half of it": msgspec.msgpack.encode(["a", "x"])[:-1],
    "more than it": msgspec.msgpack.encode(["a", "x"]) + b"\x00",
    "too deep": b"\x91" * 100_000,
    "no UTF-8": b"\x92\xa1a\xa1\xff",
    "more than there is": b"\xdd\xff\xff\xff\xff",
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("inside", [True, False])
def test_what_is_no_answer_is_neither_run_nor_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: bytes, inside: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    key = digest(f"{__name__}.length", ("a", ["x"]))
    place = (
        cache.Stored(False, part)
        if inside
        else cache.Stored(False, b"", 0, len(part), zlib.crc32(part))
    )
    head = msgspec.msgpack.encode({key: place})
    cache_file.write(tmp_path / "answers", "1", head, part)
    assert not process(tmp_path / "answers").empty()
    assert length("a", ["x"]) == ["a", "x"] and calls == ["a"]
    assert not (tmp_path / "acted").exists()


HEADS = {
    "a pickle": pickle.dumps(Acts()),
    "no keys": msgspec.msgpack.encode([1]),
    "too deep": b"\x91" * 100_000,
    "beyond the end": msgspec.msgpack.encode({b"k" * 16: (False, b"", 1 << 62, 1 << 62, 0)}),
    "before the start": msgspec.msgpack.encode({b"k" * 16: (False, b"", -9, -9, 0)}),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_a_head_may_say_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, head: bytes
) -> None:
    monkeypatch.chdir(tmp_path)
    cache_file.write(tmp_path / "answers", "1", head)
    made = process(tmp_path / "answers")
    assert made.get(b"k" * 16, str) is None and made.get(b"k" * 16, bytes) is None
    assert not (tmp_path / "acted").exists()


def test_a_file_that_came_from_elsewhere_is_not_believed(tmp_path: Path) -> None:
    """As one does that was committed to a repository, or stood in an archive."""
    cache_file.write(tmp_path / "answers", "1", b"head", b"body")
    data = (tmp_path / "answers").read_bytes()
    known = cache_file.read(tmp_path / "answers", "1")
    assert known and (known.head, known.part(0, 4)) == (b"head", b"body")
    (tmp_path / "copied").write_bytes(data)
    assert cache_file.read(tmp_path / "copied", "1") is None
    os.rename(tmp_path / "answers", tmp_path / "moved")
    assert cache_file.read(tmp_path / "moved", "1")


def test_links_are_not_followed_and_pipes_not_waited_for(tmp_path: Path) -> None:
    outside, folder = tmp_path / "outside", tmp_path / "folder"
    outside.mkdir()
    folder.mkdir()
    cache_file.write(outside / "answers", "1", b"theirs")
    before = (outside / "answers").read_bytes()
    (tmp_path / "link").symlink_to(outside, target_is_directory=True)
    cache_file.write(tmp_path / "link/answers", "1", b"ours")
    assert cache_file.read(tmp_path / "link/answers", "1") is None
    for name in ("answers", "answers.new"):
        (folder / name).symlink_to(outside / "answers")
    assert cache_file.read(folder / "answers", "1") is None
    cache_file.write(folder / "answers", "1", b"ours")
    known = cache_file.read(folder / "answers", "1")
    assert known and known.head == b"ours" and not (folder / "answers").is_symlink()
    assert (outside / "answers").read_bytes() == before
    assert [path.name for path in outside.iterdir()] == ["answers"]
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / "door"))
        for name in ("pipe", "door"):
            assert cache_file.read(folder / name, "1") is None
            cache_file.write(folder / name, "1", b"ours")
            known = cache_file.read(folder / name, "1")
            assert known and known.head == b"ours"


def test_every_answer_that_is_kept_can_be_read_again() -> None:
    """A union of two kinds of answers, say, wants tags, or a second build ends in a traceback."""
    answering = []
    for found in pkgutil.walk_packages(datastory.__path__, "datastory."):
        if ".starter" not in found.name:
            module = importlib.import_module(found.name)
            made = [value for value in vars(module).values() if isinstance(value, FunctionType)]
            answering += [
                function
                for function in made
                if function.__code__.co_name == "answered" and hasattr(function, "__wrapped__")
            ]
    assert len(answering) > 20
    for function in answering:
        asked = function.__wrapped__
        result = SimpleNamespace(__annotations__={"return": asked.__annotations__["return"]})
        kind = get_type_hints(result, asked.__globals__)["return"]
        msgspec.msgpack.Decoder(kind, dec_hook=lambda kind, written: written)
