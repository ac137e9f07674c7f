"""What `build.py facts` lists of tables and checks, besides facts and what no check proves."""

import test_cells

from datastory.checking.listing import as_text, list_facts
from datastory.evidence.kept import shelf
from datastory.parsing.story import read_story

SHARES = """\
  share:
    what: Share
    source: table
    cells: {key: Year, column: Share, where: {City: Shenzhen}}
checks:
  - "{share.2024} > {share.2022}"
"""


def test_gaps_checks_and_columns_that_no_fact_captures_are_listed() -> None:
    texts = {
        "data.yaml": test_cells.SITE.replace("FILE", "table.csv") + SHARES,
        "content/01-cells.md": test_cells.CHAPTER,
    }
    files = {"seeds/table.csv": test_cells.CSV}
    story, problems = read_story(texts, files=files)
    assert problems == []
    listing = list_facts(story, {}, shelf(files))
    assert listing.gaps == (("share", "2023"),)
    assert [text for _, text in listing.checks] == ["{share.2024} > {share.2022}"]
    assert listing.uncaptured == (
        ("seeds/table.csv, GDP", "4 of 4 numbers, the first 324.5"),
        ("seeds/table.csv, Staff", "4 of 4 numbers, the first 1,104"),
    )
    told = as_text(listing)
    assert told.endswith(
        "\n\nFigures of kept sources that no fact captures:\n"
        "    seeds/table.csv, GDP  4 of 4 numbers, the first 324.5\n"
        "    seeds/table.csv, Staff  4 of 4 numbers, the first 1,104"
        "\n\nChecks of the author's own, all true:\n"
        "    data.yaml:16:6  {share.2024} > {share.2022}"
        "\n\nEmpty cells of series, by their keys:\n    share  2023"
    )
