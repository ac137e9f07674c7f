"""Files that nobody reads though their names say they should be, copies, and halves of a merge."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping

from ..problem import Location, Problem

# What is read of a story's folder, in this order.
READ = ("data.yaml", "published.json", "editions", "content", "seeds", "templates")
# What programs and people add to the name of a file that they copy, keep or could not merge.
COPIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<stem>.+?)[ _-]*\((?:\d+|copy[^()]*|kopie[^()]*)\)(?P<end>\.\w+)",
        r"(?P<stem>.+?)(?: -)?[ _-](?:copy|kopie|copie|copia)(?:[ _-]?\(?\d+\)?)?(?P<end>\.\w+)",
        r"(?:copy|kopie|copie|copia)(?: \(?\d+\)?)? (?:of|von|de|di) (?P<stem>.+?)(?P<end>\.\w+)",
        r"#?(?P<stem>.+?)(?P<end>\.\w+)(?:~|#|\.(?:bak|backup|orig|rej|old|save|tmp|swp|copy)\d*)",
        r"(?P<stem>[^.]+)\.(?:backup|base|local|remote)[._]\d+(?P<end>\.\w+)",
    )
)
CONFLICTED = re.compile(r"conflicted copy|\.sync-conflict-|[(_-]conflict[)_ -]", re.IGNORECASE)
WORDS = re.compile(
    r"\.(?:md|markdown|mdown|mdwn|mkdn?|mdx|qmd|rmd|txt|text|rst|adoc|asciidoc|org|textile|tex|html?"
    r"|docx?|odt|rtf|pages|ipynb)",
    re.IGNORECASE,
)
EDITIONS = re.compile(rb"^[ ]+languages:[ ]*(\[[^\]]*\]|(?:\s+-[ ]+\S+)+)", re.MULTILINE)
CODE = re.compile(rb"[a-z]{2}(?:-[A-Za-z]+)?")
MARKER = re.compile(
    rb"^(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?\r?$|^[ \t>]+(?:<{7}|>{7}) \S[^\r\n]*$", re.MULTILINE
)
COPY = "this looks like a copy of {}; keep one of them, and move the other out of this folder"
MERGE = "a merge was not finished here; keep one of the versions, and delete these signs"


def strays(base: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Names that are nearly those of the story's files. `files` are the read ones by path."""
    for name in sorted(os.listdir(base)):
        if reason := _beside(name, base):
            yield Problem(Location(name), reason)
    folders: dict[str, list[str]] = {}
    for path in files:
        folder, _, name = path.rpartition("/")
        folders.setdefault(folder, []).append(name)
    listed = _languages(files.get("data.yaml", b""))
    for folder, names in folders.items():
        for name in names if f"{folder}/".startswith("content/") else ():
            if reason := _within(_mirrored(folder, listed), name, names):
                yield Problem(Location(f"{folder}/{name}"), reason)


def _beside(name: str, base: str) -> str:
    """What is wrong with a name that stands beside data.yaml."""
    folded = name.lower()
    right = "data.yaml" if folded in ("data.yml", "data.yaml") else folded
    if right in READ and name != right:
        return f"this is not read; its name is {right}, so rename it or move it away"
    original = _original(name, ("data.yaml", "data.yml", "published.json"))
    return COPY.format(original) if original and os.path.isfile(f"{base}/{name}") else ""


def _languages(data: bytes) -> list[str]:
    """The codes in `site.languages` of data.yaml, which is read as text: `[en, zh]`, or a list."""
    found = EDITIONS.search(data)
    return [code.decode() for code in CODE.findall(found[1])] if found else []


def _mirrored(folder: str, languages: Collection[str]) -> str:
    """`"content/zh/charts"` -> `"content/charts"`, where the story has an edition in Chinese."""
    first, _, rest = folder.removeprefix("content/").partition("/")
    if folder.startswith("content/") and first in languages and rest in ("", "charts"):
        return f"content/{rest}".rstrip("/")
    return folder


def _within(folder: str, name: str, names: Collection[str]) -> str:
    stem, dot, _ = name.rpartition(".")
    if CONFLICTED.search(name):
        return "two versions of this file could not be merged; keep one, and delete this"
    if original := _original(name, names):
        return COPY.format(original)
    end = name[len(stem) :]
    if folder == "content/charts" or folder.startswith("content/charts/"):
        right = f"{stem}{end.lower().replace('.markdown', '.md')}"
        if end.lower() in (".md", ".py", ".markdown") and right != name:
            return f"this is not read; rename it {right}"
        if folder != "content/charts" and f"{stem}.py" in names and f"{stem}.md" in names:
            return "charts stand in content/charts/ itself; move it there"
        return ""
    if not dot or not WORDS.fullmatch(end):
        return ""
    language = folder.removeprefix("content/").partition("/")[0]
    if folder.startswith("content/") and CODE.fullmatch(language.encode()):
        return (
            f"site.languages in data.yaml does not list '{language}'; add it there, as in "
            "[en, zh], or move this out of content/"
        )
    if folder != "content":
        return "chapters stand in content/ itself; move it there, or out of content/"
    if end != ".md":
        return (
            f"this is not read: a chapter's file ends in .md; rename it {stem}.md, or move it away"
        )
    return ""


def _original(name: str, others: Collection[str]) -> str:
    """The file beside it whose copy a name says it is, or ""."""
    for pattern in COPIES:
        if (found := pattern.fullmatch(name)) and (
            original := found["stem"] + found["end"]
        ) != name:
            for other in others:
                if other.lower() == original.lower():
                    return other
    return ""


def unmerged(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """The signs that a version control leaves around two versions of a text."""
    for path, data in files.items():
        data = _utf_8(data)
        if b"\0" in data:  # a font or a picture; most of all bytes stand in those
            continue
        if b"<<<<<<<" in data or b">>>>>>>" in data or b"|||||||" in data:
            data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            for marker in MARKER.finditer(data):
                line = data.count(b"\n", 0, marker.start()) + 1
                yield Problem(Location(path, line, 1), MERGE, marker[0].decode(errors="replace"))


def _utf_8(data: bytes) -> bytes:
    """A kept document in UTF-16 with its mark, as UTF-8; all others as they are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace").encode(errors="replace")
    return data
