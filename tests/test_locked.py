"""What is installed is what was locked; what is promised is what is tested."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

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
    """One package of the tests has no wheel; no other may run code to build itself."""
    makefile = (ROOT / "Makefile").read_text()
    said = dict(re.findall(r"^(\w+) := (.*)", makefile, re.M))
    _, _, rules = makefile.partition(".PHONY")
    for _ in said:
        rules = re.sub(r"\$\((\w+)\)", lambda name: said.get(name[1], ""), rules)
    installs = re.findall(r"pip install[^|\n]*", rules)
    assert len(installs) == 4
    assert all("--require-hashes --no-deps --only-binary=:all:" in each for each in installs)
    given = {re.sub(r".* -r ", "", install).strip() for install in installs}
    assert given == {"requirements.txt", "requirements-dev.txt", ".venv/uv.txt"}
    built = {tuple(re.findall(r"--no-binary=(\S+)", each)) for each in installs}
    assert built == {(), ("jstyleson",)}


def test_uv_is_the_one_that_is_locked() -> None:
    makefile = (ROOT / "Makefile").read_text()
    (cut,) = re.findall(r"^\t(sed .*) > \.venv/uv\.txt$", makefile, re.M)
    shell = ["sh", "-c", cut.replace("$$", "$")]
    done = subprocess.run(shell, cwd=ROOT, capture_output=True, text=True, check=True)
    locked = (ROOT / "requirements-dev.txt").read_text()
    assert re.findall(r"^uv==\S+ \\\n(?:    --hash=.*\n)+", locked, re.M) == [done.stdout]


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
