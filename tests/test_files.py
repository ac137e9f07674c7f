import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from datastory.disk import files


def lay(root: Path, texts: dict[str, str | bytes]) -> Path:
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def read(root: Path, fallback: Path | None = None) -> tuple[list[str], list[str]]:
    tree, problems = files.read_tree(root, fallback or root)
    return list(tree), [str(problem) for problem in problems]


def test_a_storys_files_are_read_in_order_and_nothing_else(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "data.yaml": "",
            "published.json": "",
            "content/02-b.md": "",
            "content/01-a.md": "",
            "content/charts/a.py": "",
            "content/charts/__pycache__/a.pyc": "",
            "content/.hidden": "",
            "content/.git/config": "",
            "seeds/a.txt": "words",
            "templates/base.html": "",
            "README.md": "",
            "other/a.md": "",
        },
    )
    assert read(root) == (
        [
            "data.yaml", "published.json", "content/01-a.md", "content/02-b.md",
            "content/charts/a.py", "seeds/a.txt", "templates/base.html",
        ],
        [],
    )  # fmt: skip
    assert files.read_tree(root, root)[0]["seeds/a.txt"] == b"words"


def test_each_template_that_the_story_lacks_comes_from_elsewhere(tmp_path: Path) -> None:
    theirs = {"templates/b.html": "theirs", "templates/c/d.css": "theirs", "content/x.md": ""}
    engine = lay(tmp_path / "engine", theirs)
    story = lay(tmp_path / "story", {"data.yaml": ""})
    assert read(story, engine) == (["data.yaml", "templates/b.html", "templates/c/d.css"], [])
    lay(story, {"templates/b.html": "mine", "templates/c/a.css": "mine"})
    tree, problems = files.read_tree(story, engine)
    assert problems == []
    assert list(tree.items()) == [
        ("data.yaml", b""),
        ("templates/b.html", b"mine"),
        ("templates/c/a.css", b"mine"),
        ("templates/c/d.css", b"theirs"),
    ]


def test_a_template_of_the_story_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    engine = lay(tmp_path / "engine", {"templates/a.html": "theirs"})
    (engine / "templates/b.html").symlink_to("/etc/passwd")
    (tmp_path / "linked").symlink_to(engine)
    reason = "this link leads out of the story's folder; keep the file itself here"
    told = [f"templates/b.html: {reason}"]
    assert read(engine, tmp_path / "linked") == (["templates/a.html"], told)


def test_no_folder_is_a_problem(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert read(nowhere) == ([], [f"{nowhere}: there is no such folder"])


def test_links_stay_in_the_storys_folder(tmp_path: Path) -> None:
    root = lay(tmp_path / "story", {"content/a.md": "words", "seeds/b.txt": ""})
    lay(tmp_path, {"secret.txt": "secret", "shared/c.md": ""})
    (root / "content/inside.md").symlink_to("a.md")
    (root / "content/outside.md").symlink_to("../../secret.txt")
    (root / "content/absolute.md").symlink_to("/etc/passwd")
    (root / "content/folder").symlink_to("../../shared")
    (root / "content/loop.md").symlink_to("loop.md")
    (root / "content/dangling.md").symlink_to("nothing.md")
    (root / "seeds/here").symlink_to("../content")
    leads_out = "this link leads out of the story's folder; keep the file itself here"
    assert read(root) == (
        ["content/a.md", "content/inside.md", "seeds/b.txt"],
        [
            f"content/absolute.md: {leads_out}",
            "content/dangling.md: this link leads to no file; put the file itself here, or delete "
            "it",
            f"content/folder: {leads_out}",
            "content/loop.md: this link leads back to itself; delete it",
            f"content/outside.md: {leads_out}",
            "seeds/here: this is a link to a folder; keep the folder itself here",
        ],
    )


def test_a_folder_of_the_story_may_not_be_a_link_out(tmp_path: Path) -> None:
    root = lay(tmp_path / "story", {"data.yaml": ""})
    lay(tmp_path, {"shared/a.md": ""})
    (root / "content").symlink_to("../shared")
    assert read(root) == (
        ["data.yaml"],
        ["content/a.md: this link leads out of the story's folder; keep the file itself here"],
    )


@pytest.mark.parametrize("name", ["data.yaml", "published.json"])
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (Path.mkdir, "this is a folder, where a file of this name is read; rename it"),
        (os.mkfifo, "this is no file that can be read; delete it"),
        (lambda path: path.symlink_to("nothing"), "this link leads to no file; put the file "
         "itself here, or delete it"),
        (lambda path: path.symlink_to(path.name), "this link leads back to itself; delete it"),
    ],
)  # fmt: skip
def test_what_stands_in_the_place_of_a_file_is_told(
    tmp_path: Path, name: str, make: Callable[[Path], object], message: str
) -> None:
    make(tmp_path / name)
    assert read(tmp_path) == ([], [f"{name}: {message}"])


@pytest.mark.parametrize("name", ["content", "seeds", "editions"])
@pytest.mark.parametrize("make", [Path.touch, os.mkfifo, lambda path: path.symlink_to("nothing")])
def test_what_stands_in_the_place_of_a_folder_is_told(
    tmp_path: Path, name: str, make: Callable[[Path], object]
) -> None:
    make(tmp_path / name)
    said = "a folder of the story has this name, and this is none; move it away"
    assert read(tmp_path) == ([], [f"{name}: {said}"])


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    root = lay(tmp_path, {"content/a.md": ""})
    os.mkfifo(root / "content/pipe.md")
    names, problems = read(root)
    assert names == ["content/a.md"]
    assert problems == ["content/pipe.md: this is no file that can be read; delete it"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\nb.md", "a b.md"),
        (b"a\x1b[31mb.md", "a [31mb.md"),
        ("a\u202eb.md".encode(), "a b.md"),
        (b"a\\b.md", "a\\b.md"),
        (b"a\xff.md", "a?.md"),
    ],
)
def test_hostile_names_are_refused_and_shown_harmless(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    lay(tmp_path, {"content/a.md": ""})
    Path(os.fsdecode(os.fsencode(tmp_path / "content") + b"/" + name)).write_text("")
    names, problems = read(tmp_path)
    assert names == ["content/a.md"]
    assert problems == [
        f"content/{shown}: a character in this name cannot stand in an address; rename it"
    ]


def test_names_are_composed_and_none_is_lost(tmp_path: Path) -> None:
    composed, apart = "é.md", unicodedata.normalize("NFD", "é.md")
    lay(tmp_path, {f"content/{apart}": "1"})
    assert read(tmp_path) == ([f"content/{composed}"], [])
    lay(tmp_path, {f"content/{composed}": "2"})
    if len(os.listdir(tmp_path / "content")) == 2:  # disks that tell them apart
        assert read(tmp_path)[1] == [
            f"content/{composed}: two files here have names that look the same; rename one"
        ]


@pytest.mark.parametrize(
    ("name", "size", "limit"),
    [
        ("data.yaml", 2, "2 MiB"),
        ("content/a.md", 2, "2 MiB"),
        ("content/charts/a.py", 2, "2 MiB"),
        ("content/a.png", 20, "20 MiB"),
        ("seeds/a.txt", 20, "20 MiB"),
    ],
)
def test_huge_files_are_not_read(tmp_path: Path, name: str, size: int, limit: str) -> None:
    path = tmp_path / name
    lay(tmp_path, {name: "", "content/b.md": ""})
    os.truncate(path, size * 1024 * 1024)
    assert name in read(tmp_path)[0]
    os.truncate(path, size * 1024 * 1024 + 1)
    names, problems = read(tmp_path)
    assert name not in names
    assert problems == [f"{name}: larger than {limit}; split it or make it smaller"]


def test_a_file_that_vanishes_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay(tmp_path, {"content/a.md": "", "content/b.md": ""})
    whole = files._refused

    def gone(path: str, *rest: str) -> str:
        refused = whole(path, *rest)
        (root / path).unlink() if path.endswith("a.md") else None
        return refused

    monkeypatch.setattr(files, "_refused", gone)
    assert read(root) == (
        ["content/b.md"],
        ["content/a.md: this vanished meanwhile; build again"],
    )


def test_a_folder_that_may_not_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay(tmp_path, {"content/a.md": "", "content/charts/b.md": ""})
    scan = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("charts"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert read(root) == (
        ["content/a.md"],
        ["content/charts: this may not be read or written by you; change its permissions"],
    )


# Text


def decode(texts: dict[str, bytes]) -> tuple[dict[str, str], list[str]]:
    decoded, problems = files.decode(texts)
    return decoded, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\nb\n", "a\nb\n"),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb\r", "a\nb\n"),
        (b"a\r\n\rb", "a\n\nb"),
        (b"\xef\xbb\xbfa", "a"),
        ("é 中".encode(), "é 中"),
        (b"", ""),
    ],
)
def test_text_has_no_byte_order_mark_and_one_kind_of_line_end(data: bytes, text: str) -> None:
    assert decode({"content/a.md": data}) == ({"content/a.md": text}, [])


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"Sp\xe4t", "1:3"),
        ("é\nüb\xe9r ".encode("latin-1"), "1:1"),
        ("é 中\r\n中 ".encode() + b"\xff", "2:3"),
        (b"\xef\xbb\xbfa\rb\xff", "2:2"),
        ("title".encode("utf-16"), "1:1"),
        ("title".encode("utf-16-le"), "1:1"),
        (b"a\xed\xa0\x80", "1:2"),
    ],
)
def test_what_is_not_in_utf_8_is_told_at_its_place(data: bytes, place: str) -> None:
    message = "this file is not in UTF-8; save it again with the encoding UTF-8"
    assert decode({"data.yaml": data}) == ({}, [f"data.yaml:{place}: {message}"])


def test_only_words_are_decoded() -> None:
    tree = {
        "content/a.png": b"\xff",
        "content/charts/geo/a.json": b"\xff",
        "templates/a.md": b"\xff",
        "seeds/scan.pdf": b"%PDF\0\xff",
        "seeds/scan.txt": b"words",
        "seeds/latin.txt": b"\xe4",
    }
    assert decode(tree) == ({"seeds/scan.txt": "words"}, [])


# Single files


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new" / "a.md"
    assert files.write_file(path, b"old") == []

    def full(path: Path, data: bytes) -> None:
        path.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "write_new", full)
    problems = files.write_file(path, b"new")
    assert [str(problem) for problem in problems] == [
        f"{path}: the disk is full; nothing was changed"
    ]
    assert path.read_bytes() == b"old" and os.listdir(path.parent) == ["a.md"]
