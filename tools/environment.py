"""Makes .venv, the virtual environment of this repository, or finds that it is as it should be.

    python3 tools/environment.py run     what a story needs
    python3 tools/environment.py dev     and what tests and measurements need

One that was made by another Python, or in another folder (its programs name theirs), is made anew.
Only locked wheels are installed: no package runs code of its own while it is. uv installs them
four times as fast as pip, which does it where uv finds no way out to the packages.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
VENV = Path(".venv")
PYTHON, UV, RECORD = VENV / "bin/python", VENV / "bin/uv", VENV / "made.json"
LISTS = {"run": ("requirements.txt",), "dev": ("requirements.txt", "requirements-dev.txt")}
LOCKED = ("--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:")
LOCK_OF_UV = re.compile(r"^uv==.*?[^\\]\n", re.MULTILINE | re.DOTALL)
NO_PIP = (
    "this Python has neither pip nor ensurepip; install one of them (Debian, Ubuntu: "
    "apt install python3-venv), and type make again"
)
NO_PACKAGES = (
    "what is needed was not installed; above stands why. Where no version is found, there is no "
    "wheel of it for this Python and system (README.md names those that are tried), or no way to "
    "the network. Mend that, and type make again"
)


def main(wanted: str) -> int:
    os.chdir(HERE)
    made = {
        "python": f"{sys.implementation.cache_tag}{sys.abiflags}",
        "place": os.path.realpath(VENV),
    }
    lists = {name: hashlib.sha256(Path(name).read_bytes()).hexdigest() for name in LISTS[wanted]}
    known = recorded()
    if made.items() <= known.items() and PYTHON.exists():
        if lists.items() <= known.items():
            return 0
        made = known  # the other list may be installed already
        problem = installed(LISTS[wanted][-1], anew=False)
    else:
        print(f"setting up .venv with Python {sys.version.split()[0]}", flush=True)
        problem = installed(LISTS[wanted][-1], anew=True)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    RECORD.write_text(json.dumps(made | lists, indent=1), "utf-8")
    return 0


def recorded() -> dict[str, str]:
    """What the environment was made by, where, and from which lists; {} if nobody knows."""
    try:
        return dict(json.loads(RECORD.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def installed(requirements: str, anew: bool) -> str:
    """Installs what a file lists, into an environment that is made `anew` or stands; why not."""
    outside = pip_from_outside()
    bare = ["--without-pip"] if outside else []  # to give it a pip of its own takes two seconds
    if anew and not ran([base(), "-m", "venv", "--clear", *bare, VENV]):
        return NO_PIP
    pip = outside or [PYTHON, "-m", "pip"]
    install = [*pip, "install", "--disable-pip-version-check", *LOCKED]
    (lock_of_uv,) = LOCK_OF_UV.findall(Path("requirements-dev.txt").read_text("utf-8")) or [""]
    (VENV / "uv.txt").write_text(lock_of_uv, "utf-8")
    by_uv = [UV, "pip", "install", "--python", PYTHON, *LOCKED, "-r", requirements]
    if ran([*install, "-r", VENV / "uv.txt"]) and UV.exists() and ran(by_uv):
        return ""
    done = subprocess.run([*install, "-r", requirements], check=False)
    return NO_PACKAGES if done.returncode else ""


def pip_from_outside() -> list[str | Path]:
    """The pip of the Python that started this, told to install into .venv; [] without one."""
    code = "import pip, sys; sys.exit(tuple(map(int, pip.__version__.split('.')[:2])) < (22, 3))"
    return [base(), "-m", "pip", "--python", PYTHON] if ran([base(), "-c", code]) else []


def base() -> str:
    """The Python that .venv is made from, also where this is run by the one in .venv."""
    return str(getattr(sys, "_base_executable", "") or sys.executable)


def ran(command: list[str | Path]) -> bool:
    """Whether a command succeeded; what it says of a failure is not for who has another way."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
