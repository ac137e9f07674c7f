"""Closed tables of Chinese: qualifiers, units, counters, set phrases."""

from __future__ import annotations

import re

from ...qualifiers import ABOUT, AT_LEAST, NEARLY, OVER, UNDER, UP_TO

# Digits and signs as wide as characters, by their narrow ones.
NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
BEFORE = {
    OVER: "超过, 超過, 超出, 远超, 已超, 超, 突破, 冲破, 高于, 高於, 多于, 多於, 大于, 逾, 不止, "
    "不只, 破",
    AT_LEAST: "至少, 最少, 不少于, 不少於, 不低于, 不低於, 不小于, 不下于, 不下, 起码, 不亚于",
    UP_TO: "至多, 最多, 不超过, 不超過, 未超过, 没超过, 不多于, 不高于, 不大于, 不逾, 最高不超过, "
    "最高可达, 至高, 最高",
    NEARLY: "接近, 将近, 將近, 近乎, 几近, 逼近, 几乎, 近",
    UNDER: "不足, 不到, 低于, 低於, 少于, 少於, 小于, 未满, 不满, 未达, 未到, 没到, 不及",
    ABOUT: "大约, 大約, 大概, 大致, 约莫, 估计, 差不多, 约, 約",
}
# Behind what letter a qualifier of one letter is part of another word: 最近, 节约, 反超.
PART_OF_WORD = {
    "近": "最附靠新邻临贴远切亲相就",
    "约": "条公契合签预节制婚违履特盟毁立缔守邀相简隐大",
    "約": "條公契合簽預節制婚違履特盟毀立締守邀相簡隱大",
    "超": "赶反远已",
    "破": "打突冲攻爆侦",
    "逾": "不",
    "最高": "史创新达",
}
# Between a qualifier and its number: 约占75%, 超过了3000家.
LINKING = "(?:了|出|为|占|有|达到|达|到|合|是|计|需|共)?"
AFTER = {
    AT_LEAST: "(?:[（(]含[）)])?以上|及以上|或以上|起",
    UP_TO: "以下|及以下|以内|之内",
    ABOUT: "来(?=[个家名位人件项种万亿岁年天次])|左右|上下|前后|许(?![多可诺])",
    OVER: "余|餘|开外|有余|出头|多(?![了出于])",
}
# What 多 begins behind a counter: 12家多元化企业.
MANY = "元样种年次层方数边少功维模党语国家项个名极双地媒部渠线条式点晶云肽端主发难重学"

# Unit by its spelling; the longest fits.
UNITS = {
    "yuan": "元人民币, 元, 块钱",
    "US dollars": "美元, 美金",
    "Hong Kong dollars": "港元, 港币, 元港币",
    "New Taiwan dollars": "新台币, 元新台币",
    "Australian dollars": "澳元",
    "Canadian dollars": "加元",
    "Singapore dollars": "新加坡元, 新元",
    "euros": "欧元",
    "pounds": "英镑",
    "yen": "日元, 日圆",
    "won": "韩元",
    "roubles": "卢布",
    "Indian rupees": "印度卢比",
    "Swiss francs": "瑞士法郎",
    "CFA francs": "非洲法郎",
    "New Zealand dollars": "新西兰元",
    "Jamaican dollars": "牙买加元",
    "Namibian dollars": "纳米比亚元",
    "Fijian dollars": "斐济元",
    "East Caribbean dollars": "东加勒比元",
    "Trinidad and Tobago dollars": "特立尼达和多巴哥元",
    "Egyptian pounds": "埃及镑",
    "Pakistani rupees": "巴基斯坦卢比",
    "Sri Lankan rupees": "斯里兰卡卢比",
    "Philippine pesos": "菲律宾比索",
    "Argentine pesos": "阿根廷比索",
    "Chilean pesos": "智利比索",
    "Colombian pesos": "哥伦比亚比索",
    "Mexican pesos": "墨西哥比索",
    "Turkish liras": "土耳其里拉",
    "Norwegian kroner": "挪威克朗",
    "Danish kroner": "丹麦克朗",
    "kronor": "瑞典克朗",
    "korunas": "捷克克朗",
    "zlotys": "兹罗提",
    "reais": "雷亚尔",
    "rands": "兰特",
    "hryvnias": "格里夫纳",
    "naira": "奈拉",
    "baht": "泰铢",
    "dong": "越南盾",
    "rupiahs": "印尼盾",
    "shekels": "谢克尔",
    "dirhams": "迪拉姆",
    "%": "%, ％, 个百分比",
    "‰": "‰",
    "percentage points": "个百分点, 百分点",
    "basis points": "个基点, 基点",
    "metres": "米",
    "kilometres": "公里, 千米",
    "centimetres": "厘米",
    "millimetres": "毫米",
    "micrometres": "微米",
    "nanometres": "纳米",
    "nautical miles": "海里",
    "miles": "英里",
    "feet": "英尺",
    "inches": "英寸",
    "light years": "光年",
    "acres": "英亩",
    "square feet": "平方英尺",
    "square centimetres": "平方厘米",
    "square metres": "平方米, 平米",
    "square kilometres": "平方公里, 平方千米",
    "hectares": "公顷",
    "mu": "亩",
    "cubic metres": "立方米",
    "litres": "升",
    "millilitres": "毫升",
    "barrels": "桶",
    "gallons": "加仑",
    "grams": "克",
    "kilograms": "公斤, 千克",
    "milligrams": "毫克",
    "micrograms": "微克",
    "tonnes": "吨",
    "short tons": "短吨",
    "long tons": "长吨",
    "carats": "克拉",
    "kilowatt-hours": "千瓦时, 千瓦小时, 度电",
    "watts": "瓦",
    "kilowatts": "千瓦",
    "megawatts": "兆瓦",
    "gigawatts": "吉瓦",
    "terawatts": "太瓦",
    "horsepower": "马力",
    "kilojoules": "千焦",
    "megapascals": "兆帕",
    "millimetres of mercury": "毫米汞柱",
    "millisieverts": "毫西弗",
    "lumens": "流明",
    "moles": "摩尔",
    "millimoles": "毫摩尔",
    "pixels": "像素",
    "volts": "伏",
    "millivolts": "毫伏",
    "kilovolts": "千伏",
    "degrees Celsius": "摄氏度, ℃, °C",
    "degrees Fahrenheit": "华氏度",
    "degrees": "度",
    "hertz": "赫兹",
    "kilohertz": "千赫",
    "megahertz": "兆赫",
    "gigahertz": "吉赫",
    "terahertz": "太赫",
    "bytes": "字节",
    "petaflops": "PFLOPS",
    "seconds": "秒钟, 秒",
    "milliseconds": "毫秒",
    "microseconds": "微秒",
    "nanoseconds": "纳秒",
    "minutes": "分钟",
    "hours": "小时, 个小时",
    "days": "天",
    "weeks": "周, 星期, 个星期",
    "months": "个月",
    "years": "年",
    "kilometres per hour": "公里/小时, 公里每小时",
}
# What a short spelling is part of: 年级, 米饭, 元旦.
UNIT_PART_OF = {
    "元": "宇素旦宵首老帅",
    "年": "级度代轮薪终报初底会鉴",
    "周": "年期边岁",
    "米": "粉饭线兰",
    "克": "隆服拉",
    "吨": "位",
    "度": "过假",
    "天": "然津空才",
    "升": "至到级值幅入",
    "桶": "装",
    "伏": "特",
    "瓦": "时",
    "秒": "杀",
}
MONEY_BEFORE = {
    "人民币": "yuan", "￥": "¥", "¥": "¥", "港币": "Hong Kong dollars",
    "新台币": "New Taiwan dollars",
    "HK$": "Hong Kong dollars", "US$": "US dollars", "NT$": "New Taiwan dollars", "$": "dollars",
    "€": "euros", "£": "pounds", "RMB": "yuan", "USD": "US dollars", "HKD": "Hong Kong dollars",
}  # fmt: skip
# What counts: behind one of these a numeral in characters is a number. The longest first.
COUNTERS = (
    "人年|人次|户次|架次|班次|批次|车次|方面|环节|阶段|领域|季度|世纪|分钟|小时|个月|星期|平方|立方|公里|公顷"
    "|公斤|百分点|个|名|位|家|所|座|件|项|台|辆|艘|架|条|只|支|种|类|级|倍|篇|本|册|张|户|栋|幢|间|层|届|期"
    "|轮|批|份|笔|行(?![业政动为走驶])|场|起|例|宗|股|款|岁|段|颗|块|根|队|组|对|双|员|门|科|班|处|站|村|镇|县|市|省|大|次|人|年|天"
    "|秒|周|吨|米|亩|元|美元|港元|欧元|日元|英镑|韩元|克|升|度|套|部|字|步|成|代|口|头|匹|棵|株|朵|粒|枚|箱"
    "|桶|瓶|杯|节|页|枪|票|席|国|分之"
)


# Set phrases and names of everyday words that hold numerals and count nothing.
IDIOMS = """
一方面 另一方面 三番五次 三番两次 一带一路 九牛一毛 一些 统一 万一 千方百计 千方百計 一定 一直
一样 一般 一起 一致 一切 一旦 一边 一面 一心 一体 一律 一线 一流 一再 一贯 一度 一时 一向
一系列 一揽子 一站式 一体化 一次性 一把手 一生 一身 一手 一口气 一下 一会儿 一举 一路 一同 一并
一经 一概 一味 唯一 单一 专一 同一 第一时间 第一书记 第一线 第一产业 第二产业 第三产业 第三方
第一财经 第一步 第一夫人 第三世界 第一次世界大战 第二次世界大战 第二课堂 第一反应 第一手
第一人称 第一桶金 第一要务 第一生产力 第一动力 第一资源 双一流 新一代 新一轮 新一线 二线城市
三线城市 四线城市 二手 二维码 二维 三维 二战 一战 二胎 三孩 二孩 三农 三甲 三包 三角 三峡 三星
三亚 三明 三环 三国 三八 三伏 三九 四川 四季 四面八方 四通八达 四平八稳 四海 五湖四海 五花八门
五颜六色 五光十色 五粮液 五台 五金 五官 五谷 五岳 六安 六合 六神无主 七上八下 七嘴八舌 七夕
八方 八卦 八达岭 九州 九龙 九江 九寨沟 九霄 九泉 九五 十足 十全十美 十字 十堰 十拿九稳 百姓
百货 百科 百度 百年 百花齐放 百家争鸣 百般 百分制 百尺竿头 百折不挠 百战百胜 百发百中 百里挑一
百业 百强 千里马 千里之行 千家万户 千军万马 千秋 千古 千载 千年 千人千面 千差万别 千丝万缕
千变万化 千辛万苦 千言万语 千钧一发 千篇一律 千山万水 千金 千岛湖 万家灯火 万众 万物 万能 万事
万里长城 万象 万科 万达 万宁 万州 万万 万幸 万全 万岁 万古 万水千山 万人空巷 万无一失 亿万富翁
两岸 两会 两岸三地 两者 两地 两国 两侧 两边 两端 两极 两翼 两院 两手 两面 两回事 两难 两栖
两口子 两弹一星 一国两制 一举两得 两全其美 三天两头 三言两语 三心二意 三三两两 接二连三
一五一十 五一 六一 七一 八一 十一黄金周 十一假期 十一长假 国庆 五四 双十一 双十二 一二线
一二三产业 二三产业 三次产业 三令五申 三教九流 三从四德 丢三落四 低三下四 朝三暮四 不三不四 颠三倒四
推三阻四 举一反三 独一无二 说一不二 一分为二 合二为一 二话不说 数一数二 略知一二 一石二鸟
四舍五入 四分五裂 四中全会 三中全会 二中全会 一中全会 五中全会 六中全会 七中全会 四个自信
四个意识 四个全面 五位一体 两个维护 两个确立 两山 三严三实 八项规定 两学一做 三座大山 四大发明
五四运动 六朝 七十二变 八仙过海 九霄云外 一丝不苟 一成不变 一视同仁 一席之地 一目了然 一蹴而就
一如既往 一帆风顺 一鸣惊人 一网通办 一臂之力
"""
# Words with 半 that are no half.
HALF_WORDS = """
半导体 半岛 半径 半程 半决赛 半夜 半成品 半球 半自动 半封闭 半信半疑 半壁江山 半途而废 半路
半场 上半年 下半年 半年报 半年度 上半月 下半月 上半场 下半场 上半叶 下半叶 前半 后半 半官方
半公开 半月谈 半月板 半生 半辈子 半山 半边天 半机械 半固态 上半程 下半程 大半夜 事半功倍
一知半解 多半 大半
"""
NUMBERED = (
    "届|条|款|章|节|页|期|卷|号|版|集|季度|季|层|楼|中学|小学|医院|人民医院|附属|职业|实验学校|高级中学|机床厂|研究所|师|军|"
    "巡视组|工程局|设计院|十届|批次|赛季|阶段|步|方面|世|代|产业|方|线"
)

SET_PHRASE = re.compile(
    "|".join(sorted(map(re.escape, {*IDIOMS.split(), *HALF_WORDS.split()}), key=len, reverse=True))
    + "|[十万]分(?![之钟点])|[两个三四]位数|从?0到[1一]|从[1一]到[NnXx]|(?<!连续)第二[年天日](?!度)"
)
