"""How long it takes to prove a long story: python -m bench.check_speed

1,000 formulas over two series of 300 cells each are read and computed. Then a story of 100,000
words and 2,000 facts, all of them stated, is made in memory, parsed and checked; so is half of it.
Seconds of a processor, the best of three, each in a process of its own, since within one the engine
remembers what it has checked. Exit code 1 above a limit.
"""

from __future__ import annotations

import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path

PROSE = Path(__file__).resolve().parent.parent / "tests" / "data" / "prose.txt"
BRACKETS = re.compile(r"\[[^\]]*\]")
WORDS, FACTS, CHAPTER, LIMIT, ROUNDS = 100_000, 2_000, 5_000, 2.0, 3
SITE = """\
site: {title: A long story, description: Words., url: "https://example.org/"}
sources:
  report: {title: Report, file: seeds/report.txt}
facts:
"""
FACT = """\
  f{n}:
    what: What the town spent on its works
    value: {value} million yuan
    source: report
    quote: the town paid {value} million yuan for its works of that kind
"""
SAID = "In year {letters} the town paid {value} million yuan for its works of that kind.\n"
STATED = "\n\nThe town paid [{value} million yuan](fact:f{n}) for these works, and not a little."


def story(words: int, facts: int) -> dict[str, str]:
    """The texts of a story: plain prose without its numbers, and facts behind each chapter."""
    said = [(n, f"{n * 7 + 1_000:,}.{n % 9 + 1}") for n in range(facts)]
    report = "".join(SAID.format(letters=chr(97 + n % 26) * 3, value=value) for n, value in said)
    data = "".join(FACT.format(n=n, value=value) for n, value in said)
    texts = {"data.yaml": SITE + data, "seeds/report.txt": report}
    prose = BRACKETS.sub("a few", PROSE.read_text(encoding="utf-8"))
    stated = (STATED.format(n=n, value=value) for n, value in said)
    rounds = (chr(97 + n // 26) + chr(97 + n % 26) for n in count())
    # No paragraph is the same twice, as in a story.
    pieces = (f"{one} So ends {turn}." for turn in rounds for one in prose.split("\n\n"))
    each = -(-facts * CHAPTER // words)  # facts stated in a chapter
    for number in range(1, words // CHAPTER + 1):
        ends = "".join(islice(stated, each))
        long, body = CHAPTER - len(ends.split()), []
        while long > 0:
            body.append(next(pieces))
            long -= len(body[-1].split())
        path = f"content/{number:03}-chapter-{number:03}.md"
        texts[path] = "---\ntitle: Chapter\n---\n\n" + "\n\n".join(body) + ends + "\n"
    return texts


def seconds(words: int, facts: int) -> tuple[float, float, int]:
    """Seconds to parse and to check, and how many words it was."""
    from datastory.checking.checks import check  # imports are not what is measured
    from datastory.parsing.story import read_story

    texts = story(words, facts)
    began = time.process_time()
    read, unread = read_story(texts)
    parsed = time.process_time()
    problems = unread + check(read)
    checked = time.process_time()
    assert not problems, sorted(problems)[:5]
    stated = {use.target for chapter in read.chapters for use in chapter.body.uses}
    assert len(read.facts) == facts == len(stated), (len(read.facts), len(stated))
    length = sum(len(chapter.body.text.split()) for chapter in read.chapters)
    return parsed - began, checked - parsed, length


TABLE = """\
site: {title: A long table, description: Words., url: "https://example.org/"}
sources:
  table: {title: Table, file: seeds/table.csv}
facts:
  a:
    what: Deaths
    source: table
    cells: {key: Area, column: Deaths, rows: 300}
  b:
    what: Births
    source: table
    cells: {key: Area, column: Births, rows: 300}
"""
COMPUTED = """\
  f{n}:
    what: What is computed
    formula: "{formula} + {n}"
    show: 0.1
"""
FORMULAS, POINTS, AT_MOST = 1_000, 300, 1.0
OVER_SERIES = (
    "sum({a.*}) / sum({b.*})", "mean({a.*}) - mean({b.*})", "max({a.*}) - min({a.*})",
    "median({a.*}) + median({b.*})", "quantile({a.*}, 0.9)", "sd({a.*}) / mean({a.*})",
    "count({a.*}) * 2", "rank({a.k-seven}, {a.*})",
)  # fmt: skip


def formula_seconds(formulas: int) -> float:
    """Seconds to read the series and to compute so many formulas over them."""
    from datastory.parsing.story import read_story

    keys = ["k-seven", *(f"area-{n}" for n in range(1, POINTS))]
    rows = (f"{key},{n * 7 % 97 + 1},{n * 3 % 89 + 2}\n" for n, key in enumerate(keys))
    table = "Area,Deaths,Births\n" + "".join(rows)
    data = TABLE + "".join(
        COMPUTED.format(n=n, formula=OVER_SERIES[n % len(OVER_SERIES)]) for n in range(formulas)
    )
    texts = {"data.yaml": data, "content/01-words.md": "---\ntitle: Words\n---\n\nWords.\n"}
    began = time.process_time()
    read, unread = read_story(texts, files={"seeds/table.csv": table.encode()})
    took = time.process_time() - began
    assert not unread, sorted(unread)[:5]
    assert len(read.facts) == formulas + 2 * POINTS, len(read.facts)
    return took


def main() -> int:
    late = False
    best = []
    for _ in range(ROUNDS):
        with ProcessPoolExecutor(1, get_context("spawn")) as alone:
            best.append(alone.submit(formula_seconds, FORMULAS).result())
    late |= min(best) > AT_MOST
    print(f"{FORMULAS:,} formulas over series of {POINTS} points: {min(best):.2f} s; "
          f"at most {AT_MOST}")  # fmt: skip
    for words, facts in ((WORDS, FACTS), (WORDS // 2, FACTS // 2), (WORDS // 2, FACTS)):
        took = []
        for _ in range(ROUNDS):
            with ProcessPoolExecutor(1, get_context("spawn")) as alone:
                took.append(alone.submit(seconds, words, facts).result())
        parse, check, length = min(took, key=lambda one: one[0] + one[1])
        whole = parse + check
        late |= whole > LIMIT
        print(f"{length:,} words, {facts:,} facts: {whole:.2f} s ({parse:.2f} parse, "
              f"{check:.2f} check); at most {LIMIT}")  # fmt: skip
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
