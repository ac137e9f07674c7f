"""What each command does, once something changed since the last build."""

from __future__ import annotations

import argparse
import datetime
import functools
import gc
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from . import cache, pipeline, report, sarif
from .charts import workers
from .checking import due, fixing, listing, unproved
from .disk import files, fingerprint, revisions
from .disk.site_folder import write_tree
from .evidence.documents import ending
from .evidence.kept import shelf
from .model import Source, Story
from .new import new as new_story
from .parsing.data_file import DATA
from .parsing.story import read_editions, read_story
from .pipeline import BuildResult
from .preview import single
from .problem import Location, Problem, Refused, did_you_mean
from .releases import changes, changes_told, editions, ledger, promises
from .site import routes
from .site.chart_style import load_style
from .site.wording import count
from .timing import Timer, untimed

if TYPE_CHECKING:
    from .drafting import fetching


def make(
    root: Path,
    url: str = "",
    tree: Mapping[str, bytes] | None = None,
    unreadable: Sequence[Problem] = (),
    today: datetime.date | None = None,
    timer: Timer = untimed,
) -> BuildResult:
    """All of a build but the writing: of the story in a folder, or of the files in `tree`.

    The other arguments are those of `pipeline.draft`.
    """
    return pipeline.inspected(draft(root, url, tree, unreadable, today, timer=timer), timer)


def draft(
    root: Path,
    url: str = "",
    tree: Mapping[str, bytes] | None = None,
    unreadable: Sequence[Problem] = (),
    today: datetime.date | None = None,
    edition: str = "",
    timer: Timer = untimed,
) -> BuildResult:
    """As `make`, before the pages are inspected."""
    cache.of(root / files.ANSWERS, fingerprint.version()).begin()
    if tree is None:
        tree, unreadable = files.read_tree(root, fingerprint.ENGINE)
    with workers.pool(tree, root / files.CACHE):
        return pipeline.draft(tree, url, unreadable, today, edition, timer)


def made(options: argparse.Namespace) -> BuildResult:
    """What becomes of the files that were read with the command line."""
    return make(
        options.root, options.url, options.files, options.unreadable, options.today, options.timer
    )


def day(options: argparse.Namespace) -> datetime.date:
    """The date, for which a test may have another stand in."""
    today: datetime.date | None = options.today
    return today or datetime.date.today()


def build(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems or report.unable()
    with options.timer("site written"):
        problems = problems or write_tree(options.out, result.pages, options.root)
    if not problems:
        line = report.result(result.story, result.pages, options.out)
        fingerprint.record(options.root / files.CACHE, options.fingerprint, options.out, line)
        report.say(line)
    return report.print_problems(problems, result.texts)


def check(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems
    if options.released and result.release:
        release = result.release
        problems = problems + list(promises.unreleased(release.now, release.released))
    if options.external and result.release:
        problems = problems + follow(result, options.root / files.CACHE)
    if options.due:
        problems = problems + list(due.late(result.story, day(options)))
    if options.format == "sarif":
        report.say(report.as_json(sarif.log(problems, report.from_here(options.root))))
    elif not problems:
        report.say(report.result(result.story, result.pages, None))
    return report.print_problems(problems, result.texts)


def follow(result: BuildResult, folder: Path) -> list[Problem]:
    """Asks other hosts for what the story links to, and says what could not be checked."""
    from .inspecting import (
        external_links,  # its HTTP client takes a tenth of a second to import
    )

    addresses = external_links.links(result.story, result.pages)
    today = datetime.date.today()
    answers = external_links.follow(addresses, result.story.site.url, folder, today)
    report.say(external_links.summary(addresses, answers))
    return external_links.dead(addresses, answers)


def release(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = [*result.problems, *promises.unwritten(result.story)]
    for other in result.translations:
        problems += promises.unwritten(other)
    if result.release and not problems:
        now = result.release.now
        path, page = edition(options, result)
        if page:
            problems = files.write_file(options.root / path, page)
            now = ledger.with_edition(now, day(options).isoformat(), editions.digest(page))
        whole = ledger.released_with(result.release.released, now)
        written = ledger.written(whole)
        problems = problems or files.write_file(options.root / ledger.PUBLISHED, written)
        if not problems:
            held = (now.addresses, "address"), (now.facts, "figure"), (now.charts, "chart")
            counts = ", ".join(count(len(those), thing) for those, thing in held)
            again = " (in place of that of earlier today)" if path in options.files else ""
            written_too = (
                f"; the story as {path}{again}; commit both" if page else "; commit this file"
            )
            report.say(f"{ledger.PUBLISHED}: {counts}{written_too}")
    return report.print_problems(problems, result.texts)


def edition(options: argparse.Namespace, result: BuildResult) -> tuple[str, bytes]:
    """The path and the page of today's edition; no bytes where the last one says all that.

    Its pages name their own address before it is released. Of the editions of one day the last
    one stands, as no date in a story is finer than a day.
    """
    today, url = day(options).isoformat(), result.story.site.url
    released = result.release.released.editions if result.release else {}
    same = editions.digest(single.single(result.pages, url).encode())
    if released and released[max(released)] == same:
        return editions.file(max(released)), b""
    dated = draft(
        options.root, options.url, options.files, options.unreadable, options.today, today
    )
    return editions.file(today), single.single(dated.pages, url).encode()


def facts(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    listed = listing.list_facts(
        result.story, result.drawings, shelf(options.files), result.translations
    )
    report.say(report.as_json(listed) if options.format == "json" else listing.as_text(listed))
    return report.print_problems(result.problems, result.texts)


def fix(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    fixes, texts = fixing.fix(result.story, result.texts)
    for other in result.translations:
        more, changed = fixing.fix(other, result.texts)
        fixes, texts = fixes + more, texts | changed
    unwritten = write_texts(options, texts)
    report.say(report.as_json(fixes) if options.format == "json" else fixing.as_text(fixes))
    result = make(options.root, options.url) if texts else result
    return report.print_problems(unwritten + result.problems, result.texts)


def write_texts(options: argparse.Namespace, texts: Mapping[str, str]) -> list[Problem]:
    """Writes the story's files that changed, by path; their line ends stay."""
    return [
        problem
        for path, text in texts.items()
        for problem in files.write_file(
            options.root / path, files.encode(text, options.files[path])
        )
    ]


def source_of(options: argparse.Namespace) -> tuple[Story, Source | None, list[Problem]]:
    """The story without its drawings, and the source that is named; or why it cannot be read."""
    texts, unread = files.decode(options.files)
    story, problems = read_story(texts, options.url, options.files)
    if story.unread is None or unread or options.unreadable:
        return story, None, [*options.unreadable, *unread, *problems]
    source = story.sources.get(options.source)
    near = did_you_mean(options.source, story.sources) or "; write it there first"
    message = f"there is no source '{options.source}'{near}"
    return story, source, [] if source else [Problem(Location(DATA), message)]


def keep(options: argparse.Namespace) -> list[Problem]:
    """Keeps a source. What else is wrong with the story is left to `check`."""
    from .drafting import keeping  # its HTTP client takes a tenth of a second to import

    texts = files.decode(options.files)[0]
    story, source, problems = source_of(options)
    if source is None:
        return report.print_problems(problems, texts)
    found = found_for(source, options.file, story.site.url)
    if isinstance(found, Refused):
        return report.print_problems([Problem(source.url_at, found.message, source.url)], texts)
    kept = keeping.keeping(source, found, options.files, texts[DATA], day(options))
    if isinstance(kept, Problem):
        return report.print_problems([kept], texts)
    problems = files.write_file(options.root / kept.path, kept.data) if kept.data else []
    problems = problems or write_data(options, kept.text)
    if not problems:
        report.say(kept.line)
    return report.print_problems(problems, texts)


def write_data(options: argparse.Namespace, text: str) -> list[Problem]:
    """Writes data.yaml where it changes; its line ends stay."""
    edited = files.encode(text, options.files[DATA])
    same = edited == options.files[DATA]
    return [] if same else files.write_file(options.root / DATA, edited)


def draft_facts(options: argparse.Namespace) -> list[Problem]:
    """Drafts the facts of a kept source. What else is wrong with the story is left to `check`."""
    from .drafting import drafting

    texts = files.decode(options.files)[0]
    story, source, problems = source_of(options)
    if source is None:
        return report.print_problems(problems, texts)
    drafted = drafting.draft(source, story, options.files, texts[DATA])
    if isinstance(drafted, Refused):
        return report.print_problems([Problem(source.where, drafted.message, source.id)], texts)
    problems = write_data(options, drafted.text)
    if not problems:
        report.say(drafting.as_text(source.id, drafted))
    return report.print_problems(problems, texts)


def bind(options: argparse.Namespace) -> list[Problem]:
    """Binds figures; those that are not sure fail the command, and are listed with their reason."""
    from .drafting import binding

    texts, unread = files.decode(options.files)
    story, problems = read_story(texts, options.url, options.files)
    problems = [*options.unreadable, *unread, *problems]
    if problems:  # facts may be missing, and another may look like the only one
        return report.print_problems(problems, texts)
    found, changed = binding.bind(story, texts, options.files, options.dry_run)
    for n in range(len(story.site.languages[1:])):
        main, _ = read_story(texts | changed, options.url, options.files)
        other = read_editions(main, texts | changed, options.files)[0][n]
        more, edited = binding.bind(other, texts | changed, options.files, options.dry_run, main)
        found, changed = found + more, changed | edited
    unwritten = [] if options.dry_run else write_texts(options, changed)
    as_text = binding.as_text(found, options.dry_run)
    report.say(report.as_json(found) if options.format == "json" else as_text)
    report.print_problems(unwritten, texts)
    return unwritten + binding.unbound(found)


def found_for(source: Source, file: Path | None, site_url: str) -> fetching.Fetched | Refused:
    """The document of a source: a file of this machine, or what its address holds."""
    from .drafting import fetching

    if file is None and not source.url:
        message = f"the source '{source.id}' has no url; name a file: keep {source.id} FILE"
        return Refused(message)
    if file is None:
        return fetching.fetch(source.url, site_url, files.LARGEST)
    data = _bytes(file)
    if isinstance(data, Refused):
        return Refused(f"{file}: {data.message}")
    return fetching.Fetched(data, "", "", file.name)


def update(options: argparse.Namespace) -> list[Problem]:
    """Puts a new edition of a source in place, and tells what of the story that changes."""
    from .updating import effects, updating  # needed for nothing else

    before = draft(options.root, options.url, options.files, options.unreadable, options.today)
    source = before.story.sources.get(options.source)
    if before.problems:
        message = "mend these first: a new edition is put into a story that builds"
        return report.print_problems(
            [*before.problems, Problem(Location(DATA), message)], before.texts
        )
    found = new_edition(options, before, source)
    if isinstance(found, Problem) or source is None or before.release is None:
        return report.print_problems([found] if isinstance(found, Problem) else [], before.texts)
    if found == options.files[source.file]:
        report.say(f"{source.file}: this edition is in place already")
        return []
    released, today = before.release.released, day(options).isoformat()
    made = updating.update(
        before.story, before.texts, options.files, source, found, released, today
    )
    if isinstance(made, Problem):
        return report.print_problems([made], before.texts)
    files_now = {source.file: found, DATA: files.encode(made.text, options.files[DATA])}
    tree = {**options.files, **files_now}
    after = draft(options.root, options.url, tree, options.unreadable, options.today)
    problems = [
        problem
        for path, data in files_now.items()
        for problem in files.write_file(options.root / path, data)
    ]
    if not problems:
        what = effects.effects(
            before.story, before.drawings, made, after.drawings, after.problems, source.id
        )
        as_json = options.format == "json"
        report.say(report.as_json(what) if as_json else effects.as_text(what, source.id))
    return report.print_problems(problems or after.problems, after.texts)


def new_edition(
    options: argparse.Namespace, result: BuildResult, source: Source | None
) -> bytes | Problem:
    """The bytes of the file that shall take the place of a source's kept one."""
    if source is None:
        near = did_you_mean(options.source, result.story.sources)
        return Problem(Location(DATA), f"there is no source '{options.source}'{near}")
    if not source.file:
        message = f"'{source.id}' is not kept; keep it first: build.py keep {source.id} FILE"
        return Problem(source.where, message, source.id)
    if ending(str(options.file)) != ending(source.file):
        message = f"{options.file} is of another kind than {source.file}; save it as that, or "
        message += "change 'file' at the source and keep it anew"
        return Problem(source.where, message, source.id)
    found = found_for(source, options.file, result.story.site.url)
    if isinstance(found, Refused):
        return Problem(Location(str(options.file)), found.message.partition(": ")[2])
    return found.data


def diff(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems
    if result.release:
        old, unknown = before(options, result)
        problems = problems + unknown
        if old:
            words = unproved.of_all((result.story, *result.translations))
            found = changes.compare(
                old, result.release.now, result.story, result.drawings, words, result.translations
            )
            since = f"since {options.revision or 'the last release'}"
            if options.format == "json":
                report.say(report.as_json(found))
            else:
                report.say(changes_told.told(found, since, options.format))
    return report.print_problems(problems, result.texts)


def before(
    options: argparse.Namespace, result: BuildResult
) -> tuple[changes.Side | None, list[Problem]]:
    """What readers had at a revision, built as it would be today; or at the last release."""
    if options.revision is None and result.release:
        if result.release.released.addresses:
            return changes.Side(result.release.released), []
        message = "nothing is released yet; name a revision to compare with: build.py diff main"
        return None, [Problem(Location(ledger.PUBLISHED), message)]
    then, unread = revisions.read_revision(options.root, options.revision, options.files)
    if unread:
        return None, unread
    old = make(options.root, options.url, then)
    if old.release is None:
        first = f"the story did not build at {options.revision}: {min(old.problems)}"
        return None, [Problem(Location("."), first)]
    words = unproved.of_all((old.story, *old.translations))
    return changes.Side(old.release.now, old.story, old.drawings, words, old.translations), []


def verify(options: argparse.Namespace) -> list[Problem]:
    """Reads a published site back, once the story that it should say builds."""
    from .inspecting import published  # its HTTP client takes a tenth of a second to import

    result = made(options)
    problems = result.problems or published.verify(options.address, result.pages)
    if not problems:
        report.say(f"{options.address}: all {len(result.pages)} files are as in this build")
    return report.print_problems(problems, result.texts)


def serve(options: argparse.Namespace) -> list[Problem]:
    from .preview import preview  # its server takes a tenth of a second to import

    gc.enable()  # this one builds again and again
    for asked in (signal.SIGINT, signal.SIGTERM):  # what it keeps is whole at any moment
        signal.signal(asked, lambda *_: os._exit(0))

    def inspected(result: BuildResult) -> BuildResult:
        result = pipeline.inspected(result)
        cache.current().save()  # each time, as the preview may be ended at any moment
        return result

    drafted = functools.partial(draft, options.root, options.url)
    with workers.pool({}, options.root / files.CACHE):  # one start of them for all drawings
        problems = preview.serve(
            drafted, inspected, options.root, fingerprint.ENGINE, options.port, options.open
        )
    return report.print_problems(problems, {})


def preview_file(options: argparse.Namespace) -> list[Problem]:
    result = made(options)
    problems = result.problems
    if not problems:
        page = single.single(result.pages, result.story.site.url).encode()
        problems = files.write_file(options.file, page)
        if not problems:
            report.say(f"{options.file}: the whole story, {len(page) // 1024} KiB")
    return report.print_problems(problems, result.texts)


def print_charts(options: argparse.Namespace) -> list[Problem]:
    """Each chart of each edition as a PDF and as a wide PNG, by its address: `zh/charts/rd.pdf`."""
    from .charts import outlines

    result = made(options)
    problems, texts = result.problems, result.texts
    style, _ = load_style(options.files)
    drawn = {
        folder: data.decode()
        for path, data in result.pages.items()
        for folder, _, name in (path.rpartition("/"),)
        if name == routes.OUTLINED
    }
    for folder, svg in drawn.items() if not problems else ():
        for kind, picture in (("pdf", outlines.as_pdf(svg)), ("png", outlines.as_png(svg, style))):
            problems = problems or files.write_file(options.folder / f"{folder}.{kind}", picture)
    if not problems:
        report.say(f"{options.folder}: {count(len(drawn), 'chart')}, each as PDF and as PNG")
    return report.print_problems(problems, texts)


def new(options: argparse.Namespace) -> list[Problem]:
    """Writes a story to start from: the starter's, or one of the files that are named."""
    named = [*options.sources, *filter(None, [options.article])]
    read = {file: _bytes(file) for file in named}
    unread = [
        Problem(Location(str(f)), d.message) for f, d in read.items() if isinstance(d, Refused)
    ]
    if unread:
        return report.print_problems(unread, {})
    held = {file: data for file, data in read.items() if isinstance(data, bytes)}
    story, said = None, ""
    if named:
        from .drafting import desk

        sources = [(file.name, held[file]) for file in options.sources]
        article = (options.article.name, held[options.article]) if options.article else None
        made, problems = desk.desk_story(sources, article, day(options))
        if made is None or problems:
            return report.print_problems(problems, {})
        story, said = made.files, f"\n{desk.as_text(made)}"
    problems = new_story(options.folder, story)
    if not problems:
        command = "python build.py" if options.program == "build.py" else options.program
        report.say(
            f"{options.folder}: a story. See it with: {command} serve --root {options.folder}{said}"
        )
    return report.print_problems(problems, {})


def _bytes(file: Path) -> bytes | Refused:
    """What a file of this machine holds, if it is no larger than a source may be."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return Refused(files.said(error))
    if len(data) > files.LARGEST:
        return Refused(f"larger than {files.LARGEST // files.MIB} MiB; keep a part of it")
    return data


COMMANDS: dict[str, Callable[[argparse.Namespace], list[Problem]]] = {
    "build": build,
    "check": check,
    "facts": facts,
    "fix": fix,
    "keep": keep,
    "draft": draft_facts,
    "bind": bind,
    "diff": diff,
    "update": update,
    "release": release,
    "verify": verify,
    "serve": serve,
    "preview": preview_file,
    "print": print_charts,
    "new": new,
}
