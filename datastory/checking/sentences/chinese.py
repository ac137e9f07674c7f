"""The rules about Chinese sentences that state facts: what English ones keep, by Chinese words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...numbers.hanzi import HAN
from ...numbers.units import PERCENT, POINTS
from . import chinese_vocabulary as words
from .dates import names_publication, wrong_time
from .direction import against_series, is_ratio, last_of, moved, sign_of, verb_of
from .finding import Finding, plainly
from .meaning import Meaning, Meanings
from .passages import Passage, Statement
from .ranking import Stated, majority, superlative, trend_finding, unproved
from .time_expressions import Time, agree

_UP, _DOWN, _FILL = words.UP, words.DOWN, words.FILL
# 增长[12.9%], 增加了近[300家]; 增长到[2453.1亿元], 降至[4.6%].
BY = re.compile(
    rf"(?:(?P<up>{_UP}|高出|多出|净增|[多高](?=了))|(?P<down>{_DOWN}|低|少))(?P<fill>{_FILL})$"
)
TO = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})){words.TO}{_FILL}$")
NOUN_AFTER = re.compile(
    r"的(?:年均|平均|同比|累计)?(?:(?P<up>增长|增幅|涨幅|增速|增加|上升)|(?P<down>降幅|跌幅|下降|减少|回落))"
)
VERB = re.compile(rf"(?P<up>{_UP})|(?P<down>{_DOWN})")
FROM = re.compile(r"(?:从|由)[^，。；从由]{0,16}$")
TO_GAP = re.compile(rf"(?:{_UP}|{_DOWN}|变|调整|发展)?{words.TO}[^，。；]{{0,14}}$")
ABOVE = re.compile(r"(?:高于|多于|超过|大于|超出|领先)[^，。；]{0,14}$")
BELOW = re.compile(r"(?:低于|少于|小于|不及|不如|落后于)[^，。；]{0,14}$")
DIRECT = re.compile(
    r"(?:的|为|是|达到?|有|共|底|末|初|年末|全年|约|近|超过?|占|合计|增长到|升至|降至|增至)*$"
)
NEAR = re.compile(r"[，,]?[^，,。；;（(]*$")
BASE = re.compile(r"(?:比|较|相比|相较于?|与|同|和|自|从|由|以|超过|高于|低于|对比|不同于)$")
BASE_AFTER = re.compile(
    r"(?:年?底|年?末|全年|同期)?(?:相比|增长|提高|上升|下降|减少|增加|多|少|高|低|翻|扩大|回落)"
)
BEGUN = re.compile(
    r"(?:\S{0,4})(?:成立|创立|创办|设立|建成|启用|开通|出生|诞生|获批|启动|上市|投产)"
)
BEGUN_BEFORE = re.compile(r"(?:成立于|创办于|始建于|建于|始于|生于|创立于)$")
REPORTED = re.compile(r"发布|公布|报告|据|显示|统计|公报|榜单|报道")
ORDINAL, PLACE = re.compile(r"第|首|冠"), re.compile(r"第[\d一二两三四五六七八九十百]")
# The first six of a list are those up to its sixth.
UP_TO_RANK = re.compile(r"前|领先|名次|排名|榜|最")
RANKED = re.compile(r"(?:排名|位列|位居|名列|列|居|排|排在|排行|名次|位次|No\.?|TOP|前)$", re.I)


def modifiers(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """What stands at a link says the same of its number as the fact does."""
    for i, one in enumerate(passage.statements):
        if one.fact.quantity is None:
            continue
        before = passage.before(i)
        match = words.DENIED.search(before)
        contrast = passage.after(i).lstrip("，, ").startswith(("而是", "而为"))
        span = passage.own(match, 0, passage.before_start(i)) if match else None
        if match and span and not contrast and not words.NOT_ONLY.search(before):
            message = f"'{match[0]}' denies {one.fact.text}, which the fact says; leave it out"
            yield Finding(*span, f"{message}, or write {plainly(match[0])}")
        yield from _per(passage, i, meanings.of(one.fact))


def _per(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """每月 beside a yearly sum, 人均 beside a total, 平均 beside one count."""
    one, clause = passage.statements[i], re.split("[，。；、：]", passage.before(i))[-1]
    start, unit = one.start - len(clause), one.fact.quantity.unit if one.fact.quantity else ""
    # 每年给最大的[100个]城市排名: the number counts who is ranked
    for said, known in () if clause.endswith("的") else words.PERIODS.items():
        match = re.search(said, clause)
        span = passage.own(match, 0, start) if match else None
        if match and span and not re.search(known, meaning.text, re.I):
            message = f"'{match[0]}' is not what {one.fact.text} is counted by: "
            message += f"'{one.fact.what.text}'; leave it out, or say it in the fact's 'what', or "
            yield Finding(*span, f"{message}write {plainly(match[0])}")
            return
    for said, known in () if unit in (PERCENT, POINTS) else words.STATES.items():
        match = re.search(said, clause)
        span = passage.own(match, 0, start) if match else None
        if match and span and not re.search(known, meaning.text, re.I):
            message = f"'{match[0]}' is not what {one.fact.text} counts: "
            message += f"'{one.fact.what.text}'; leave it out, or write {plainly(match[0])}"
            yield Finding(*span, message)
            return
    match = None if words.EACH.search(clause) else words.TOTAL.search(clause)
    each = words.EACH.search(meaning.said)
    if match and each and (span := passage.own(match, 0, start)):
        message = f"'{match[0]}' makes a sum of {one.fact.text}, which is one of each: "
        yield Finding(*span, f"{message}'{one.fact.what.text}'; write '{each[0]}'")
        return
    match = words.AVERAGE.search(clause)
    if not match or words.AVERAGE_SAID.search(meaning.text) or one.fact.formula:
        return
    if span := passage.own(match, 0, start):
        message = f"'{match[0]}' is not what the fact says of {one.fact.text}; leave it out"
        yield Finding(*span, message)


def counting(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """The counter and the noun behind a number are those of what its fact counts."""
    for i, one in enumerate(passage.statements):
        if one.fact.quantity is None:
            continue
        meaning = meanings.of(one.fact)
        yield from _rank_or_count(passage, i, meaning)
        if not meaning.ordinal and one.fact.quantity.unit != "%":
            yield from _kind(passage, i, meaning)
        yield from _opposite(passage, i, meaning)
        yield from _field(passage, i, meaning)
        yield from _amount(passage, i)
        yield from _of_whom(passage, i, meaning)


def _field(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """教育支出[…] where the fact's own words are of 研发投入."""
    one = passage.statements[i]
    clause = re.split("[，。；、：]", passage.before(i))[-1]
    match = words.FIELD.search(clause)
    if not match or not words.SPENT.search(meaning.said):
        return
    own = words.FIELDS[match["field"]]
    span = passage.own(match, 0, one.start - len(clause))
    fields = any(re.search(known, meaning.text, re.I) for known in words.FIELDS.values())
    if fields and span and not re.search(own, meaning.text, re.I):
        message = f"'{match[0]}' is not what {one.fact.text} is: '{one.fact.what.text}'; reword it"
        yield Finding(*span, message)


def _amount(passage: Passage, i: int) -> Iterator[Finding]:
    """失业人数为[4.6%]: a share is no number of people, and no sum."""
    one, match = passage.statements[i], words.AMOUNT.search(passage.before(i))
    if not match or one.fact.quantity is None or one.fact.quantity.unit != "%":
        return
    span = passage.own(match, 0, passage.before_start(i))
    if span and match[0][:2] not in one.fact.what.text:
        message = f"'{match[0]}' makes an amount of {one.fact.text}, which is a share or a rate: "
        yield Finding(*span, f"{message}'{one.fact.what.text}'; reword it")


def _of_whom(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """[93.5%]的企业 where the share is one of the money, and firms are whose it is."""
    one, after = passage.statements[i], passage.after(i)
    share = words.SHARE_OF.search(one.fact.what.text)
    noun = words.SHARED_BY.match(after)
    if not share or not noun or one.fact.quantity is None or one.fact.quantity.unit != "%":
        return
    span = passage.own(noun, "noun", one.end)
    if span and noun["noun"] in share["part"] and noun["noun"] not in share["whole"]:
        message = f"{one.fact.text} is no share of '{noun['noun']}': '{one.fact.what.text}'; "
        yield Finding(*span, f"{message}say of what it is a share")


def _rank_or_count(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    one = passage.statements[i]
    said = one.use.words
    if not said:
        return
    listed = UP_TO_RANK.search(passage.before(i)[-14:] + passage.after(i)[:14])
    if meaning.ordinal and not (ORDINAL.search(said) or RANKED.search(passage.before(i)) or listed):
        message = f"'{said}' is a count here; the fact is a rank: {one.fact.text}"
        yield Finding(one.start, one.end, message)
    elif meaning.ordinal and not words.FROM_BELOW.search(meaning.text):
        match = words.FROM_BELOW.search(passage.before(i)[-4:] + said)
        if match:
            message = f"'{match[0]}' counts from below; the fact counts from above: "
            yield Finding(one.start, one.end, message + one.fact.text)
    elif not meaning.ordinal and not meaning.rank and PLACE.search(said):
        message = f"'{said}' is a rank here; the fact is a count: {one.fact.text}"
        yield Finding(one.start, one.end, message)


def _kind(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    one = passage.statements[i]
    inside = re.search(r"[^\d一二三四五六七八九十百千万亿两零多余约近超过以上.,]*$", one.use.words)
    begin = one.end - len(inside[0]) if inside and one.use.words else one.end
    behind = re.split("[，。；、：（(]", passage.text[begin : one.end] + passage.after(i)[:10])[0]
    known = {
        name
        for name, (_, nouns, english) in words.KINDS.items()
        if re.search(nouns, meaning.said) or re.search(english, meaning.said, re.I)
    }
    if not known or not behind:
        return
    for name, (counter, nouns, _) in words.KINDS.items():
        match = re.match(rf"(?:{counter})", behind) or re.match(
            rf"[个家名位件篇项]?(?:[^的，]{{0,4}})?(?:{nouns})", behind
        )
        if not match or name in known:
            continue
        own_counter = any(re.match(words.KINDS[other][0], behind) for other in known)
        own_noun = any(re.search(words.KINDS[other][1], behind) for other in known)
        if own_counter or (own_noun and not re.match(counter, behind)):
            continue
        if begin < one.end or passage.free(begin, begin + len(match[0])):
            yield _uncounted(begin, match[0], one)
            return
    said = [
        nouns
        for nouns, english in words.UNLIKE
        if re.search(nouns, meaning.said) or re.search(english, meaning.said, re.I)
    ]
    for nouns, _ in words.UNLIKE if said else ():
        match = re.match(rf"[个家名所间]?(?:[^的，]{{0,6}}?)(?P<noun>{nouns})", behind)
        if match and nouns not in said:
            at = begin + match.start("noun")
            if at < one.end or passage.free(at, at + len(match["noun"])):
                yield _uncounted(at, match["noun"], one)
                return


def _uncounted(at: int, noun: str, one: Statement) -> Finding:
    message = f"'{noun}' is not what {one.fact.text} counts: '{one.fact.what.text}'"
    message += f"; reword it, or add 'words: [{noun}]' to the fact"
    return Finding(at, at + len(noun), message)


def _opposite(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    one = passage.statements[i]
    before = re.split("[，。；]", passage.before(i))[-1]
    after = re.split("[，。；]", passage.after(i))[0]
    for pair in words.OPPOSITES:
        for mine, other in (pair, pair[::-1]):
            if mine not in meaning.said or other in meaning.said or mine in passage.text:
                continue
            at = before.find(other) + one.start - len(before)
            if other not in before:
                at = after.find(other) + one.end
            if other in before + "，" + after and passage.free(at, at + len(other)):
                message = f"'{other}' is not what {one.fact.text} counts, which is {mine}: "
                message += f"'{one.fact.what.text}'; reword it"
                yield Finding(at, at + len(other), message)
                return


def dates(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """A sentence that names times names one of each fact's; each number's own time is its own."""
    published = meanings.story.site.published
    named = [t for t in words.times(passage.text, published) if _meant(passage, t, meanings)]
    heads = [time for head in passage.heads for time in words.times(head, published)]
    above = next(filter(None, (words.times(head, published) for head in passage.headings)), [])
    for i, one in enumerate(passage.statements):
        meaning = meanings.of(one.fact)
        yield from _planned(passage, i, meaning, published)
        yield from _part_of_year(passage, i, meaning)
        yield from _on_year(passage, i, meaning)
        if not meaning.spans:
            continue
        direct = _direct(passage, i, named)
        if direct and not agree(direct, meaning.spans):
            yield wrong_time(direct, one, meaning)
        elif heads and not any(agree(time, meaning.spans) for time in heads):
            yield wrong_time(heads[0], one, meaning, above=True)
        elif direct or not (named or above):
            continue
        elif named and not any(agree(t, meaning.spans) for t in (*named, *heads, *above)):
            if not _of_others(passage, one, named, meanings):
                near = min(named, key=lambda time: abs(time.start - one.start))
                yield wrong_time(near, one, meaning)
        elif not named and not heads and not any(agree(t, meaning.spans) for t in above):
            yield wrong_time(above[0], one, meaning, above=True)


def _meant(passage: Passage, time: Time, meanings: Meanings) -> bool:
    """Not when something began, nor when the source was published."""
    text = passage.text
    if BEGUN.match(text, time.end) or BEGUN_BEFORE.search(text, 0, time.start):
        return False
    if REPORTED.search(text) and names_publication(time, passage, meanings):
        spans = [meanings.of(one.fact).spans for one in passage.statements]
        return any(agree(time, span) for span in spans if span)
    return True


def _direct(passage: Passage, i: int, named: list[Time]) -> Time | None:
    """The time that stands before a number as its own: 2024年的[2453.1亿元]."""
    one = passage.statements[i]
    floor = passage.before_start(i)
    for time in reversed(named):
        if one.start <= time.start < one.end:
            return time
        if not floor <= time.start < one.start or time.open:
            continue
        gap = passage.text[time.end : one.start]
        if DIRECT.fullmatch(gap):
            return time
        base = BASE.search(passage.text, 0, time.start) or BASE_AFTER.match(passage.text, time.end)
        if not base and NEAR.fullmatch(gap):
            return time
    return None


def _of_others(passage: Passage, one: Statement, named: list[Time], meanings: Meanings) -> bool:
    """Whether every time of the sentence is that of another figure in it."""
    others = [meanings.of(other.fact).spans for other in passage.statements if other is not one]
    return all(any(spans and agree(time, spans) for spans in others) for time in named)


def _part_of_year(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """2024年上半年[…] is not said of a figure of all 2024, whose words name no part of it."""
    one, clause = passage.statements[i], re.split("[。；]", passage.before(i))[-1]
    if one.fact.quantity is None or words.PART_SAID.search(meaning.text + one.fact.when):
        return
    found = [*words.PART_OF_YEAR.finditer(clause)]
    if not found:
        return
    match, rest = found[-1], clause[found[-1].end() :]
    if words.AT_ITS_END.search(rest) or words.WHOLE_YEAR.search(rest):
        return
    compared = BASE.search(clause, 0, match.start())
    whole = any(last - first == 11 for first, last in meaning.spans)
    span = passage.own(match, 0, one.start - len(clause))
    if whole and span and not compared:
        message = f"'{match[0]}' is a part of the time of {one.fact.text}, which is "
        message += f"{one.fact.when or one.fact.key}; leave it out, or say it in the fact's 'what'"
        yield Finding(*span, message)


def _planned(passage: Passage, i: int, meaning: Meaning, published: str) -> Iterator[Finding]:
    """A plan is not said as if it were done, and what was measured not as if it were to come."""
    one = passage.statements[i]
    if one.fact.quantity is None:
        return
    if not meaning.plan:
        match = words.TO_COME.search(passage.before(i))
        past = meaning.spans and max(b for _, b in meaning.spans) < int(published[:4] or 0) * 12
        span = passage.own(match, 0, passage.before_start(i)) if match else None
        if match and span and past and not words.PLANNED.search(meaning.text):
            message = f"'{match[0][:2]}' says that {one.fact.text} is to come; it is of "
            message += f"{one.fact.when or one.fact.key}: leave it out"
            yield Finding(span[0], span[0] + 2, message)
        return
    around = passage.text[: one.start] + passage.text[one.end :]
    if words.DONE.search(around) and not words.PLANNED.search(around):
        message = f"{one.fact.text} is planned: '{one.fact.what.text}'; say so in the sentence"
        yield Finding(one.start, one.end, message)


def _on_year(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """同比 compares with the year before, 环比 with the month or quarter before."""
    one, clause = passage.statements[i], re.split("[，。；]", passage.before(i))[-1]
    match = re.search("同比|环比", clause)
    span = passage.own(match, 0, one.start - len(clause)) if match else None
    if not match or not span or not one.fact.quantity:
        return
    average = re.search(r"年均|average annual|annual average|compound|CAGR", meaning.text, re.I)
    monthly = re.search(r"环比|\b(?:month|quarter)\b", meaning.text, re.I)
    ends = [end for span in meaning.spans for end in span] or [0]
    long = max(ends) - min(ends) > 24
    if average or long if match[0] == "同比" else not monthly:
        than = "the year before" if match[0] == "同比" else "the month or quarter before"
        message = f"'{match[0]}' compares with {than}, and {one.fact.text} is "
        yield Finding(*span, f"{message}'{one.fact.what.text}'; reword it")


def direction(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """A verb beside a figure has the figure's own direction; a change is no level."""
    numbers = [i for i, one in enumerate(passage.statements) if one.fact.quantity]
    for i in numbers:
        meaning = meanings.of(passage.statements[i].fact)
        yield from _level(passage, i, meaning, meanings)
        yield from _change(passage, i, meaning)
    for i in numbers:
        if i + 1 in numbers:
            yield from _pair(passage, i, meanings)


def _change(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """增长[12.9%], [12.9%]的增幅: the number is a change, of that sign."""
    one, before, start = passage.statements[i], passage.before(i), passage.before_start(i)
    match = BY.search(before)
    short = match and verb_of(match) in ("低", "少", "多", "高")
    if match and short and not (re.search("比|较", before) or match["fill"].startswith("了")):
        match = None
    if match is None:
        match, start = NOUN_AFTER.match(passage.after(i)), one.end
    span = passage.own(match, 0, start) if match else None
    if not match or not span or meaning.ordinal:
        return
    word = verb_of(match)
    if not meaning.change:
        if is_ratio(one) or one.fact.text.endswith("倍"):
            return
        message = (
            f"'{word}' makes a change of {one.fact.text}, which is a level: "
            f"'{one.fact.what.text}'; write '{word}到', or state a fact that is a change"
        )
        yield Finding(*span, message)
    elif meaning.change != "either" and meaning.change != sign_of(match):
        turned = "增长" if meaning.change == "up" else "下降"
        message = f"'{word}' turns the fact: '{one.fact.what.text}' is {one.fact.text}; "
        yield Finding(*span, f"{message}write '{turned}'")


def _level(passage: Passage, i: int, meaning: Meaning, meanings: Meanings) -> Iterator[Finding]:
    """增长到[2453.1亿元]: the number is a level, on that side of those before in its series."""
    one, match = passage.statements[i], TO.search(passage.before(i))
    span = passage.own(match, sign_of(match), passage.before_start(i)) if match else None
    if not match or not span or words.FUTURE.search(passage.text, 0, span[0]):
        return
    growth = words.GROWTH.search(passage.text, 0, span[0]) or words.GROWTH.search(meaning.said)
    if meaning.change and not growth:
        message = f"'{match[0]}' makes a level of {one.fact.text}, which is a change: "
        message += f"'{one.fact.what.text}'; write '{verb_of(match)}了'"
        yield Finding(span[0], one.start, message)
        return
    if i and FROM.search(passage.before(i - 1)):
        return  # the pair is compared
    if wrong := against_series(one, sign_of(match), meaning, meanings):
        yield Finding(*span, f"'{verb_of(match)}' {wrong}")


def _pair(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """从[A]增长到[B], [A]高于[B]: values and times in that order."""
    left, right = passage.statements[i], passage.statements[i + 1]
    one, other = meanings.of(left.fact), meanings.of(right.fact)
    a, b = left.fact.quantity, right.fact.quantity
    if a is None or b is None or a.unit != b.unit or one.ordinal != other.ordinal:
        return
    before, gap = passage.before(i), passage.gap(i)
    if FROM.search(before) and TO_GAP.search(gap):
        behind = VERB.search(gap)
        begin = left.end if behind else passage.before_start(i)
        yield from moved(passage, i, behind or last_of(VERB, before), begin, meanings)
        return
    for pattern, sign in ((ABOVE, "above"), (BELOW, "below")):
        match = pattern.search(gap)
        if not match or re.search(
            "[不没未]|，.*，|[。；]|，(?!也|还|只|仅)[^高低多少大小超领不落]", gap
        ):
            continue
        at = left.end + match.start()
        if passage.free(at, at + 2) and (a.value > b.value) != (sign == "above"):
            message = f"'{match[0][:2]}' is not so: {left.fact.text} is not {sign} "
            yield Finding(at, at + 2, f"{message}{right.fact.text}; reword it")


def named_entities(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """The clause or table row does not name another point in the place of the one it states."""
    around = " ".join(passage.heads)
    ids = {one.fact.id for one in passage.statements}
    stated = {name for one in passage.statements for name in meanings.of(one.fact).names}
    listed = _listed(passage, meanings)
    for one, id in listed:
        if one.fact.id != id:
            name = meanings.of(one.fact).names[0]
            message = f"{one.fact.text} is {name}’s, and the names here come in another order"
            yield Finding(one.start, one.end, f"{message}; exchange the links, or the names")
            break
    for i, one in enumerate(passage.statements):
        meaning = meanings.of(one.fact)
        if not one.fact.quantity or not meaning.rivals or listed:
            continue
        near = [
            (passage.text.rfind(name, 0, one.start), name, id)
            for name, id in (*((name, "") for name in meaning.names), *meaning.rivals)
        ]
        floor = passage.before_start(i)
        near = [
            (at, name, id)
            for at, name, id in near
            if at >= 0 and not words.COMPARED.search(passage.text, 0, at)
        ]
        last = max(near, default=None, key=lambda found: (found[0], len(found[1])))
        behind = re.split("[，。；]", passage.after(i))[0]
        owned = any(name in behind or name in around for name in meaning.names)
        message = f"stands where {one.fact.text} is "
        own = meaning.names[0] if meaning.names else one.fact.what.text
        if last and last[2] and not owned and (last[0] >= floor or last[1] not in stated):
            at, name, id = last
            if any(name in whole for whole in meaning.names):
                continue
            if passage.free(at, at + len(name)):
                said = f"'{name}' {message}{own}’s; write {own}, or state {id}"
                yield Finding(at, at + len(name), said)
        elif not last and not owned:
            for name, id in meaning.rivals:
                if name in around and id not in ids:
                    said = f"'{name}' {message}{own}’s; write {own}, or state {id}"
                    yield Finding(one.start, one.end, said)
                    break
    for i, one in enumerate(passage.statements):
        meaning = meanings.of(one.fact)
        if one.fact.quantity and not meaning.ordinal:
            yield from _scope(passage, i, meaning)
            if not meaning.rivals:
                yield from _another_place(passage, i, meanings)
    yield from _source(passage, meanings)


def _another_place(passage: Passage, i: int, meanings: Meanings) -> Iterator[Finding]:
    """江州研发投入[…] where the fact's own words name 海城, beside which a series has 江州."""
    one = passage.statements[i]
    clause = re.split("[，。；：、]", passage.before(i))[-1]
    start = one.start - len(clause)
    about = f"{passage.text} {' '.join((*passage.heads, *passage.headings))}"
    for named in meanings.groups.values():
        own = [name for name, _ in named if HAN.search(name) and name in one.fact.what.text]
        if not own or any(name in about for name in own):
            continue
        for name, _ in named:
            at = clause.find(name)
            if name in own or not HAN.search(name) or at or name in one.fact.what.text:
                continue
            if passage.free(start, start + len(name)):
                message = f"'{name}' stands where {one.fact.text} is {own[0]}’s: "
                message += f"'{one.fact.what.text}'; write {own[0]}"
                yield Finding(start, start + len(name), message)
                return


def _scope(passage: Passage, i: int, meaning: Meaning) -> Iterator[Finding]:
    """全国研发投入[…] where the fact's own words are of no country."""
    one, match = passage.statements[i], words.SCOPE.search(passage.before(i))
    if not match or re.search(words.SCOPES[match["scope"]], meaning.text, re.I):
        return
    if span := passage.own(match, "scope", passage.before_start(i)):
        message = f"'{match['scope']}' is not whose {one.fact.text} is: '{one.fact.what.text}'; "
        message += f"name that, or write {plainly(match['scope'])}"
        yield Finding(*span, message)


def _listed(passage: Passage, meanings: Meanings) -> list[tuple[Statement, str]]:
    """海城、江州分别有[4200件]和[3100件]: each number with the id of the name in its place.

    Empty where the names of a series do not all stand before its numbers, one for each.
    """
    stated = [one for one in passage.statements if meanings.of(one.fact).rivals]
    if len(stated) < 2:
        return []
    meaning = meanings.of(stated[0].fact)
    names = (*((name, meaning.fact.id) for name in meaning.names), *meaning.rivals)
    places: dict[str, int] = {}
    for name, id in names:
        at = passage.text.find(name, 0, stated[0].start)
        places |= {id: at} if at >= 0 else {}
    order = sorted((at, id) for id, at in places.items())
    if {id for _, id in order} != {one.fact.id for one in stated} or len(order) != len(stated):
        return []
    return [(one, id) for one, (_, id) in zip(stated, order, strict=True)]


def _source(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """据世界银行数据 stands beside a figure of the World Bank's."""
    match = words.SOURCE.search(passage.text)
    if not match or not words.BODY.search(match["who"]) or not passage.free(*match.span("who")):
        return
    texts: list[str] = []
    names: list[str] = []
    for one in passage.statements:
        source = meanings.story.sources.get(one.fact.source)
        if source is None:
            return
        meaning = meanings.of(one.fact)
        texts += [source.title, source.publisher, meaning.text, one.fact.reading, source.url]
        names += [source.title, source.publisher]
    whole = "".join(texts)
    if not re.search(r"[\u4e00-\u9fff]", whole):
        return  # sources that have no Chinese name cannot be compared
    who = match["who"]
    telling = words.KIND_OF_BODY.sub("", who)
    telling = telling if len(telling) > 1 and not words.THERE.fullmatch(telling) else who
    if not (
        any(telling[at : at + 2] in whole for at in range(len(telling) - 1))
        or any(_is_short(who, name) for name in names)
    ):
        first = passage.statements[0].fact
        publisher = meanings.story.sources[first.source].publisher
        message = f"'{who}' is not the source of {first.text}, which is {publisher}; name that"
        yield Finding(match.start("who"), match.end("who"), f"{message}, or write {plainly(who)}")


def _is_short(said: str, name: str) -> bool:
    """Whether a name shortens another: `("国知局", "国家知识产权局")`, as its letters in order."""
    rest = iter(name)
    return said[:1] == name[:1] and all(letter in rest for letter in said)


def ranking(passage: Passage, meanings: Meanings) -> Iterator[Finding]:
    """Superlatives, majorities and verbs of change are true of a figure in the sentence."""
    text = passage.text
    stated = [(one, meanings.of(one.fact)) for one in passage.statements]
    said = " ".join(meaning.text for _, meaning in stated)
    for match in words.RECORD.finditer(text):
        if passage.free(*match.span()) and not words.RECORD_SAID.search(said):
            yield unproved(match, "is a record that no figure of this sentence proves")
            return
    for pattern, said_so, largest in (
        (words.MAX, words.MAX_SAID, True),
        (words.MIN, words.MIN_SAID, False),
    ):
        for match in () if said_so.search(said) else pattern.finditer(text):
            one_of = text.startswith("之一", match.end()) or _of_several(match, stated)
            if not one_of and passage.free(*match.span()):
                yield from superlative(match, stated, largest)
    borne_out = bool(words.MAJORITY_SAID.search(said))
    for pattern, over in ((words.MAJORITY, True), (words.MINORITY, False)):
        for match in pattern.finditer(text):
            if passage.free(*match.span()):
                yield from majority(match, stated, over, borne_out)
    yield from _flat(passage, stated)
    yield from _trends(passage, stated, meanings)


def _of_several(match: re.Match[str], stated: Stated) -> bool:
    """最大的[100个]城市 are those at the head of a list, whatever figures they have."""
    start = match.end() + len("的")
    return match.string.startswith("的", match.end()) and any(
        one.start == start and one.fact.quantity and not one.fact.quantity.unit for one, _ in stated
    )


def _flat(passage: Passage, stated: Stated) -> Iterator[Finding]:
    """持平 is not said of two points of a series that differ, nor of a change."""
    match = words.FLAT.search(passage.text)
    if not match or not passage.free(*match.span()):
        return
    points: dict[str, set[Decimal]] = {}
    for one, meaning in stated:
        if one.fact.quantity and meaning.point:
            points.setdefault(one.fact.series, set()).add(one.fact.quantity.value)
    if any(len(values) > 1 for values in points.values()):
        message = f"'{match[0]}' is not so: the figures of this sentence differ; reword it"
        yield Finding(*match.span(), message)


def _trends(passage: Passage, stated: Stated, meanings: Meanings) -> Iterator[Finding]:
    for match in words.TREND.finditer(passage.text):
        if not passage.free(*match.span()) or words.FUTURE.search(passage.text, 0, match.start()):
            continue
        sign = "up" if match["up"] or match["up2"] or match["up3"] else "down"
        if wrong := trend_finding(match, sign, stated, meanings):
            yield wrong
            return


RULES = (modifiers, counting, dates, direction, named_entities, ranking)
