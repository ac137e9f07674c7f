"""What charts letter in Chinese by themselves, and the words that tell of a drawing."""

from __future__ import annotations

from ..chart_words import ChartWords
from ..grammar import ChartForms

_DATES = {
    "Y": "%Y", "m": "%-m月", "d": "%-d日", "Ym": "%Y年%-m月", "md": "%-m月%-d日",
    "Ymd": "%Y年%-m月%-d日",
}  # fmt: skip
_MONTHS = [f"{month}月" for month in range(1, 13)]
CHARTS = ChartForms(
    scales=((10**12, "万亿"), (10**8, "亿"), (10**4, "万")),
    count="数量",
    months=(_DATES["Ym"], _DATES["m"]),
    gap="",
    grouped=False,
    dates=_DATES,
    ticks={
        "year": _DATES["Y"], "quarter": _DATES["m"], "month": _DATES["m"], "week": _DATES["md"],
        "date": _DATES["md"], "day": _DATES["md"], "hours": "%H:%M", "minutes": "%H:%M",
        "seconds": "%H:%M:%S", "milliseconds": "%H:%M:%S",
    },
    locale={
        "dateTime": f"{_DATES['Ymd']} %H:%M", "date": _DATES["Ymd"], "time": "%H:%M:%S",
        "periods": ["上午", "下午"],
        "days": [f"星期{day}" for day in "日一二三四五六"],
        "shortDays": [f"周{day}" for day in "日一二三四五六"],
        "months": _MONTHS,
        "shortMonths": _MONTHS,
    },
)  # fmt: skip
WORDS = ChartWords(
    rises="(?<!负)增长|增加|上升|上涨|攀升|走高|升[至到]|增[至到]|涨[至到]",
    falls="下降|减少|下滑|下跌|回落|走低|萎缩|负增长|降[至到]|跌[至到]|减[至到]",
    change="增长|增速|增幅|涨幅|降幅|跌幅|增量|变化|下降|减少|之差",
    plan="规划|计划|目标|预测|预计|预期",
    planned="规划|计划|目标|预测|预计|预期|预算",
    inexact=(
        "超过|超出|多于|高于|不少于|不低于|不足|不到|少于|低于|接近|至少|至多|左右|以上|以下|以内|逾"
        "|(?<![纽条节公签预])约|(?<![最附])近|估|下限|上限|四舍五入"
    ),
    derived=(
        "推算|计算|折算|估算|倒推|合计|总计|相加|占比|比重|比例|份额|增长|增速|增幅|平均|人均"
        "|之比|之差|差距|指数|每"
    ),
    log="对数|数量级|十倍|10倍|多一个零|翻倍",
    root="平方根|立方根|非线性|对数",
    reversed="反向|倒置|倒序|自右向左|从右到左|由上而下|在上方|名次|排名|位次|深度",
    broken="断轴|截断|断开|分段",
    double="[左右](?:轴|侧|边)|双轴|刻度不同|各用(?:各|自己)的刻度|指数化",
    smooth="平滑|拟合|趋势线",
    gap=(
        "空缺|缺失|空着|暂缺|不详|无数据|没有(?:数据|数值|公布|统计|找到|说明)"
        "|[未尚]未?(?:公布|统计|知|找到|说明|测量)"
    ),
    percentage="百分|占比|比重|比例|份额|率",
    times="倍",
    leads=(
        "(?P<who>[^，。；：、]{2,30}?)(?<![不没非未])(?<!没有|不是)"
        "(?:领先|居首|位居榜首|排名第一|位列第一|最[高多大])"
    ),
    source="来源：",
    month=r"(?<!\d)(?P<month>\d{1,2})月",
    # 亿元, 万人; not those behind digits or numerals.
    scale=(
        r"(?<![\d.,〇零一二两三四五六七八九十百千万亿几数多余])(?P<scale>[十百千]?[万亿]|万亿|千)"
        r"(?=[元人吨家件户辆个次篇册台]|美元|港元|欧元|日元|英镑|平方|立方|公里|公顷|亩|千瓦时|$"
        r"|[）)，,；;、/\s])"
    ),
    scales={
        "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10,
        "千亿": 11, "万亿": 12,
    },
)  # fmt: skip
