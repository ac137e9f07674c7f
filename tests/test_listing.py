"""What `build.py facts` lists of tables and checks, besides facts and what no check proves."""

import chinese_first
import test_cells
from small import built

from datastory.checking.listing import as_text, list_facts
from datastory.evidence.kept import shelf
from datastory.exports.markdown_export import story_markdown
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


def test_the_markdown_of_a_story_has_one_line_for_a_series_of_cells() -> None:
    rows = "\n".join(f"Shenzhen,{year},{year}.5" for year in range(1900, 2025))
    texts = {
        "data.yaml": test_cells.SITE.replace("FILE", "table.csv")
        + "  gdp:\n    what: Output\n    source: table\n"
        "    cells: {key: Year, column: GDP, in: million yuan}\n",
        "content/01-cells.md": test_cells.CHAPTER,
    }
    files = {path: data for path, data in built().tree.items() if path.startswith("templates/")}
    files |= {"seeds/table.csv": f"City,Year,GDP\n{rows}\n".encode()}
    story, problems = read_story(texts, files=files)
    assert problems == [] and len(story.series["gdp"].points) == 125
    told = story_markdown(story, {})
    assert told.count("Output") == 1
    assert "- [Output](facts/gdp/)" in told


def test_a_chinese_source_is_read_as_chinese() -> None:
    """The primary sector, the 14th plan and a phrase are no figures that a fact lacks."""
    source = chinese_first.REPORT + "“十四五”期间，第一产业增长，一方面因为天气。另有3所学校。\n"
    story, problems = read_story(chinese_first.ALONE, files={"seeds/report.txt": source.encode()})
    assert problems == []
    listing = list_facts(story, {}, shelf({"seeds/report.txt": source.encode()}))
    assert [text for _, text in listing.uncaptured] == ["3"]
