"""Closed tables of Chinese words for the rules, and the times that a Chinese text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .fact_words import ENGLISH, FactWords
from .time_expressions import FIRST, LAST, Time
from .vocabulary import stems

UP = "增长|增加|上升|提高|提升|上涨|攀升|扩大|回升|激增|猛增|增多|升高|跃升|走高|反弹|增|涨|升"
DOWN = (
    "下降|减少|回落|下滑|下跌|降低|缩减|缩小|收窄|萎缩|锐减|骤减|骤降"
    "|走低|下挫|跌落|滑落|减|降|跌|缩|[掉退滑](?=[到至])"
)
# What may stand between a verb and its number: 增长了近[12.9%].
FILL = "(?:了|约|近|超过|超|逾|出|高达|达|仅|将近|大约|不到|不足){0,3}"
TO = "(?:到了?|至|为|成)"
GROWTH = re.compile(
    r"增速|增幅|涨幅|降幅|跌幅|增长率|占比|比重|比例|份额|利率|率|差距|排名|名次|位次"
)
PLANNED = re.compile(r"计划|规划|目标|预计|力争|将|有望|预期|拟|预算|打算|设想|到20\d\d年")
DONE = re.compile(r"已经?|达到了|完成了|实现了|花了|投入了|建成了|用了|共投入|累计")
FUTURE = re.compile(
    r"(?:要|将|力争|推动|促进|助力|有望|预计|为了|争取|确保|加快|实现|可以?|能|会|需|应|继续|目标是|旨在|并未|没有|未|不|没)"
    r"(?:持续|进一步|稳步|再|继续)?$"
)
# What a number is per: behind it nothing tells, so the word stands before the number.
PERIODS = {
    "每年|年均": r"每年|年均|年度|全年|每一年|\b(?:year|annual|annually|yearly)\b",
    "每月|月均|(?<!个)月(?=收入|薪|工资|租|支出)": (
        r"每月|月均|月度|月(?:收入|薪|工资|租|支出)|\b(?:month|monthly)\b"
    ),
    "每周": r"每周|\b(?:week|weekly)\b",
    "每天|每日|日均": r"每天|每日|日均|\b(?:day|daily)\b",
    "每小时": r"每小时|时速|\b(?:hour|hourly)\b",
    "每季度": r"季度|\bquarter(?:ly)?\b",
    "人均|每人": r"人均|每人|/人|\b(?:per (?:person|capita|head|resident|inhabitant)|person)\b",
    "户均|每户": r"户均|每户|\b(?:household|family)\b",
}
# What is a number of things or an amount, and no share: 失业人数为[4.6%].
AMOUNT = re.compile(
    r"(?:人数|人口|总额|金额|总量|数量|规模|产值|产量|收入|支出|投入|经费)(?:为|是|共|有|达到?)?$"
)
EACH = re.compile("人均|户均|每人|每户|平均")
TOTAL = re.compile(r"总计|合计|共计|总共|总额|总量|总(?=收入|支出|投入)")
AVERAGE = re.compile(r"平均(?!寿命|气温|工资|水平)")
AVERAGE_SAID = re.compile(
    r"平均|人均|年均|月均|日均|户均|中位|每|\b(?:averag\w*|mean|median|per|each|typical)\b", re.I
)
# Counters and nouns of what is counted, with the English stems of the same.
KINDS = {
    "人": (
        r"人(?!次|年|民币|均|工|才市)|名(?!列|义|称|牌)|位(?!居|列|于|次)",
        r"人(?!工|民币|均)|学生|居民|员工|职工|专家|院士|人才|工人|教师|医生|患者|旅客|游客|公民|儿童|妇女|老人|农民|死者|伤者",
        r"\b(?:people|persons?|staff|workers?|employees?|residents?|inhabitants?|students?|experts?|patients?"
        r"|passengers?|visitors?|returnees?|professionals?|scholars?|men|women|children|population|talents?"
        r"|teachers?|doctors?|scientists?|engineers?|votes?|voters?|users?|members?|deaths?)\b",
    ),
    "人次": (
        r"人次(?!第)", r"人次|客流|游客|旅客|访问|就诊",
        r"\b(?:visits?|visitors?|passengers?|trips?|journeys?|arrivals?)\b",
    ),
    "机构": (
        r"家(?!庭|人|长|园|具)|所(?!有|在|得|属|以)",
        r"企业|公司|机构|医院|银行|商店|工厂|院所|学校|大学|实验室|中心|单位|门店|店",
        r"\b(?:firms?|compan(?:y|ies)|enterprises?|business(?:es)?|hospitals?|banks?|shops?|stores?|institutions?"
        r"|factor(?:y|ies)|schools?|universit(?:y|ies)|laborator(?:y|ies)|labs?|centres?|centers?|employers?|plants?)\b",
    ),
    "专利": (
        r"件(?=专利|发明|申请)", r"专利|发明|商标",
        r"\b(?:patents?|inventions?|applications?|trademarks?)\b",
    ),
    "论文": (r"篇", r"论文|文章|报告", r"\b(?:papers?|articles?|publications?|scientific)\b"),
    "图书": (r"册|本(?=书|图)", r"图书|书籍|藏书|书", r"\b(?:books?|volumes?|titles?|copies)\b"),
    "车": (r"辆", r"车", r"\b(?:cars?|vehicles?|bus(?:es)?|taxis?|trucks?|automobiles?)\b"),
    "船": (r"艘", r"船|舰|艇|轮", r"\b(?:ships?|vessels?|boats?|ferr(?:y|ies))\b"),
    "住房": (
        r"套(?=住|房|公)", r"住房|房|公寓",
        r"\b(?:homes?|houses?|flats?|apartments?|dwellings?|housing)\b",
    ),
    "病例": (r"例", r"病例|死亡|感染|确诊", r"\b(?:cases?|deaths?|infections?|patients?)\b"),
}  # fmt: skip
# Institutions of one sort are none of another.
UNLIKE = (
    (r"企业|公司|厂商", r"\b(?:firms?|compan(?:y|ies)|enterprises?|business(?:es)?|start-?ups?)\b"),
    (r"学校|高校|大学|中学|小学|幼儿园", r"\b(?:schools?|universit(?:y|ies)|colleges?)\b"),
    (r"医院|诊所|卫生院", r"\b(?:hospitals?|clinics?)\b"),
    (r"银行(?!业)", r"\bbanks?\b"),
    (r"实验室|研究院|研究所|科研院所", r"\b(?:laborator(?:y|ies)|labs?|institutes?)\b"),
    (r"商店|门店|超市", r"\b(?:shops?|stores?|supermarkets?)\b"),
)
# A number of the one is none of the other.
OPPOSITES = (
    ("进口", "出口"), ("男", "女"), ("出生", "死亡"), ("城镇", "农村"), ("城市", "农村"),
    ("收入", "支出"),
    ("流入", "流出"), ("迁入", "迁出"), ("新增", "注销"), ("开业", "关闭"), ("开业", "倒闭"),
    ("新建", "拆除"), ("购买", "报废"), ("购入", "报废"), ("购入", "售出"), ("买入", "卖出"),
    ("盈利", "亏损"), ("国内", "国外"), ("境内", "境外"), ("公办", "民办"), ("国有", "民营"),
    ("赞成", "反对"), ("支持", "反对"), ("申请", "授权"), ("就业", "失业"), ("结婚", "离婚"),
    ("通过", "否决"), ("死亡", "受伤"), ("内资", "外资"), ("名义", "实际"), ("毛利", "净利"),
    ("最高", "最低"), ("最大", "最小"), ("最多", "最少"), ("资产", "负债"), ("入境", "出境"),
    ("出口", "逆差"), ("出口", "顺差"), ("进口", "逆差"), ("进口", "顺差"), ("顺差", "逆差"),
    ("上行", "下行"), ("供给", "需求"), ("白天", "夜间"), ("夏季", "冬季"), ("公共", "私人"),
    ("政府", "企业"), ("政府", "居民"), ("中央", "地方"),
)  # fmt: skip
MAX = re.compile(
    r"最(?:高|大|多|快|强|长|重|贵|好|先进|密集|活跃)(?!限度|程度|化|后|终|初|近|多可|高可)"
    r"|居首(?!位)|遥遥领先|独占鳌头"
)
MIN = re.compile(
    r"最(?:低|小|少|慢|弱|短|轻|便宜|差)(?!限度|程度|化)|垫底|末位|倒数|排在最后|最后一名"
)
RECORD = re.compile(
    r"(?:创|刷新|再创|打破)(?:了|下|出)?(?:历史|同期|年度|世界|全国)?(?:新高|新低|纪录|记录|最高|最低)|历史(?:新高|新低|最高|最低|之最)|前所未有|史无前例|史上最|有史以来"
)
MAX_SAID = re.compile(
    r"最(?:高|大|多|快|强|长)|第一|首位|榜首|居首|领先|冠|峰值|\b(?:highest|largest|biggest|greatest|most|top|first|leading|leads?|led"
    r"|record|maximum|fastest|strongest|longest|1st|peak\w*|ahead)\b",
    re.I,
)
MIN_SAID = re.compile(
    r"最(?:低|小|少|慢|短)|末位"
    r"|\b(?:lowest|smallest|fewest|slowest|shortest|least|last|minimum)\b",
    re.I,
)
RECORD_SAID = re.compile(
    r"新高|新低|纪录|历史最|史上|前所未有"
    r"|\b(?:record|ever|all-time|unprecedented|highest|lowest|historic)\b",
    re.I,
)
MAJORITY = re.compile(r"(?<!绝)大多数|绝大多数|大部分|多数(?!据|字|量|码)|过半(?=的)|大半")
MINORITY = re.compile(r"少数(?!民族)|小部分")
MAJORITY_SAID = re.compile(r"多数|大部分|过半|\b(?:majority|most|more than half|over half)\b", re.I)
TREND = re.compile(
    r"(?:持续|稳步|大幅|逐年|明显|快速|迅速|显著|不断|连年|逐步|急剧|节节|一路|接连|连续|逐渐|日益|日趋|大举)(?:地)?"
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))"
    rf"|(?:(?P<up2>{UP})|(?P<down2>{DOWN}))了"
    r"|(?P<up3>飙升|暴涨|陡增|剧增|水涨船高|翻着跟头)|(?P<down3>暴跌|锐减|骤降|骤减|直线下滑|一落千丈|每况愈下)"
)
# What makes another count of it: the new ones are not all, those that closed not those that stand.
STATES = {
    "新增|新设": r"新增|新设|净增|增量|增加|\b(?:new|newly|added|additional|net|increase)\b",
    "注销|吊销": r"注销|吊销|\b(?:cancel\w*|revok\w*|deregister\w*)\b",
    "倒闭|关停|关闭": r"倒闭|关停|关闭|\b(?:clos\w*|bankrupt\w*|shut)\b",
    "逆差": r"逆差|\bdeficits?\b",
    "顺差": r"顺差|\bsurplus(?:es)?\b",
    "流失": r"流失|\b(?:los[ts]|loss(?:es)?|left|leav\w*)\b",
    "裁减|裁员": r"裁减|裁员|\b(?:laid|layoffs?|cut|redundan\w*)\b",
    "欠缴|拖欠": r"欠缴|拖欠|\b(?:arrears|owed|unpaid)\b",
}
# A half or a quarter of a year whose figure is of all of it. At its end a count may be the year's.
PART_OF_YEAR = re.compile(r"[上下]半年|第?[一二三四1-4]季度|前[一二三]季度?")
PART_SAID = re.compile(r"半年|季|\b(?:half|quarters?|H[12]|Q[1-4]|months?)\b", re.I)
WHOLE_YEAR = re.compile("全年|年度|年底|年末|年终")
AT_ITS_END = re.compile(r"^(?:末|底|之?后|以来|起|前)|截至|截止|时点")
FROM_BELOW = re.compile("倒数|之末|末位|垫底")
FLAT = re.compile(
    "持平|原地踏步|零增长|没有变化|毫无变化|保持不变|维持不变|纹丝不动|按兵不动|分毫未变"
)
# 预计将达[…] is said of what is to come.
TO_COME = re.compile(r"(?:预计|有望|力争|预期|料将|拟)[^，。；、]*$")
# Whose a figure is, by words for the whole country or more: 全国研发投入[…], not 占全国的[…].
PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海"
    r"|\b(?:hebei|shanxi|liaoning|jilin|heilongjiang|jiangsu|zhejiang|anhui|fujian|jiangxi|shandong|henan|hubei"
    r"|hunan|guangdong|hainan|sichuan|guizhou|yunnan|shaanxi|gansu|qinghai)\b"
)
SCOPES = {
    "全国": (
        r"全国|中国|我国|国内"
        r"|\b(?:national(?:ly)?|nationwide|china|chinese|country(?:wide)?|nation)\b"
    ),
    "全省": rf"省|自治区|\bprovinc\w*|{PROVINCES}",
    "全球": r"全球|世界|国际|各国|\b(?:global(?:ly)?|worldwide|world|international)\b",
}
SCOPE = re.compile(
    r"(?:^|(?<=[，。；：、]))(?:(?:19|20)\d\d年(?:度|底|末)?[，,]?|去年|今年|如今|目前|当年|同年)?"
    r"(?P<scope>全国|全省|全球)(?:的|共|总)?(?!排|第|最|首|领先|平均|的?比重|各|范围|性|统一|重点|规模|前)"
    r"[^，。；：、占比居名第倍]{0,14}$"
)
DENIED = re.compile(
    r"(?:并不是|不再是|绝不是|并非|不是|绝非|远非|没有达到|没达到|未达到|未能达到|从未|尚未|没有|难以达到|未|没|非)"
    r"(?:达到|达|有|为|占|超过)?$"
)
NOT_ONLY = re.compile(r"不仅仅?是?$|不只是?$|不光是?$|莫非$|除非$|并非仅$|不仅有$")
COMPARED = re.compile(
    r"(?:比|较|相比|相较于?|高于|低于|超过|落后于?|领先于?|仅次于|次于|不及|不如|追赶|赶超|除了?|对比|优于|多于|少于|逊于|与|同|和"
    r"|以外的|距|距离|紧随|超越|反超|被|向|由|从|对|到|至|跟)$"
)
SOURCE = re.compile(
    r"(?:据|根据|按照?)(?P<who>[^，。、；]{2,20}?)"
    r"(?:统计(?!局|署|处|司)|数据|报告|公布|发布|报道|显示|披露|介绍|预测|，)"
)
BODY = re.compile(
    r"局|部|署|银行|组织|委员会|研究院|大学|公司|集团|社|网|报|基金|联合国|协会|政府|中心|院"
)

# What a body is, and tells no two of them apart; and words for the one that is there.
KIND_OF_BODY = re.compile(
    r"统计局|统计|(?:人民)?银行|组织|委员会|研究院|研究所|大学|公司|集团|基金|协会|政府|中心|年鉴|公报|报告|数据"
    r"|[局部署社网报院]$"
)
THERE = re.compile("当地|本地|官方|有关|相关|主管|该.|各地|市级|省级|多家")
# What money is spent on, by the words that say the same.
FIELDS = {
    "教育": r"教育|学校|\b(?:education|schools?)\b",
    "医疗": r"医疗|卫生|医院|健康|\b(?:health|medical|hospitals?)\b",
    "卫生": r"医疗|卫生|健康|\b(?:health|medical|hospitals?)\b",
    "国防": r"国防|军|\b(?:defence|defense|military)\b",
    "社保": r"社保|社会保障|养老|\b(?:social|pensions?|welfare)\b",
    "住房": r"住房|房|\bhous(?:e|es|ing)\b",
    "交通": r"交通|道路|铁路|公路|\b(?:transport|roads?|rail)\b",
    "环保": r"环保|环境|\benvironment",
    "研发": r"研发|研究|科研|科技|R&D|\b(?:research|science)\b",
    "科研": r"研发|研究|科研|科技|R&D|\b(?:research|science)\b",
    "科技": r"研发|研究|科研|科技|R&D|\b(?:research|science|technology)\b",
    "广告": r"广告|营销|\b(?:advertising|marketing)\b",
    "文化": r"文化|文旅|\bcultur",
    "农业": r"农|\b(?:agricultur\w*|farm\w*)\b",
}
SPENT = re.compile("投入|支出|经费|费用|资金|拨款|预算")
FIELD = re.compile(rf"(?P<field>{'|'.join(FIELDS)})(?:的)?(?:投入|支出|经费|费用|资金|拨款|预算)")
SHARE_OF = re.compile(r"(?P<part>.+?)占(?P<whole>.+?)的?(?:比重|比例|份额)")
WHO = (
    "企业|公司|高校|大学|医院|学校|家庭|居民|学生|员工|职工|专家|国家|城市|省份|女性|男性|老人|儿童"
)
SHARED_BY = re.compile(rf"的(?P<noun>{WHO})(?!的|支出|经费|资金|数|收入|投入(?!研发|了|到|于))")
_MONTHS = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMERAL = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"首": 1}
TIME = re.compile(
    r"(?P<decade>(?:20世纪|上世纪|二十世纪|本世纪|21世纪|二十一世纪)?(?:(?<!\d)(?:19|20)?[1-9]0|[二三四五六七八九]十)年代)|"
    rf"(?P<from>{_YEAR})\s?年?(?:至|到|[-–—~～]|——)\s?(?P<to>{_YEAR}|\d\d(?=年))\s?年?(?:度|间)?"
    rf"|(?P<year>{_YEAR})\s?年(?!均|代)(?:度)?(?:"
    rf"\s?(?P<first>前)?第?(?P<quarter>[一二三四1-4])\s?季度?|(?P<half>[上下])半年"
    rf"|\s?(?P<month>{_MONTHS})\s?月(?:份)?(?:\d{{1,2}}[日号])?)?"
    rf"|(?P<bare>(?<![\d.,])(?:19|20)\d\d)(?![\d.,%％亿万年家个人元])(?=[：:）)]|$)"
    r"|[“\"「]?(?P<plan>十[二三四五六])五[”\"」]?(?=规划|时期|期间|末|以来)"
    r"|(?P<relative>去年|今年|前年|明年)(?!同期)"
    rf"|(?P<alone>(?<!年)(?<![\d至到-])(?:第?(?P<q>[一二三四1-4])季度|(?P<h>[上下])半年|(?P<m>{_MONTHS})月份))"
)
SINCE = re.compile(r"(?:以来|以后|之后|起|至今|后)")
SINCE_BEFORE = re.compile(r"(?:自从?|自)$")
UNTIL = re.compile(r"(?:以前|之前|前)(?!三|[一二]季)")


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text.startswith("十"):
        return 10 + (_NUMERAL[text[1]] if len(text) > 1 else 0)
    return _NUMERAL[text]


def times(text: str, published: str = "") -> list[Time]:
    """`"2024年上半年"` -> its first to its sixth month; all times that a text names, in order."""
    return list(_times(text, published))


def _times(text: str, published: str) -> Iterator[Time]:
    for match in TIME.finditer(text):
        span = _span(match, published)
        if span is None:
            continue
        first, last, months = span
        since = SINCE.match(text, match.end()) or SINCE_BEFORE.search(text, 0, match.start())
        until = UNTIL.match(text, match.end())
        if since and not months:
            last = LAST
        elif until and not months:
            first = FIRST
        yield Time(*match.span(), match[0], first, last, months, bool(since or until))


def _span(match: re.Match[str], published: str) -> tuple[int, int, frozenset[int]] | None:
    none: frozenset[int] = frozenset()
    if match["decade"]:
        digits = re.search(r"(\d+)年代$", match["decade"])
        year = int(digits[1]) if digits else 10 * _number(match["decade"][-4])
        century = 2000 if re.match("本|21|二十一", match["decade"]) else 1900
        at = (year if year > 99 else century + year) * 12
        return at, at + 119, none
    if match["from"]:
        to = match["to"] if len(match["to"]) == 4 else match["from"][:2] + match["to"]
        return int(match["from"]) * 12, int(max(to, match["from"])) * 12 + 11, none
    if match["year"]:
        at = int(match["year"]) * 12
        if match["quarter"]:
            n = _number(match["quarter"])
            return at + (0 if match["first"] else 3 * n - 3), at + 3 * n - 1, none
        if match["half"]:
            begin = at + (6 if match["half"] == "下" else 0)
            return begin, begin + 5, none
        if match["month"]:
            month = at + _number(match["month"].lstrip("0")) - 1
            return month, month, none
        return at, at + 11, none
    if match["bare"]:
        return int(match["bare"]) * 12, int(match["bare"]) * 12 + 11, none
    if match["plan"]:
        begin = (2021 + 5 * (_number(match["plan"]) - 14)) * 12
        return begin, begin + 59, none
    if match["relative"]:
        if not published[:4].isdigit():
            return None
        year = int(published[:4]) + {"前": -2, "去": -1, "今": 0, "明": 1}[match["relative"][0]]
        return year * 12, year * 12 + 11, none
    if match["q"]:
        n = _number(match["q"])
        return FIRST, LAST, frozenset(range(3 * n - 3, 3 * n))
    if match["h"]:
        return FIRST, LAST, frozenset(range(6) if match["h"] == "上" else range(6, 12))
    return FIRST, LAST, frozenset({_number(match["m"].lstrip("0")) - 1})


def _either(english: re.Pattern[str], chinese: str) -> re.Pattern[str]:
    return re.compile(f"{english.pattern}|{chinese}", re.I)


# Words that texts of any figure share, and letters between words.
COMMON = re.compile(
    "数量|总额|总量|总数|规模|全年|当年|年均|平均|同比|比重|占比|比例|份额|名次|排名|位次|超过|达到|达|约|近"
    f"|其中|目前|已经|我国|公布|计算|推算|{UP}|{DOWN}|增速|增幅"
    "|[的了在是与和及等为中有对从由按把被于以其这那一个年月日到至而也都还]"
)
HAN = re.compile("[\u3400-\u9fff]+")


def roots(text: str) -> frozenset[str]:
    """Two letters side by side each, as words are not parted: `"研发经费"` -> 研发, 发经, 经费."""
    rest = COMMON.sub(" ", text)
    pairs = {run[at : at + 2] for run in HAN.findall(rest) for at in range(max(len(run) - 1, 1))}
    return frozenset(pairs) | stems(text)


# Words that rank or tell a trend or an amount. Without a figure beside them none is refused.
RANKS = re.compile(
    r"名列前茅|首屈一指|数一数二|独占鳌头|遥遥领先|屈指可数|位居前列|居(?:首|前列)|领跑|领先|垫底|夺冠|榜首"
    r"|独一无二|唯一|[高低]于平均|越来越(?:多|少|高|低|大|小|快|慢)|与日俱增|节节(?:攀升|走高)"
)
AMOUNTS = re.compile(
    r"许多|众多|不少(?!于)|多数(?!据)|绝大部分|几乎(?:所有|全部|没有)|大量|少量|寥寥|所有(?!权|者|制)"
)
FACT_WORDS = FactWords(
    change=_either(
        ENGLISH.change,
        "增长(?!点|极)|增速|增幅|涨幅|降幅|跌幅|增量|增加|减少|下降|上升|提高|变化|差距|之差|领先幅度|环比|同比|高出|多出|通胀|净增",
    ),
    up=_either(ENGLISH.up, f"{UP}|增速|增幅|涨幅|增量|高出|多出|扩张"),
    down=_either(ENGLISH.down, f"{DOWN}|降幅|跌幅|降速"),
    rank=_either(ENGLISH.rank, "排名|名次|位次|位列|位居"),
    plan=_either(ENGLISH.plan, "计划|规划|目标|预计|力争|拟|预算|预测"),
    ordinal=re.compile(f"{ENGLISH.ordinal.pattern}|^第|^首", re.I),
    times=(times,),
    roots=roots,
    largest=MAX_SAID,
    smallest=MIN_SAID,
    unbound=(RECORD, MAJORITY, MINORITY, MAX, MIN, TREND, RANKS, AMOUNTS),
)
