"""What rests on what, in stories whose formulas share inputs and whose series are long."""

from minimal import DATA, story

from datastory.releases import ledger, promises
from datastory.site import references

STEPS = 64  # 2 ** 64 ways lead from the last to the first


def chain(start: str = "{rd.2024} - {rd.2020}") -> dict[str, str]:
    """A story in which each formula reads the one before it twice, and the one before that."""
    facts = [f'  step0:\n    what: Start\n    formula: "{start}"\n']
    for step in range(1, STEPS):
        last, before = f"{{step{step - 1}}}", f"{{step{max(0, step - 2)}}}"
        formula = f"({last} + {last}) / 2 + {before}"
        facts.append(f'  step{step}:\n    what: A step\n    formula: "{formula}"\n')
    return {"data.yaml": DATA + "".join(facts)}


def test_a_fact_that_several_formulas_read_is_visited_once() -> None:
    made = story(chain())
    last = made.facts[f"step{STEPS - 1}"]
    assert len(references.made_of([last], made)) == STEPS + 2
    assert [fact.id for fact in references.rests_on([last], made)] == ["rd.2024", "rd.2020"]
    assert [source.id for source in references.sources_of([last], made)] == ["report"]
    assert references.changes_of(last, made) == ()


def test_a_change_at_the_start_of_a_chain_explains_its_end() -> None:
    released = ledger.record(story(chain()), {}, {})
    changed = chain()
    history = "history: [{value: 10 million yuan, until: 2026-03-01, kind: correction}]"
    data = changed["data.yaml"].replace(
        "2020: 10 million yuan", "2020: {value: 11 million yuan, " + history + "}"
    )
    made = story({"data.yaml": data})
    problems = list(promises.check(made, ledger.record(made, {}, {}), released, {}, "2026-03-01"))
    assert problems == []
    silent = story(chain("{rd.2024} - {rd.2020} + 1"))
    now = ledger.record(silent, {}, {})
    told = [str(problem) for problem in promises.check(silent, now, released, {}, "2026-03-01")]
    assert len(told) == 1 and "'step0' was released as 2,000,000 yuan" in told[0]
