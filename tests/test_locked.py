"""What is installed is what was locked; what is promised is what is tested."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tools import environment

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!-]+( ; [^\\]+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_locked_by_hash(name: str) -> None:
    text = re.sub(r"^ *#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    packages = text.replace("\\\n", "").splitlines()
    assert len(packages) > 9
    for package in packages:
        pin, *hashes = re.split(r"\s+(?=--hash)", package.strip())
        assert PIN.fullmatch(pin) and hashes, pin
        assert all(HASH.fullmatch(one) for one in hashes), pin


def test_nothing_is_installed_but_wheels_of_what_is_locked() -> None:
    assert set(environment.LOCKED) >= {"--require-hashes", "--no-deps", ":all:"}
    assert environment.LOCKED[environment.LOCKED.index(":all:") - 1] == "--only-binary"


def test_uv_is_the_one_that_is_locked() -> None:
    locked = (ROOT / "requirements-dev.txt").read_text()
    (found,) = environment.LOCK_OF_UV.findall(locked)
    assert re.fullmatch(r"uv==\S+ \\\n(    --hash=sha256:\w{64}( \\)?\n)+", found)
    assert found.count("--hash") > 10


def test_every_promise_names_tests_that_are_there() -> None:
    promises = re.search(r"## What it promises\n(.*?)\n## ", (ROOT / "README.md").read_text(), re.S)
    assert promises
    rows = [line for line in promises[1].splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 15
    for row in rows:
        tests = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", row)
        assert tests, row
        for path, name in tests:
            tree = ast.parse((ROOT / path).read_text())
            assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}
