"""The disk: a story's folder in, single files out. `site_folder` puts a whole site in its place."""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import stat
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..lazy_imports import Lazy
from ..problem import CONTROL, Location, Problem
from .stray_files import READ, strays, unmerged

if TYPE_CHECKING:
    from ..parsing import characters
else:
    characters = Lazy("datastory.parsing.characters")  # as long as reading all the files


CACHE, ANSWERS = ".cache", ".cache/answers"
FILES, TEMPLATES = ("data.yaml", "published.json"), "templates"
INTO_PAGES = (".css", ".html", ".js", ".json", ".svg", ".txt", ".yaml")
MIB = 1024 * 1024
BOM, LINE_END = b"\xef\xbb\xbf", re.compile(rb"\r\n|\r|\n")
LARGEST, LARGEST_TEXT = 20 * MIB, 2 * MIB
SAID = {
    errno.ENOSPC: "the disk is full; nothing was changed",
    errno.EDQUOT: "your share of the disk is full; nothing was changed",
    errno.EACCES: "this may not be read or written by you; change its permissions",
    errno.EPERM: "this may not be changed by you; change its permissions",
    errno.EROFS: "this disk can only be read; build elsewhere with --out",
    errno.EBUSY: "this folder is mounted or in use, so it cannot be replaced in one step; "
    "build elsewhere with --out",
    errno.EXDEV: "this folder is part of another disk or layer, so it cannot be replaced in one "
    "step; build elsewhere with --out",
    errno.EEXIST: "a file stands where this folder, or one above it, should be; move it",
    errno.ENOTDIR: "a file stands where this folder, or one above it, should be; move it",
    errno.ELOOP: "this link leads back to itself; delete it",
    errno.ENOENT: "this vanished meanwhile; build again",
    errno.EISDIR: "this is a folder; name a file in it",
    errno.ENAMETOOLONG: "this name is too long; choose a shorter one",
    errno.EMFILE: "too many files are open; close other programs, and build again",
    errno.ENFILE: "too many files are open; close other programs, and build again",
}


def read_tree(root: Path, fallback: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Every file of a story by its path under `root`, in order of name.

    Each template that the story lacks comes from `fallback`. Hidden files are not read; links
    that lead out of the folder, and what is no file, are problems.
    """
    if missing := no_folder(root):
        return {}, missing
    files, problems = _read(str(root), (name for name in READ if name != TEMPLATES))
    if os.path.islink(f"{root}/{CACHE}"):
        message = "this is a link, and builds would write where it leads; delete it"
        problems.append(Problem(Location(CACHE), message))
    templates: dict[str, bytes] = {}
    for base in dict.fromkeys(map(os.path.realpath, (fallback, root))):
        found, unreadable = _read(base, [TEMPLATES])
        templates |= found
        problems += unreadable
    files |= {path: templates[path] for path in sorted(templates, key=_parts)}
    return files, [*problems, *strays(str(root), files), *unmerged(files)]


def no_folder(root: Path) -> list[Problem]:
    """Why a story's folder cannot be read at all, if it cannot."""
    try:
        reason = "" if stat.S_ISDIR(os.stat(root).st_mode) else "there is no such folder"
        if not reason and not os.access(root, os.R_OK | os.X_OK):
            reason = SAID[errno.EACCES]
    except (FileNotFoundError, NotADirectoryError):
        reason = "there is no such folder"
    except OSError as error:
        reason = said(error)
    return [Problem(Location(_shown(str(root))), reason)] if reason else []


def _read(base: str, names: Iterable[str]) -> tuple[dict[str, bytes], list[Problem]]:
    """The files and folders `names` of the folder `base`, each file by its path in it."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in names:
        paths, unread = _walk(base, name)
        problems += unread
        for path in sorted(paths, key=_parts):
            relative = _composed(path)
            try:
                reason = _refused(path, relative, base) if relative not in files else TWICE
                if reason:
                    problems.append(Problem(Location(_shown(relative)), reason))
                else:
                    with open(f"{base}/{path}", "rb") as file:
                        files[relative] = plain_line_ends(relative, file.read())
            except OSError as error:
                problems.append(Problem(Location(_shown(relative)), said(error)))
    return files, problems


def plain_line_ends(path: str, data: bytes) -> bytes:
    """The bytes of a file that goes into pages as it is, with "\\n" at the end of its lines.

    Git may have written "\\r\\n". Words are left alone: `encode` gives them back as they were.
    """
    if path.endswith(INTO_PAGES) and not _is_words(path) and not path.startswith("seeds/"):
        return data.replace(b"\r\n", b"\n")
    return data


def _parts(path: str) -> list[str]:
    return path.split("/")


NO_FOLDER = "a folder of the story has this name, and this is none; move it away"
TWICE = "two files here have names that look the same; rename one"


# Nothing here makes a `Path` for each file: this runs even where nothing has changed.
def _walk(base: str, top: str) -> tuple[list[str], list[Problem]]:
    """The paths of files, and of links to folders, from `base` on; and what cannot be read."""
    there = os.path.lexists(f"{base}/{top}")
    if top in FILES and there:
        return [top], []
    if not os.path.isdir(f"{base}/{top}"):
        return [], [Problem(Location(top), NO_FOLDER)] if there else []
    begin = len(f"{base}/")
    errors: list[OSError] = []
    paths: list[str] = []
    for folder, folders, names in os.walk(f"{base}/{top}", onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        links = [name for name in folders if os.path.islink(f"{folder}/{name}")]
        paths += [f"{folder}/{name}"[begin:] for name in names + links if not name.startswith(".")]
    return paths, [Problem(Location(_shown(e.filename[begin:])), said(e)) for e in errors]


def _composed(path: str) -> str:
    """One spelling of letters with accents, whatever the system writes."""
    if path.isascii():  # as nearly all are
        return path
    return unicodedata.normalize("NFC", path)


def _refused(path: str, relative: str, base: str) -> str:
    """Why a file is not read, or ""."""
    if _invisible(relative) or CONTROL.search(relative) or "\\" in relative:
        return "a character in this name cannot stand in an address; rename it"
    link = os.path.islink(f"{base}/{path}") or os.path.islink(f"{base}/{path.partition('/')[0]}")
    real = os.path.realpath(f"{base}/{path}") if link else ""
    if link and not Path(real).is_relative_to(os.path.realpath(base)):
        return "this link leads out of the story's folder; keep the file itself here"
    if link and not os.path.lexists(real):
        return "this link leads to no file; put the file itself here, or delete it"
    status = os.stat(f"{base}/{path}")
    if stat.S_ISDIR(status.st_mode) and link:
        return "this is a link to a folder; keep the folder itself here"
    if stat.S_ISDIR(status.st_mode):
        return "this is a folder, where a file of this name is read; rename it"
    if not stat.S_ISREG(status.st_mode):
        return "this is no file that can be read; delete it"
    largest = LARGEST_TEXT if _is_words(relative) else LARGEST
    if status.st_size > largest:
        return f"larger than {largest // MIB} MiB; split it or make it smaller"
    return ""


def _invisible(path: str) -> bool:
    if path.isascii():  # as nearly all are; the pattern takes a while to compile
        return False
    return bool(characters.INVISIBLE.search(path))


def _is_words(path: str) -> bool:
    if path.startswith("content/"):
        return path.endswith((".md", ".py", "/data.yaml"))
    return path == "data.yaml"


def decode(files: Mapping[str, bytes]) -> tuple[dict[str, str], list[Problem]]:
    """The author's text files as text: no byte order mark, line ends as "\\n".

    Kept documents are among them where they are in UTF-8, so that their lines can be shown; how
    each is read is for its reader to say.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path, data in files.items():
        kept = path.startswith("seeds/")
        if not (kept and b"\0" not in data) and not _is_words(path):
            continue
        data = data.removeprefix(BOM)
        try:
            text = data.decode()
            if not kept and 4 * data.count(0) > len(data):  # UTF-16 without its mark
                raise UnicodeDecodeError("utf-8", data, 0, 1, "")
        except UnicodeDecodeError as error:
            if kept:
                continue
            before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
            where = Location(path, before.count(b"\n") + 1, column)
            message = "this file is not in UTF-8; save it again with the encoding UTF-8"
            problems.append(Problem(where, message))
            continue
        texts[path] = text.replace("\r\n", "\n").replace("\r", "\n")
    return texts, problems


def encode(text: str, before: bytes) -> bytes:
    r"""A text that `decode` made of `before`, changed or with lines put in, as bytes again.

    Byte order mark and line ends stay: `("a\nc", b"a\r\nb")` -> `b"a\r\nc"`.
    """
    mark = BOM if before.startswith(BOM) else b""
    ends = [*LINE_END.findall(before), b""]
    lines = text.split("\n")
    if (more := len(lines) - len(ends)) > 0:  # each new one ends as most of them do
        kept = _alike(lines, before.removeprefix(mark).splitlines())
        usual = max(ends[:-1], key=ends.count, default=b"\n")
        ends[kept:kept] = [usual] * more
    return mark + b"".join(line.encode() + end for line, end in zip(lines, ends, strict=True))


def _alike(lines: Sequence[str], before: Sequence[bytes]) -> int:
    """How many lines at the beginning are as they were."""
    pairs = zip(lines, before, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0].encode() == pair[1], pairs))


def write_file(path: Path, data: bytes) -> list[Problem]:
    """Puts one file in its place, whole or not at all; folders on the way are made.

    One that was there before keeps its permissions, and a link to it leads to it still; a link to
    nothing is refused, as it may lead anywhere.
    """
    try:
        dangling = path.is_symlink() and not path.exists()
    except OSError as error:
        return [Problem(Location(_shown(str(path))), said(error))]
    if dangling:
        return [Problem(Location(_shown(str(path))), "this link leads to no file; delete it")]
    path = Path(os.path.realpath(path))
    if os.path.isdir(path):
        return [Problem(Location(_shown(str(path))), SAID[errno.EISDIR])]
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.unlink(missing_ok=True)
        write_new(fresh, data)
        if path.exists():
            os.chmod(fresh, stat.S_IMODE(os.stat(path).st_mode))
        os.replace(fresh, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        return [Problem(Location(_shown(str(path))), said(error))]
    return []


def write_new(path: Path | str, data: bytes) -> None:
    """Writes a file that is not there yet: never through a link that somebody put there."""
    with open(path, "xb") as file:
        file.write(data)


def said(error: OSError) -> str:
    """What the system refused, in the words of somebody who has to mend it."""
    return SAID.get(error.errno or 0, f"{error.strerror or error}; nothing was changed")


def _shown(path: str) -> str:
    """A name that is not in UTF-8, as far as it can be printed."""
    return path.encode(errors="replace").decode()


if sys.platform == "win32":  # pragma: no cover
    raise ImportError("the build runs on Linux and macOS (on Windows: in WSL)")
