"""A story's templates, read by Jinja; and what is wrong with one, told at its place."""

from __future__ import annotations

import functools
import importlib.util
import marshal
import sys
import traceback
from collections.abc import Iterator, Mapping, MutableMapping
from pathlib import Path, PurePath
from types import CodeType
from typing import Any

import jinja2
from jinja2 import BaseLoader, Environment, StrictUndefined, Template, TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from .. import cache_file
from ..cache import cached, digest
from ..problem import Location, Problem, did_you_mean
from .chart_style import COPY

TEMPLATES, STATIC, TOKENS = "templates/", "static/", "tokens.css"
WRITTEN, READ_BY_JINJA = (".css", ".html", ".js", ".svg"), (".html", ".svg")
WITHOUT_END = "templates include or extend each other here without end; take this one out"


def among(files: Mapping[str, bytes], *folders: str) -> dict[str, bytes]:
    """Of files by path, those whose path begins with one of `folders`."""
    return {path: data for path, data in files.items() if path.startswith(folders)}


def environment(files: Mapping[str, bytes]) -> Environment:
    """The templates among `files`; what one of them says and nobody knows is an error."""
    read = among(files, TEMPLATES)
    static = f"{TEMPLATES}{STATIC}"  # no template reads these; a changed style compiles nothing
    return _environment(tuple((at, read[at]) for at in read if not at.startswith(static)))


@functools.lru_cache(maxsize=2)  # a preview goes on with the templates it has used
def _environment(templates: tuple[tuple[str, bytes], ...]) -> Environment:
    return Environment(
        loader=_Loader(dict(templates)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class _Loader(BaseLoader):
    """Templates from memory."""

    def __init__(self, templates: Mapping[str, bytes]) -> None:
        self.templates = templates

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        path = TEMPLATES + name
        if path not in self.templates:
            raise TemplateNotFound(name)
        code = _compiled(path, self.templates[path].decode())
        return Template.from_code(environment, code, environment.make_globals(globals))


@functools.lru_cache(maxsize=64)
def _compiled(path: str, source: str) -> CodeType:
    """A template as code, which is kept where Python keeps that of this module, and as it does.

    It is never kept in a story's folder, where others may write what would then be run.
    """
    name = path.removeprefix(TEMPLATES)
    file = Path(importlib.util.cache_from_source(f"{__file__}-{name.replace('/', '-')}.py"))
    version = digest(path, source, sys.version, jinja2.__version__).hex()
    if known := cache_file.read(file, version):
        code: CodeType = marshal.loads(known.head)
        return code
    code = _environment(()).compile(source, name, path)
    if not sys.dont_write_bytecode:
        cache_file.write(file, version, marshal.dumps(code))
    return code


def broken(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Every template is Jinja, and every file that a page takes in is text."""
    for path, data in files.items():
        if path.startswith(TEMPLATES) and path.endswith(WRITTEN):
            yield from _broken(path, data)


@cached(lambda *asked: asked)  # most builds need few of the templates, and are slow to compile them
def _broken(path: str, data: bytes) -> list[Problem]:
    name = path.removeprefix(TEMPLATES)
    try:
        text = data.decode()
        if name == TOKENS or (name.endswith(READ_BY_JINJA) and not name.startswith(STATIC)):
            _compiled(path, text)
    except UnicodeDecodeError as error:
        where = Location(path, data.count(b"\n", 0, error.start) + 1, 1)
        message = "this file is not in UTF-8; save it again with the encoding UTF-8"
        return [Problem(where, message)]
    except TemplateSyntaxError as error:
        message = f"Jinja cannot read this: {error.message}"
        return [Problem(Location(path, error.lineno, 1), message)]
    except (RecursionError, SyntaxError):
        message = "this template is nested too deeply; make parts of it templates of their own"
        return [Problem(Location(path), message)]
    return []


def fault(error: Exception, files: Mapping[str, bytes]) -> Problem | None:
    """What an error that came while pages were made says of a template; None if it is not one's.

    It is a template's if it came from one of its lines, or if there is no such template.
    """
    frames = traceback.extract_tb(error.__traceback__)
    lines = [(at.filename, at.lineno or 1) for at in frames if at.filename.startswith(TEMPLATES)]
    if not lines and isinstance(error, TemplateNotFound):
        return Problem(Location(f"{TEMPLATES}{error.name}"), f"this file is missing; {COPY}")
    return Problem(Location(*lines[-1], 1), _message(error, files)) if lines else None


def _message(error: Exception, files: Mapping[str, bytes]) -> str:
    if isinstance(error, RecursionError):
        return WITHOUT_END
    if isinstance(error, TemplateNotFound):
        path = f"{TEMPLATES}{error.name}"
        known = [one for one in files if PurePath(one).suffix == PurePath(path).suffix]
        known = [one for one in known if one.endswith(WRITTEN)]
        return f"there is no file {path}{did_you_mean(path, known) or f'; {COPY}'}"
    if isinstance(error, UndefinedError):
        return f"{error}; no page gives this to a template, so spell it as the generator's own do"
    said = next((line for line in str(error).splitlines() if line.strip()), "")
    return f"this template failed: {type(error).__name__}{': ' if said else ''}{said}"
