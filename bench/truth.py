"""How many lies pass and how many honest sentences are refused: python -m bench.truth [FOLDER]

Of the kept tables of tests/data/sentences.txt, country.txt and number_forms.txt, and of real prose
with its figures in brackets (tests/data/newspaper). Exit code 1 beyond the limits. FOLDER holds a
cases.jsonl of others, each with file, old, new and expected, over a story beside it; those that
change a chart, its words, a picture or a template need a whole build and are left out. Lies in
words that rank or trend in a sentence without a figure, and in code, are never fatal: where `facts`
lists them they are counted apart.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datastory.problem import Problem

    ReadStory = Callable[[dict[str, str]], tuple[Any, list[Problem]]]
    Check = Callable[[Any], list[Problem]]

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
SLOW = {"chart", "chart-words", "image", "template"}  # drawn, and measured by tests of charts
REFUSED, PASSED, FALSE, FOUND = 0.90, 0.98, 2.0, 0.99  # least, least, most in 1,000 words, least


Outcome = Literal["refused", "listed", "passed"]


def kept() -> Iterator[tuple[str, bool, Outcome]]:
    """(rule, whether it is a lie, what becomes of it) of the kept tables."""
    sys.path.insert(0, str(TESTS))
    from test_number_forms import rows
    from test_sentences import TOLD, cases

    from datastory.numbers.statements import figures

    for name, told in TOLD.items():
        for rule, sign, words in cases(name):
            yield rule, sign == "-", "refused" if told(words) else "passed"
    for _, sign, words in rows():
        found = figures(re.sub(r"[\[\]]", "", words))
        yield "number forms", sign == "-", "refused" if found else "passed"


def given(folder: Path) -> Iterator[tuple[str, bool, Outcome]]:
    """The same of the cases of a folder."""
    from datastory.checking.checks import check
    from datastory.checking.unproved import unproved
    from datastory.disk import files
    from datastory.parsing.story import read_story

    tree, _ = files.read_tree(folder / "story", ROOT)
    known = Counter(one.words for one in unproved(read_story(files.decode(tree)[0])[0]))
    for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["kind"] in SLOW:
            continue
        text = tree.get(case["file"], b"").decode()
        new = text.replace(case["old"], case["new"]) if case["old"] else case["new"]
        texts, undecoded = files.decode(tree | {case["file"]: new.encode()})
        story, problems = read_story(texts)
        if undecoded or problems or check(story):
            outcome: Outcome = "refused"
        else:
            listed = Counter(one.words for one in unproved(story)) - known
            outcome = "listed" if listed else "passed"
        yield case["kind"], case["expected"] == "refuse", outcome


def table(found: Iterator[tuple[str, bool, Outcome]]) -> bool:
    """Prints a line a kind; whether all is within the limits."""
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    right: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    apart: Counter[str] = Counter()
    for kind, lie, outcome in found:
        if lie and outcome == "listed":
            apart[kind] += 1
            continue
        counts[lie][kind] += 1
        right[lie][kind] += (outcome == "refused") == lie
    for kind in sorted({*counts[True], *counts[False], *apart}):
        listed = f", {apart[kind]} listed" if apart[kind] else ""
        print(
            f"  {kind:16} lies refused {right[True][kind]:3} of {counts[True][kind]:3}{listed}, "
            f"honest passed {right[False][kind]:3} of {counts[False][kind]:3}"
        )
    lies, honest = (right[is_].total() / max(counts[is_].total(), 1) for is_ in (True, False))
    print(f"  all: {lies:.1%} of lies refused, {honest:.1%} of honest sentences passed")
    if apart:
        print(f"  {apart.total()} more are listed by `facts` and never fatal")
    return lies >= REFUSED and honest >= PASSED


def prose() -> bool:
    """Counts false alarms and missed figures in real prose; whether both are within the limits."""
    sys.path.insert(0, str(TESTS))
    from test_idioms import measured

    words, genuine, found, false = measured()
    rate = false * 1000 / words
    print(
        f"{words:,} words of real prose: {rate:.2f} false alarms in 1,000 words (at most {FALSE});"
    )
    print(f"  {found} of {genuine} figures found ({found / genuine:.1%})")
    return rate <= FALSE and found >= FOUND * genuine


def sentences_bound() -> bool:
    """Binds the figures of real prose to facts that say them, and counts what is refused.

    Each figure becomes a fact whose `what` is the words of its own sentence without the numbers,
    as an honest author's would name the same things, and without a time. What is refused then is
    refused for the rules' own sake.
    """
    from datastory.checking.checks import check
    from datastory.parsing.story import read_story

    refused = total = 0
    for file in sorted((TESTS / "data" / "newspaper").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for sentence in re.split(r"(?<=[.!?]) (?=[A-Z])", line):
                figures = re.findall(r"\[([^\]]*)\]", sentence)
                if line.startswith("# ") or not figures:
                    continue
                outcome = _bound(sentence, figures, read_story, check)
                total += outcome is not None
                refused += bool(outcome)
    rate = refused * 1000 / max(total, 1)
    print(f"{total:,} sentences with their figures bound: {rate:.1f} in 1,000 refused (at most 5)")
    return rate <= 5


def _bound(
    sentence: str, figures: list[str], read_story: ReadStory, check: Check
) -> list[Problem] | None:
    """The problems of rules of context, or None where the sentence cannot be bound as it stands."""
    from datastory.checking.checks import AROUND_WORDS

    what = re.sub(r"\[[^\]]*\]|[\[\]\"<>{}&:#|`*_~^$\\]|\d+", " ", sentence)
    what = " ".join(what.split())[:900] or "What was counted"
    facts, text = "", re.sub(r"[`*_~^$\\|<>#]", " ", sentence)
    for n, figure in enumerate(figures):
        facts += f"  f{n}:\n    what: {json.dumps(what)}\n    value: {json.dumps(figure)}\n"
        facts += "    source: s\n    quote: x\n    reading: As said.\n"
        text = text.replace(f"[{figure}]", f"\ue000{figure}\ue001(fact:f{n})", 1)
    text = text.replace("\ue000", "[").replace("\ue001", "]")
    data = "site: {title: T, description: D, url: 'https://example.org/', author: A, "
    data += "published: 2020-01-01}\nsources: {s: {title: S, publisher: P}}\nfacts:\n" + facts
    story, problems = read_story(
        {"data.yaml": data, "content/01-a.md": f"---\ntitle: T\n---\n\n{text}\n"}
    )
    if problems or len(story.facts) != len(figures):
        return None
    path = "content/01-a.md"
    around = {p for one in AROUND_WORDS for p in one(story) if p.where.path == path}
    return [problem for problem in check(story) if problem in around]


def main() -> int:
    sys.path.insert(0, str(ROOT))
    print("The kept tables:")
    good = table(kept())
    good &= prose()
    good &= sentences_bound()
    if len(sys.argv) > 1:
        print(f"The cases of {sys.argv[1]}:")
        table(given(Path(sys.argv[1])))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
