"""What a drafted fact is called where its sentence is Chinese: the clause around the figure.

"常住人口12.4万人，比上年末增加0.3万人" -> "常住人口", and "常住人口的增量" for the second figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..checking.sentences import chinese_vocabulary
from ..numbers.hanzi import HAN
from ..numbers.quantity import Figure, Quantity
from ..numbers.statements import figures
from ..numbers.units import PERCENT, POINTS
from .prose import blanked
from .wording import ANY_YEAR, HERE, OTHER, gapped, marked

CUT = re.compile("[，,；;。：:（）()！？]")
LEAD = re.compile(
    r"^(?:其中|此外|另外|另有|同时|目前|截至|截止|当前|全年|当年|年末|年底|末|底|共有|共|累计|已有|已|有|，|、|的)+"
)
# 全市共有高校 -> 全市高校
SCOPE = re.compile(r"^(全[市省国县区镇乡村校])(?:共有|共|现有|拥有|实现|完成)(?=\S)")
VERB = (
    r"(?:达到了?|达|为|是|共有|拥有|有|实现|完成|突破|增长到|增加到|增至|升至|降至|下降到|减少到|到|约为|合计|共计"
    r"|总计|共|计|收入|投入|安排|新增|提供)?(?:了|约|近|超过|超|逾)*"
)
CHANGED = re.compile(
    rf"^(?P<subject>.*?)(?:同比|环比|(?:比|较)[^¤◊]{{0,8}})?(?P<average>年均)?(?:实际|名义)?"
    rf"(?:(?P<up>{chinese_vocabulary.UP})|(?P<down>{chinese_vocabulary.DOWN}))(?:了|约|近|超过)*{HERE}"
)
# 旅客从2020年的410万人次增长到2024年的960万人次: both are levels.
FROM_TO = re.compile(
    rf"^(?P<subject>[^{HERE}{OTHER}]*?)[从由]的?[{HERE}{OTHER}][^{HERE}{OTHER}]{{0,4}}"
    rf"(?:{chinese_vocabulary.UP}|{chinese_vocabulary.DOWN}|变)?[到至为]的?[{HERE}{OTHER}]"
)
SHARE = re.compile(rf"^(?P<subject>.*?)(?P<of>占[^{HERE}]*?)(?:的比重|的比例)?{VERB}{HERE}")
LEVEL = re.compile(rf"^(?P<subject>[^{HERE}]*?){VERB}{HERE}(?P<rest>.*)$")
AMONG = "全[省市国球县区]|世界|全球"
RANKED = re.compile(
    rf"(?:(?:排名?|位列|位居|名列|居|列)(?:{AMONG})?|升至|升到|降至|跌至|从|由|的|为|是)$"
)
# 居全省第三位 -> its place in the province
RANK = re.compile(rf"^(?P<subject>.*?)(?:排名?|位列|位居|名列|居|列)(?P<among>{AMONG})的?{HERE}")
COUNTER = re.compile(
    r"^(?:[个家名位人件项所座条台辆篇册套户次艘间例只头株]|万?人次|万?元|亿元|平方公里|公里|吨|公顷|亩)?"
)


# What a change is called by its unit: a rise, a fall.
KINDS = {PERCENT: ("增长率", "降幅"), POINTS: ("增幅", "降幅"), "": ("增量", "减少量")}


def wordings(text: str, figure: Figure, every: Sequence[Figure]) -> Iterator[str]:
    """What the figure of a sentence counts, in words without a number; the most telling first."""
    if figure.text.startswith("第") and not RANKED.search(text, 0, figure.start):
        return  # 第三批名单 is the name of a list
    times = chinese_vocabulary.times(blanked(text, every), ANY_YEAR)
    sentence = marked(text, figure, every, ((time.start, time.end) for time in times))
    clauses = [clause for clause in CUT.split(sentence) if clause]
    at = next((n for n, clause in enumerate(clauses) if HERE in clause), None)
    if at is None or figure.quantity is None:
        return
    before = next((_subject(one) for one in reversed(clauses[:at]) if _subject(one)), "")
    found = [_named(clauses[at], figure.quantity, before), gapped(clauses[at])]
    for words in dict.fromkeys(one.strip(" 、，。；：的") for one in (*found, gapped(sentence))):
        if len(HAN.findall(words)) > 1 and not figures(words, (), "zh"):
            yield words


def _named(clause: str, quantity: Quantity, before: str) -> str:
    if match := RANK.match(clause):
        subject = _bare(match["subject"]) or before
        return f"{subject}在{match['among']}的排名" if subject else ""
    if match := FROM_TO.match(clause):
        return _bare(match["subject"]) or before
    if match := CHANGED.match(clause):
        subject = _bare(match["subject"]) or before
        kind = KINDS.get(quantity.unit, KINDS[""])[bool(match["down"])]
        return f"{subject}的{match['average'] or ''}{kind}" if subject else ""
    if quantity.unit == PERCENT and (match := SHARE.match(clause)):
        subject = _bare(match["subject"]) or before
        return f"{subject}{match['of'].rstrip('的')}的比重" if subject else ""
    match = LEVEL.match(clause)
    if not match:
        return ""
    subject, rest = _bare(match["subject"]), COUNTER.sub("", match["rest"])
    if not subject:
        return _gapless(rest)
    return subject


def _subject(clause: str) -> str:
    """What a clause before is about: its words before its figure."""
    match = LEVEL.match(clause.replace(OTHER, HERE, 1))
    return _bare(match["subject"]) if match else ""


def _bare(words: str) -> str:
    return _gapless(SCOPE.sub(r"\1", LEAD.sub("", words)))


def _gapless(words: str) -> str:
    return "" if HERE in words or OTHER in words else words.strip("、的 ")
