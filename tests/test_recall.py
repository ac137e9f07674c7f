"""What is remembered is what was answered, by this version of the code, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_caches import spoilt

from datastory import recall
from datastory.recall import keep, recalled, recollect

calls: list[str] = []


@recalled(lambda name, words: name)
def length(name: str, words: list[str]) -> list[str]:
    calls.append(name)
    return [name, *words]


@recalled(lambda answer: None)
def same(answer: list[str]) -> list[str]:
    calls.append("same")
    return answer


@pytest.fixture(autouse=True)
def memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One of its own, as a new process has it."""
    forget(monkeypatch)
    monkeypatch.setattr(recall, "FEW", 1)
    calls.clear()
    yield


def forget(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, empty in (("_memory", {}), ("_used", {}), ("_learnt", 0)):
        monkeypatch.setattr(recall, name, empty)


def test_the_last_answer_under_a_key_is_given_while_the_same_is_asked() -> None:
    assert [length("a", ["x"]), length("b", ["x"]), length("a", ["x"])] == [
        ["a", "x"], ["b", "x"], ["a", "x"],
    ]  # fmt: skip
    assert calls == ["a", "b"]
    assert [length("a", ["y"]), length("a", ["x"])] == [["a", "y"], ["a", "x"]]
    assert calls == ["a", "b", "a", "a"]


def test_a_new_process_remembers_and_what_was_one_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    same(length("a", ["x"]))
    keep(tmp_path / "memory", "1")
    forget(monkeypatch)
    recollect(tmp_path / "memory", "1")
    assert length("a", ["x"]) is same(["a", "x"])
    assert calls == ["a", "same"]


def test_what_another_version_found_out_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    length("a", ["x"])
    keep(tmp_path / "memory", "1")
    for version in ("2", "11", ""):
        forget(monkeypatch)
        recollect(tmp_path / "memory", version)
        assert recall._memory == {}, version


def test_what_was_of_no_use_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        length(name, [])
    same([])
    keep(tmp_path / "memory", "1")
    forget(monkeypatch)
    recollect(tmp_path / "memory", "1")
    length("b", [])
    length("c", [])  # and `same` was not asked: this build did not come that far
    keep(tmp_path / "memory", "1")
    forget(monkeypatch)
    recollect(tmp_path / "memory", "1")
    assert {name.rpartition(".")[2]: [*last] for name, last in recall._memory.items()} == {
        "length": ["b", "c"], "same": [None],
    }  # fmt: skip


def test_nothing_is_written_for_few_new_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "FEW", 3)
    memory, written = tmp_path / "memory", []
    for words in ([], ["x"], ["x", "y"], ["x", "y"]):
        forget(monkeypatch)
        recollect(memory, "1")
        for name in ("a", "b", *words):
            length(name, words)
        keep(memory, "1")
        written.append(memory.exists() and memory.stat().st_mtime_ns)
    assert written[0] is False and written[1] and written[1] != written[2] == written[3]


def test_a_spoilt_memory_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    length("a", ["x" * 50])
    keep(tmp_path / "memory", "1")
    for data in spoilt((tmp_path / "memory").read_bytes()):
        (tmp_path / "memory").write_bytes(data)
        forget(monkeypatch)
        recollect(tmp_path / "memory", "1")
        assert recall._memory == {}, data[:200]


def test_where_it_cannot_be_written_it_costs_only_time(tmp_path: Path) -> None:
    length("a", [])
    (tmp_path / "memory/x").mkdir(parents=True)
    keep(tmp_path / "memory", "1")  # a folder stands in its place
    recollect(tmp_path / "memory", "1")
    (tmp_path / "file").write_text("in the way")
    keep(tmp_path / "file/memory", "1")
    recollect(tmp_path / "file/memory", "1")
    assert (tmp_path / "memory/x").is_dir() and (tmp_path / "file").read_text() == "in the way"
