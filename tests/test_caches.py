"""A cache that was cut short, corrupted or written by another version is as good as none."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small import built

from datastory import cache, cache_file
from datastory.cache import Cache, digest
from datastory.charts.charts import draw as draw_all
from datastory.disk import engine, last_build
from datastory.inspecting import external_links
from datastory.model import Drawing

STEPS = 40  # places in a large file; a small one is tried at every byte


def spoilt(data: bytes) -> Iterator[bytes]:
    """The file cut short, and changed, at places all over it; and what is none at all."""
    places = range(0, len(data), max(1, len(data) // STEPS) if len(data) > 1000 else 1)
    for at in places:
        yield data[:at]
        yield data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        yield data[:at] + data[at + 1 :]
    yield from (b"", b"\x00" * 500, b"\xff" * 500, b"null", b"{}", data * 2)
    yield from (b"[" * 200_000, b"\x91" * 100_000)


def test_a_spoilt_drawing_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, asked = tmp_path / "answers", digest("loans")
    monkeypatch.setattr(cache, "FEW", 1)
    first, _ = draw_all(built().story, built().tree)
    made = Cache(file, "1")
    made.put(asked, first["loans"], Drawing)
    made.save()
    assert Cache(file, "1").get(asked, Drawing) == (first["loans"],)
    for data in spoilt(file.read_bytes()):
        with file.open("r+b") as same:
            same.truncate(0)
            same.write(data)
        assert Cache(file, "1").get(asked, Drawing) is None


INPUTS = last_build.Inputs("inputs", b"a: 1\n")


def test_a_spoilt_record_of_the_last_build_is_not_believed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    last_build.record(tmp_path, INPUTS, out, "site: 5 files")
    assert last_build.same_result(tmp_path, INPUTS, out) == "site: 5 files"
    for data in spoilt((tmp_path / last_build.RECORD).read_bytes()):
        (tmp_path / last_build.RECORD).write_bytes(data)
        changed = INPUTS._replace(data=b"# one\na: 1\n")
        assert last_build.same_result(tmp_path, changed, out) is None, data[:200]


@pytest.mark.parametrize("left", [".site.new", ".site.old"])
def test_what_a_killed_build_left_asks_for_another_build(tmp_path: Path, left: str) -> None:
    (tmp_path / "site").mkdir()
    last_build.record(tmp_path / "cache", INPUTS, tmp_path / "site", "site: 5 files")
    (tmp_path / left).mkdir()
    assert last_build.same_result(tmp_path / "cache", INPUTS, tmp_path / "site") is None


def test_spoilt_answers_of_other_sites_are_not_believed(tmp_path: Path) -> None:
    day = datetime.date(2026, 3, 1)
    file = tmp_path / "answers.json"
    whole = json.dumps({"https://a.org/": "2026-02-28"}).encode()
    cache_file.write(file, external_links.AGENT, whole)
    assert external_links._kept(file, day) == {"https://a.org/": "2026-02-28"}
    for data in spoilt(file.read_bytes()):
        file.write_bytes(data)
        assert external_links._kept(file, day) == {}
    for data in spoilt(whole):  # as others may write it
        cache_file.write(file, external_links.AGENT, data)
        assert len(external_links._kept(file, day)) <= 1


def test_a_folder_where_a_kept_file_should_be_costs_only_time(tmp_path: Path) -> None:
    out = tmp_path / "site"
    (tmp_path / last_build.RECORD / "x").mkdir(parents=True)
    last_build.record(tmp_path, INPUTS, out, "site: 5 files")
    assert last_build.same_result(tmp_path, INPUTS, out) is None


def test_the_version_of_the_engine_is_kept_until_a_file_of_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, code = tmp_path / "kept", tmp_path / "a.py"
    code.write_text("a = 1\n")
    monkeypatch.setattr(engine, "KEPT", kept)
    monkeypatch.setattr(engine, "FOLDER", tmp_path)
    monkeypatch.setattr(engine, "_sources", lambda: iter([str(code)]))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    version = engine.version.__wrapped__
    first = version()
    assert kept.exists() and version() == first
    code.touch()
    assert version() == first
    kept.write_bytes(kept.read_bytes()[:-1])
    assert version() == first
    # As many bytes, and the time that it had: the system knows when that was set.
    times = code.stat()
    code.write_text("a = 2\n")
    os.utime(code, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert version() != first
    code.write_text("a = 1\n")
    assert version() == first
