"""What charts letter in Chinese by themselves: scales of ticks, forms of dates."""

from __future__ import annotations

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
