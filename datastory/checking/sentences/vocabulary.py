"""Closed tables of English words for the rules: what rises, what ranks, what is counted alike."""

from __future__ import annotations

import functools
import re


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


def alternatives(words: str) -> str:
    """`"rose, was up"` -> a pattern that takes either, with any white space between words."""
    parts = sorted((one.strip() for one in words.split(",")), key=len, reverse=True)
    return "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in parts if one)


def _table(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of each line, which commas part."""
    return tuple(tuple(map(str.strip, line.split(","))) for line in text.strip().splitlines())


WORD = re.compile(r"[^\W\d_][\w’'-]*")


@functools.lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """`"laboratories"` -> `"laborator"`; a rough root that a noun shares with its verb."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("s'")
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word[: -len(ending)]
    return word


ENDINGS = (
    "ations", "ation", "ures", "ure", "ings", "ing", "ying", "ies", "ied", "ors", "ers", "or", "er",
    "ed", "es", "s", "e", "y",
)  # fmt: skip
IRREGULAR = {
    "people": "person", "persons": "person", "person": "person", "men": "man", "women": "woman",
    "children": "child", "feet": "foot", "lives": "life", "wives": "wife", "teeth": "tooth",
    "mice": "mouse", "crises": "crisis", "opened": "open", "opening": "open", "openings": "open",
    "died": "di", "deaths": "death", "dead": "death", "sold": "sell", "sales": "sell",
    "bought": "buy", "spent": "spend", "paid": "pay", "payments": "pay", "built": "build",
    "born": "birth", "births": "birth", "won": "win", "lost": "los", "loss": "los",
    "losses": "los", "grown": "grow", "grew": "grow", "growth": "grow", "buses": "bus",
    "gases": "gas", "businesses": "business", "business": "business",
}  # fmt: skip


@functools.lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The roots of all words of a text, hyphenated ones also in parts."""
    roots = set()
    for word in WORD.findall(text):
        roots.add(stem(word))
        if "-" in word:
            roots.update(stem(part) for part in word.split("-") if part)
    return frozenset(roots)


# Verbs of change, past and present. Modal and infinitive uses are told apart by `FUTURE`.
UP_VERBS = (
    "rose, rises, risen, rising, grew, grows, grown, growing, increased, increases, increasing, "
    "climbed, climbs, climbing, jumped, jumps, soared, soars, soaring, surged, surges, surging, "
    "expanded, expands, swelled, rebounded, skyrocketed, rocketed, ballooned, "
    "leapt, leaped, "
    "accelerated, accelerates, quickened, spiked, "
    "spikes, escalated, mushroomed, inched up, "
    "shot up, went up, ticked up, edged up, crept up, picked up, "
    "rise, grow, increase, climb, jump, surge, expand"
)
DOWN_VERBS = (
    "fell, falls, fallen, falling, dropped, drops, dropping, declined, declines, declining, "
    "decreased, decreases, decreasing, shrank, shrinks, shrunk, shrinking, sank, sinks, sunk, "
    "slid, slides, plunged, plunges, slumped, slumps, tumbled, tumbles, plummeted, plummets, "
    "dipped, dips, dwindled, dwindles, contracted, collapsed, crashed, eased, slipped, slowed, "
    "decelerated, nosedived, receded, went down, "
    "came down, fall, drop, decline, decrease, shrink, sink, plunge, dwindle"
)
# Nouns of change, for "a rise of [8%]" and "an [8%] fall", and for what a fact is.
UP_NOUNS = (
    "rise, growth, increase, gain, jump, surge, climb, upturn, expansion, rebound, addition, uplift"
)
DOWN_NOUNS = (
    "fall, drop, decline, decrease, reduction, cut, slump, plunge, downturn, contraction, dip, "
    "shrinkage, slide, loss"
)
UP = re.compile(rf"\b(?:{alternatives(UP_VERBS)})\b", re.I)
DOWN = re.compile(rf"\b(?:{alternatives(DOWN_VERBS)})\b", re.I)
# The first words of all of these, for a quick look.
TREND_WORDS = frozenset(
    phrase.split()[0] for phrase in f"{UP_VERBS}, {DOWN_VERBS}".split(",") if phrase.strip()
)
# Words without one of which nothing in a sentence leads to a change.
MOVING = TREND_WORDS | words_of(f"""
up higher down lower cut gained gains added put lost loses shed sheds raised lifted boosted reduced
lowered trimmed slashed more greater larger bigger fewer less smaller
{f"{UP_NOUNS}, {DOWN_NOUNS}".replace(",", "")} {f"{UP_NOUNS}, {DOWN_NOUNS},".replace(",", "s")}
""")
TREND = re.compile(rf"\b(?:{alternatives(f'{UP_VERBS}, {DOWN_VERBS}')})\b", re.I)
# What a fact's own words say about its direction; "rising", "increase", "was up".
UP_SAID = re.compile(
    r"\b(?:rise|rises|rising|rose|risen|grow\w*|grew|increas\w*|climb\w*|jump\w*|soar\w*|surg\w*"
    r"|gain\w*"
    r"|expan\w*|up|more|higher|upward|rebound\w*|added|additional|faster|swell\w*|improv\w*)\b",
    re.I,
)
DOWN_SAID = re.compile(
    r"\b(?:fall|falls|falling|fell|fallen|drop\w*|declin\w*|decreas\w*|reduc\w*|shrink\w*|shrank"
    r"|shrunk|sank|sunk"
    r"|slid\w*|plung\w*|slump\w*|tumbl\w*|plummet\w*|dip|dips|dipped|dwindl\w*|contract(?:ed"
    r"|ion)|collaps\w*"
    r"|cut|cuts|down|less|fewer|lower|loss|lost|downward|eas(?:ed|ing)|slip\w*|worsen\w*)\b",
    re.I,
)
CHANGE_NOUNS = re.compile(
    rf"\b(?:{alternatives(f'{UP_NOUNS}, {DOWN_NOUNS}')}|change|changes|rises|falls|increases"
    r"|decreases|difference|lead|gap|margin|growing|grew|rose|fell|excess|shortfall|deviation|swing"
    r"|acceleration|slowdown|revision|more than|fewer than|less than|higher than|lower than"
    r"|(?:up|down|higher|lower)\s+by|(?:was|were|is|are|been)\s+(?:up|down)"
    r"|faster|slower|surging|rising|falling|climbing|inflation|year[\s-]on[\s-]year|year[\s-]over[\s-]year)\b",
    re.I,
)
CHANGED = re.compile(
    r"(?:\bby|(?<!took\s)(?<!takes\s)(?<!take\s)(?<!made\s)(?<!makes\s)\bup|\bdown|\b(?:growth(?:\srate)?|increase|rise|fall|drop|decline|decrease)\sof"
    r"|\b(?:grew|rose|fell|increased|decreased|declined|dropped))\s+"
    r"(?:about\s+|over\s+|nearly\s+|more\s+than\s+)?$",
    re.I,
)
# A subject that is itself a growth may rise "to" a growth.
GROWTH_SUBJECT = re.compile(
    r"\b(?:growth|rate|rates|inflation|increase|rise|pace|change|share|yield|margin|decline|fall"
    r"|drop|lead|gap)\b",
    re.I,
)
FUTURE = re.compile(
    r"\b(?:to|will|would|could|may|might|should|can|must|shall|not|never|n[’']t|cannot|did|do"
    r"|does|[’']ll|let|help|helps|helped|make|makes|made"
    r"|expected\s+to|likely\s+to)\s+(?:\w+ly\s+|again\s+|further\s+)?$",
    re.I,
)
NOUN_BEFORE = re.compile(
    r"(?:\b(?:a|an|the|its|their|his|her|our|this|that|these|those|any|no|some|every|each|of"
    r"|sharp|steep|slight"
    r"|further|first|last|net|big|large|small|overall|annual|yearly|modest|such|same|on\sthe"
    r"|gave|give|gives|giving)|[’']s|s[’'])\s+$",
    re.I,
)

# Superlatives. A fact's own words may prove them, or its series does.
MAX_WORDS = "highest, largest, biggest, greatest, fastest, steepest, sharpest, longest, strongest"
MIN_WORDS = "lowest, smallest, fewest, slowest, shortest, weakest"
MAX = re.compile(
    rf"\b(?:{alternatives(MAX_WORDS)})\b|(?<![\w-])(?:peaked|peaks|peaking|topped\s+out)\b"
    r"|\b(?:at|to|reached|hit|near)\s+(?:a|its|their)\s+(?:new\s+)?(?:peak|high)\b(?!\s+(?:of\s+the|street|school|court|speed|hour|time|season|rate|level))"
    r"|\b(?:leads|led|tops|topped|heads|headed)\s+(?:the\s+(?:list|table|rankings?|field|pack|way)\b"
    r"|(?:with|at)(?=\s+[\d£$€¥]))",
    re.I,
)
MIN = re.compile(
    rf"\b(?:{alternatives(MIN_WORDS)})\b|\b(?:bottomed\s+out|troughed)\b"
    r"|\b(?:at|to|reached|hit|near)\s+(?:a|its|their|the)\s+(?:new\s+)?(?:trough|low)\b"
    r"|\b(?:trails|trailed|brings?\s+up\s+the\s+rear|brought\s+up\s+the\s+rear)(?:\s+(?:with|at))?(?=\s+[\d£$€¥])"
    r"|\b(?:came|comes|finished|ranked|ranks)\s+(?:in\s+)?last(?=\s*[,.;]|\s+with\b)",
    re.I,
)
# "The quietest year", "the quietest of these years" rank times by what is counted in them; whether
# the best has the most or the least depends on what that is.
_OF_YEARS = (
    r"(?:\s+of\s+(?:the|these|those|all|its|our)(?:\s+[a-z]+)?)?\s+"
    r"(?:years?|quarters?|months?|seasons?|decades?)\b"
)
RANKED_TIMES = tuple(
    (re.compile(rf"\b(?:{words}){_OF_YEARS}", re.I), largest, valued)
    for words, largest, valued in (
        ("busiest|deadliest|costliest|dearest", True, False),
        ("quietest|slackest|cheapest", False, False),
        (r"(?<!next\s)best|finest", True, True),
        ("worst|poorest", False, True),
    )
)
# Of two, the larger is the largest.
COMPARED_PAIR = tuple(
    (re.compile(rf"\bthe\s+(?:{words})(?=\s*,|\s+(?:one|of\s+the)\b)", re.I), largest)
    for words, largest in (
        ("larger|bigger|greater|higher|busier|richer", True),
        ("smaller|lesser|lower|quieter|poorer", False),
    )
)
# "Never did so many come as in 2023".
NEVER_SO = re.compile(
    r"\bnever\b[^.;:]{0,60}?\b(?:(?:so|as)\s+(?P<so>many|much|high|large|few|little|low|small)"
    r"|(?P<than>more|higher|larger|fewer|less|lower|smaller))\b[^.;:]{0,40}?\b(?:as|than)\s+in\b",
    re.I,
)
# "Fewer firms than before": a trend, which two numbers or a series bear out.
THAN_BEFORE = re.compile(
    r"\b(?:(?P<sign>more|less)\s+(?!than\b)|(?P<other>fewer|higher|lower|larger|smaller|bigger)\s+)"
    r"(?:(?!than\b)[a-z’'-]+\s+){0,4}?than\s+(?:(?:it|they|there)\s+(?:was|were|had|did)\s+)?"
    r"(?:before\b(?!\s+the\b)|(?:a|one|the)\s+(?:year|month|quarter|decade)\s+(?:before|earlier|ago)\b"
    r"|(?:in\s+)?(?:the\s+)?(?:previous|preceding|last)\s+(?:year|month|quarter)\b|previously\b"
    r"|in\s+the\s+past\b)",
    re.I,
)
# "Rose each year", "fell steadily": so at each step.
STEADILY = re.compile(
    r"\b(?:(?:each|every)\s+(?:single\s+)?(?:year|month|quarter)|year\s+(?:after|on|by)\s+year"
    r"|steadily|continuously|consistently|uninterruptedly|without\s+(?:a\s+)?(?:break|interruption|pause)"
    r"|relentlessly|constantly|unfailingly)\b",
    re.I,
)
STEADY_RISE = words_of("""
each every year steadily continuously consistently uninterruptedly without relentlessly constantly
unfailingly
""")
EVENLY = re.compile(
    r"\b(?:(?:split|divided)\s+(?:evenly|equally|down\s+the\s+middle|in\s+the\s+middle)"
    r"|(?:evenly|equally)\s+(?:split|divided)|neck\s+and\s+neck|(?:was|were|is|are)\s+(?:level|tied)\b)",
    re.I,
)
AS_MANY = re.compile(r"\b(?:just\s+)?as\s+(?:many|much|high|large)\b(?!\s+as\b)", re.I)
RANK_WORDS = frozenset(
    f"{MAX_WORDS}, {MIN_WORDS}, best, worst, finest, poorest, trails, trailed, rear, last, "
    "busiest, deadliest, costliest, dearest, quietest, slackest, "
    "cheapest, most, least, record, time, unprecedented, never, ever, "
    "majority, minority, bulk, lion, often, peaked, peaks, peaking, peak, topped, tops, "
    "leads, led, heads, headed, high, low, trough, troughed, bottomed, top, nearly, almost, "
    "virtually, few, hardly, overwhelming".split(", ")
)
RECORD = re.compile(
    r"\b(?:all-time|unprecedented|never\s+before"
    r"|(?:a|an|the|new|hit|hits|set|sets|at|reach|reaches|reached|to|of|its|their)\s+(?:new\s+"
    r"|all-time\s+)?record(?!\s+(?:of|keeping|label|company|shop|store|deal|book|books|player"
    r"|holder))"
    r"|record(?=[\s-]+(?:high|low|level|levels|year|number|numbers|sum|amount|setting|breaking"
    r"|profit|profits|sales|spending|turnout|\d|\ufffc))"
    r"|(?:more|fewer|higher|lower|larger|smaller|bigger)\s+(?:[a-z’'-]+\s+){0,3}than\s+ever"
    r"|(?:(?<=\breach\s)|(?<=\breaches\s)|(?<=\breached\s)|(?<=\bhit\s)|(?<=\bhits\s))(?:a|the)\s+(?:new\s+)?record\b(?!\s+(?:label|company|shop|store|deal|book))"
    r"|^Record(?=\s+[a-z]+s\b)"
    r"|(?:highest|largest|biggest|lowest|smallest|fewest|most|least"
    r"|greatest)(?:\s+\w+)?\s+(?:ever|on\s+record))\b",
    re.I,
)
MOST = re.compile(
    r"(?<!\b[Aa]t\s)(?<!\bthe\svery\s)(?<!\bthe\s)\b[Mm]ost\b"
    r"(?=\s+(?:of\b(?!\s+all\b)|(?!of)[a-z]+[a-rt-z]s\b|people\b)|,?\s+\(?\d)"
)
# Nouns without a plural that are had "the most" of; an adjective there ranks something else.
MASS = (
    r"(?:fish|men|women|children|money|cash|traffic|trade|freight|cargo|revenue|aid|energy|power"
    r"|electricity|oil|gas|coal|water|rain|rainfall|snow|wheat|rice|maize|grain|milk|meat|wool"
    r"|cotton|timber|wood|steel|iron|cement|waste|rubbish|land|carbon|carbon\s+dioxide|co2"
    r"|funding|spending|investment|growth|unemployment|crime|debt)"
)
THE_MOST = re.compile(
    r"(?<!\bat\s)\b(?:the|has|have|had|with)\s+(?:the\s+)?most\b(?=\s+(?:of\s+any|in|among|ever|since|nationwide"
    rf"|anywhere|(?!of)[a-z]+[a-rt-z]s\b|people\b|{MASS}\b)|\s*[.,;)])",
    re.I,
)
THE_LEAST = re.compile(
    r"(?<!\bat\s)\bthe\s+(?:least|fewest)\b(?=\s+(?:of\s+any|in|among|ever|since"
    rf"|(?!of)[a-z]+[a-rt-z]s\b|people\b|{MASS}\b)|\s*[.,;)])",
    re.I,
)
MAJORITY = re.compile(
    r"\b(?:majority|the\s+bulk\s+of|lion[’']s\s+share|more\s+often\s+than\s+not)\b", re.I
)
# Amounts as words right before a share, "Nearly all patients, [75%],", with the percent that
# each is at least and at most.
QUANTIFIED: tuple[tuple[re.Pattern[str], int, int], ...] = tuple(
    (re.compile(rf"\b(?:{words})(?:\s+[a-z’'-]+){{0,3}}\s*[,(–]\s*$", re.I), least, most)
    for words, least, most in (
        (r"(?:nearly|almost|virtually|practically)\s+(?:all|every|everyone|everybody)", 85, 100),
        (r"all\s+but\s+a\s+few", 85, 100),
        (r"(?:overwhelming|vast|huge)\s+majority", 65, 100),
        (r"(?:large|big|clear|strong|solid)\s+majority", 55, 100),
        (r"(?:narrow|slim|slender|bare|small)\s+majority", 50, 60),
        (r"few|hardly\s+any(?:one|body)?|next\s+to\s+no(?:ne)?|(?:tiny|small)\s+minority", 0, 33),
    )
) + ((re.compile(r"\boverwhelming\s+$", re.I), 65, 100),)
MINORITY = re.compile(r"\b(?:minority)\b", re.I)
MAX_SAID = re.compile(
    r"\b(?:highest|largest|biggest|greatest|most|top|tops|topped|topping|first|leading|leads|led"
    r"|lead|record|maximum|max"
    r"|fastest|steepest|sharpest|longest|strongest|more\s+than\s+any|1st|number\s+one|peak\w*"
    r"|ahead)\b",
    re.I,
)
MIN_SAID = re.compile(
    r"\b(?:lowest|smallest|fewest|slowest|shortest|weakest|least|last|minimum|min|record|trough"
    r"|bottom)\b",
    re.I,
)
RECORD_SAID = re.compile(
    r"\b(?:record|ever|all-time|unprecedented|highest|lowest|never\s+before|since\s+records"
    r"|historic)\b",
    re.I,
)
MAJORITY_SAID = re.compile(
    r"\b(?:majority|most|bulk|lion[’']s\s+share|more\s+than\s+half|over\s+half)\b", re.I
)

# Denials that turn a number: "never [12]", "nowhere near [12]".
DENIED = re.compile(
    r"(?:\b(?:not|never|rarely|seldom|by\s+no\s+means|nowhere\s+near|far\s+from|anything\s+but|hardly|scarcely|barely\s+any"
    r"|no\s+longer|neither|nor|without|none\s+of|fail(?:s|ed|ing)?\s+to|unable\s+to)"
    r"|n[’']t)\s+(?:(?:even|quite|yet|exactly|really|a|an|the|these|those|its|some|all|be|been"
    r"|as\s+many\s+as|reach|reached|exceed|exceeded|hit|pass"
    r"|passed|top|come\s+to|amount\s+to|total|number)\s+){0,2}$"
    r"|\bno\s+$",
    re.I,
)
DENIED_INSIDE = re.compile(
    r"^(?:far\s+from|nowhere\s+near|anything\s+but|hardly|not|never)\b", re.I
)
DENYING_WORDS = words_of("""
not never rarely seldom nowhere far anything hardly scarcely barely no neither nor without none
fail fails failed failing unable nobody t
""")
NOT_ONLY = re.compile(r"\bnot\s+(?:only|just|merely|even|least)\s+(?:a\s+)?$", re.I)

PLANNED = re.compile(
    r"\b(?:plan\w*|target\w*|aim\w*|goal\w*|forecast\w*|foresee\w*|foresaw|expect\w*"
    r"|project(?:ed|ion|ions|s)?|budget\w*|estimat\w*"
    r"|predict\w*|outlook|ambition\w*|hope[ds]?|pledg\w*|promis\w*|intend\w*|scheduled|due|will"
    r"|would|could|should|may|might|to\s+be|(?:is|are|was|were)\s+to\s+[a-z]+|future"
    r"|by\s+20\d\d|proposed|proposal|scenario\w*|upper\s+end|planned|meant)\b",
    re.I,
)
PLAN_FACT = re.compile(
    r"\b(?:plan(?:ned|s)?|target\w*|forecast\w*|foresee\w*|foreseen|expected|projected"
    r"|projection|budgeted|predicted|intended|scheduled|goal|aim(?:ed)?)\b",
    re.I,
)
DONE = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+ly\s+|already\s+)?(?:\w+ed|spent|paid|made|built|reached|risen"
    r"|grown|fallen|become|come|been|cost|seen)\b"
    r"|\b(?:spent|paid|was|were|reached|came\s+to|amounted|cost|rose|grew|fell|invested|received"
    r"|earned|stood)\b",
    re.I,
)
REPORTED = re.compile(
    r"\b(?:report\w*|said|says|publish\w*|announc\w*|according|release\w*|wrote|survey\w*|census"
    r"|edition|study|told|listed|named|counted"
    r"|yearbook|bulletin|figures|statistics|puts?|shows?|estimates?|review|register|accounts)\b",
    re.I,
)
BEGUN = re.compile(
    r"\b(?:founded|born|built|established|created|launched|opened|set\s+up|introduced|formed"
    r"|began|started|elected|signed|joined|died|approved|agreed|decided|adopted|passed|enacted"
    r"|discovered|announced|ordered|commissioned|promised|pledged|proposed|drawn\s+up)\s+"
    r"(?:\w+\s+){0,2}$",
    re.I,
)

# What a number is per; each period has its words.
PERIODS = {
    "second": "second, seconds", "minute": "minute, minutes", "hour": "hour, hourly, hours",
    "day": "day, daily, days", "night": "night, nightly", "week": "week, weekly, weeks",
    "fortnight": "fortnight, fortnightly", "month": "month, monthly, months",
    "quarter": "quarter, quarterly",
    "year": "year, yearly, annual, annually, annum, years, year-on-year",
    "decade": "decade, decades", "season": "season, seasonal",
}  # fmt: skip
PERIOD_OF = {word.strip(): name for name, words in PERIODS.items() for word in words.split(",")}
ADVERBS_OF_PERIOD = words_of(
    "daily weekly monthly quarterly yearly annually overnight hourly nightly"
)
# Of these less is better.
HARMFUL = """
unemployment jobless joblessness inflation deaths dead killed fatalities injuries casualties crime
crimes murders thefts burglaries robberies accidents crashes emissions pollution debt deficit
poverty homelessness infections cases admissions complaints delays bankruptcies insolvencies waste
losses
"""
# What is counted over a time, and so by no other: the passengers of a year are none of a month.
FLOWS = """
passengers visitors visits tourists travellers arrivals departures crossings journeys trips rides
births deaths fatalities casualties injuries victims marriages divorces accidents crashes crimes
murders thefts burglaries robberies arrests exports imports sales revenue turnover profits output
production emissions rainfall harvest catch landings deliveries registrations orders downloads
applications complaints
"""
# "Ships bought", "Firms that closed" count what was done; of what still is so, `LASTING_STATES`.
DONE_TO = re.compile(
    r"(?:s|people|men|women|children|[Ff]ish|cattle)\s+(?:(?:that|who|which)\s+)?(?:(?:were|was)\s+)?"
    r"(?P<done>[a-z]+ed|sold|bought|built|born|made|lost|won|caught|sunk|spent|stolen|shot)\b"
)
LASTING_STATES = words_of("""
registered licensed employed owned occupied located based listed needed foreseen planned insured
married retired vaccinated used paid satisfied unemployed required rented housed connected covered
supported backed opposed interested involved mixed united
""")
# What is done to a number before it is told, with what a fact says of it that had it done.
ADJUSTED = tuple(
    (re.compile(rf"\b(?:{said})", re.I), re.compile(rf"\b(?:{known})", re.I))
    for said, known in (
        (
            r"(?:after|before)\s+tax(?:es)?\b(?!\s+[a-z])|pre-tax\b|post-tax\b|take-home\s+pay\b",
            r"tax|pre-tax|post-tax|gross|net|take-home",
        ),
        (
            r"in\s+real\s+terms\b|adjusted\s+for\s+(?:inflation|prices)\b|inflation-adjusted\b"
            r"|after\s+inflation\b(?!\s+[a-z])|at\s+constant\s+prices\b"
            r"|in\s+today[’']s\s+(?:money|prices)\b",
            r"real|inflation|constant|deflat|adjusted|today[’']s",
        ),
        (r"seasonally\s+adjusted\b", r"season"),
        (r"age-(?:adjusted|standardi[sz]ed)\b|adjusted\s+for\s+age\b", r"age\b|age-"),
        (r"(?:including|excluding|before|after)\s+VAT\b", r"VAT"),
    )
)
ADJUSTING = words_of("tax taxes real adjusted inflation constant money prices age VAT vat home")
AVERAGED = re.compile(r"\b(?:on\s+average|an\s+average\s+of|averag(?:ed|es|ing))\b", re.I)
AVERAGE_SAID = re.compile(
    r"\b(?:averag\w*|mean|median|typical\w*|per|each|usual\w*|a\s+(?:head|person|year|month))\b",
    re.I,
)

# "The average fare", "fares start at": what a number is of several, and how a fact says that.
STATISTICS = tuple(
    (
        re.compile(rf"\b(?P<stat>{adjectives})\s+(?:[a-z]+\s+){{0,2}}?(?P<noun>[a-z]+)\b[^,;:.]*$"),
        re.compile(rf"\b(?P<stat>{verbs})\s+(?:only\s+|just\s+)?$") if verbs else None,
        re.compile(rf"\b(?:{known})", re.I),
    )
    for adjectives, verbs, known in (
        ("average|mean|typical", "", AVERAGE_SAID.pattern),
        (
            "minimum|starting",
            r"(?:starts?|started|begins?|began)\s+at",
            r"min|low|least|from|start|at least|upward|base|entry",
        ),
        (
            "maximum|top",
            r"(?:is|are|was|were)\s+(?:capped|limited)\s+(?:at|to)",
            r"max|high|top|most|peak|cap|limit|up to|upper|largest|ceiling",
        ),
    )
)
STATISTIC_WORDS = words_of(
    "average mean typical minimum starting start starts started begin begins began maximum top "
    "capped limited"
)
# "At least" a number that is the upper end, "at most" one that is the lower.
AT_AN_END = (
    (
        re.compile(r"\bat\s+least\s+$", re.I),
        re.compile(r"\b(?:upper|highest|maximum|most)\b", re.I),
    ),
    (
        re.compile(r"\b(?:at\s+most|up\s+to|no\s+more\s+than)\s+$", re.I),
        re.compile(r"\b(?:lower|lowest|minimum|least)\b", re.I),
    ),
)
# Opposites: a number of the one is none of the other.
OPPOSITES = [
    ("open", "clos"), ("scrap", "b(?:uil|ough)t"), ("demolish", "buil[td]"),
    ("import", "export"), ("birth", "death"), ("born", "die"), ("men", "women"),
    ("man", "woman"), ("boy", "girl"), ("male", "female"), ("husband", "wi(?:fe|ves)"),
    ("arriv", "depart"), ("immigra", "emigra"), ("bought", "sold"), ("buy", "sell"),
    ("purchas", "s(?:old|ale)"), ("won", "lost"), ("win", "los"), ("favour", "against"),
    ("favor", "against"), ("for", "against"), ("urban", "rural"),
    ("support|backed|backing|favou?r|endors|approv|(?:said|voted)\\s+yes",
     "oppos|reject|against|disapprov|objected|(?:said|voted)\\s+no"),
    ("primary", "secondary"), ("full-time", "part-time"), ("heaviest", "lightest"),
    ("median", "averag"), ("median", "(?<=the )mean"), ("average", "(?<=the )mean"),
    ("oldest", "youngest"), ("tallest", "shortest"), ("hottest|warmest", "coldest"),
    ("richest", "poorest"), ("fastest", "slowest"), ("longest", "shortest"),
    ("biggest", "smallest"), ("upper", "lower"), ("best", "worst"), ("debt", "deficit"),
    ("death|died|dead|killed|fatalit", "injur|wound|hurt|surviv|birth"),
    ("active", "inactive"), ("complete", "incomplete"), ("direct", "indirect"),
    ("dependent", "independent"), ("formal", "informal"), ("legal", "illegal"),
    ("regular", "irregular"), ("literate", "illiterate"), ("literacy", "illiteracy"),
    ("public", "private"), ("income", "expen"), ("revenue", "cost"), ("revenue", "expen"),
    ("profit", "loss"), ("asset", "liabilit"), ("hired", "fired"), ("hired", "dismiss"),
    ("employed", "unemployed"), ("married", "divorc"), 
    ("domestic", "foreign"), ("supply", "demand"), ("winner", "loser"), ("creditor", "debtor"),
    ("entr", "exit"), ("enter", "lef?t|leav"), ("day", "night"), ("summer", "winter"),
    ("minimum", "maximum"), ("lowest", "highest"), ("smallest", "largest"), ("passed", "failed"),
    ("pass", "fail"), ("accept", "reject"), ("approv", "reject"), ("inflow", "outflow"),
    ("vaccinated", "unvaccinated"), ("lender", "borrower"), ("landlord", "tenant"),
    ("teacher", "pupil"), ("teacher", "student"), ("doctor", "nurse"), ("doctor", "patient"),
    ("gross", "net"), ("living", "dead"), ("alive", "dead"), ("killed", "injured"),
    ("killed", "wounded"), ("dead", "injured"), ("dead", "wounded"), ("acquitted", "convicted"),
    ("single", "return"), ("weekday", "weekend"), ("adult", "child"), ("fixed", "variable"),
    ("short-term", "long-term"), ("temporary", "permanent"), ("inner", "outer"),
    ("yes", "no"), ("present", "absent"), ("indoor", "outdoor"), ("inbound", "outbound"),
    ("buyer", "seller"), ("solved", "unsolved"), ("owner", "renter"), ("rich", "poor"),
    ("satisfied|happy", "unhapp|displeas|angry"), ("new", "(?<=the )old"),
    ("turnout", "not\\s+(?:vote|turn\\s+out)|stayed\\s+(?:at\\s+)?home|abstain"),
    ("unemploy|jobless", "(?:had|have|has)\\s+(?:a\\s+)?jobs?|in\\s+work"),
    ("clos|bankrupt|scrap", "saved|surviv|rescu"),
    ("spent|spend", "earn(?:ed|s|ing)|collect|sav(?:es?|ed|ing)"),
    ("paid", "got|receiv"), ("against|oppos|favou?r", "abstain|no opinion|undecided|not know"),
    ("rent|fare|price", "earn|salar|wage"),
    ("cost", "(?:brings?|brought)\\s+in|yield"), ("debt|owe", "saved|savings?|reserves?|wealth"),
]  # fmt: skip
# Things of one kind: what a fact says of one of a line is not said of another. Signs of a plural
# are told by themselves.
SIBLINGS = _table("""
ferry, bus, tram, train, taxi, metro, plane, bicycle
milk, petrol, diesel, bread, beer, wine, butter, rice, wheat, coffee, tea, sugar
coal, gas, oil, peat, uranium, wind
road, railway, canal
bridge, tunnel, dam, airport, stadium, motorway
pint, litre, gallon, kilogram, ounce
household, state|government|country|nation, firm|company
household|family, student, pensioner, tourist, person|inhabitant
visit, loan, visitor
rent, food, water, electricity, heating, insurance, clothing
research|science, school|education, road, hospital|health, police, defence|army, housing, pension
rain, sun|sunshine, snow, frost
docker, captain, pilot, miner, fisherman, sailor, driver
nurse, doctor, teacher, policeman, soldier, judge, farmer, cleaner
school, hospital, library, prison, museum, theatre
cow, sheep, pig, goat, horse, hen
cod, herring, salmon, tuna, mackerel
murder|homicide, burglary, theft, robbery, rape
""")

# Measures that a sentence may name as its subject; those of a line are one measure.
MEASURES = _table("""
unemployment, joblessness, jobless rate
inflation, prices, cpi, consumer price
gdp, gross domestic product, output, economy
exports, export, exported
imports, import, imported
debt, borrowing, debts, owe, owes
deficit, shortfall
surplus
population
turnout
births, birth, born
deaths, death, died, dead, killed
emissions, emission, emitted
rainfall, rain
profits, profit, earnings
revenue, revenues, turnover, sales
wages, wage, pay, salaries, salary, earnings
rents, rent
taxes, tax, taxation
investment, investments, invested
spending, expenditure, spent
temperature, temperatures
crime, crimes, offences
poverty, poor
literacy
life expectancy
productivity
obesity, obese
homelessness, homeless
immigration, immigrants, migrants, migration
emigration, emigrants, migration
inequality
vacancies, vacancy
savings, saving
attendance, attendances
enrolment, enrolled, pupils, students
membership, members
fares, fare
tariffs, tariff
subsidies, subsidy
pensions, pension
tourism, tourists, visitors, holidaymakers
traffic, passengers, vehicles, cars, cargo, crossings, journeys, trips
""")
# Nouns that count the same things: by the root of each, those of its lines.
_ALIKE = [frozenset(map(stem, line)) for line in _table("""
firm, company, enterprise, business, corporation, employer
person, people, resident, inhabitant, citizen, individual, human
worker, employee, staff, job-holder, labourer, colleague, personnel, workforce, post
child, kid, youngster, pupil, schoolchild, student
student, undergraduate, learner
home, house, dwelling, flat, apartment, residence, property, household
death, fatality, dead, killed, victim
injury, injured, wounded, casualty
car, vehicle, automobile
visit, visitor, trip
visitor, tourist, holidaymaker
plane, aircraft, jet, airliner
shop, store, outlet
doctor, physician, medic
area, region, district, place
city, town, municipality
centre, center
laboratory, lab
programme, program, scheme
article, paper, publication
bus, coach
ballot, vote
ship, vessel, boat
lorry, truck
bike, bicycle
seat, place
patient, case
woman, women, female
man, men, male
fund, funding
loan, credit
scholar, scientist, researcher, academic
book, title, volume
tonne, ton
country, nation, state
""")]  # fmt: skip
ALIKE = {
    root: frozenset[str]().union(*(line for line in _ALIKE if root in line))
    for root in frozenset[str]().union(*_ALIKE)
}
HUMAN_STEMS = stems("""
person people staff worker employee resident inhabitant citizen personnel professional returnee
expert scholar scientist researcher patient voter visitor student pupil child woman man member
refugee migrant official officer soldier teacher doctor nurse player fan passenger tourist
victim death dead injured killed arrest population talent head user reader customer subscriber
participant respondent applicant candidate prisoner case job unemployed casualty asked household
workforce labour labor crew team audience attendance crowd turnout vote sick infected homeless
poor
""")
GENERIC_STEMS = stems("""
other others point points place places one ones unit units item items thing things kind kinds
sort sorts type types figure figures total all copies times years time way ways row rows bar
bars dot dots square squares column columns panel panels circle circles segment segments
""")


# "unsatisfied" beside "satisfied"; words that only look so are no denials.
UN_WORDS = re.compile(
    r"\b(?:un|dis|non-?)(?!der|til|less|iver|ion|its?\b|ited|ique|ified|cover|count|ease|play|trict|tribut|cuss|pute)"
    r"(?P<root>[a-z]{4,})\b",
    re.I,
)
# What a head of a table or of a list may count; another plural may be a name of something.
COUNTABLE = (
    HUMAN_STEMS - {"head", "case", "total"}
    | frozenset(ALIKE)
    | stems("""
    bed hospital school library road bridge station ship lorry truck bicycle train crime burglary
    theft robbery murder accident crash fire flood birth marriage divorce licence permit prize
    medal goal match game ticket letter complaint claim patent factory plant farm tree cow sheep
    pig hen island village nurse cyclist driver farmer doctor
    """)
)
# Words that two texts share by chance.
COMMON = stems("of the in a and to for by that which its was is over at on with from year years")
# Words without one of which a quotation cannot disagree with its fact; so most need no reading.
DISAGREEING = (
    words_of("per each every a an by up down")
    | TREND_WORDS
    | {line[0].split()[0] for line in MEASURES}
)
MEASURED = stems("rate total annual level")  # what any measure may be called

# Words that rank or tell a trend or an amount. Without a figure beside them none is refused.
RANKS = re.compile(
    r"\b(?:the|an?|its|their|his|her|our|[’']s)\s+(?!(?:inter|for|west|midw|t|req|b|gu|hon|harv|prot"
    r"|cont|qu|n|lat|arr|man|mod|conq|inv|ear|dig|v|p|ch|j|cr)est\b)[a-z]{2,}est\b"
    r"|\b(?:highest|largest|biggest|lowest|smallest|fewest|richest|poorest|fastest|slowest)\b"
    r"|\b(?:unique|unmatched|unrivalled|penultimate|runner-up|second\s+to\s+none|the\s+only)\b"
    r"|\b(?:bottom|top)\s+of\s+the\s+(?:rankings?|table|league|list)\b"
    r"|\b(?:rankings?|ranked|league\s+tables?|podium)\b"
    r"|\b(?:above|below)\s+(?:the\s+)?(?:average|median|mean)\b"
    r"|\bas\s+(?:much|many|high|large|rich|fast)\s+as\b"
    r"|\b(?:[a-z]{2,}er|more|less|fewer)\s+than\b(?!\s+(?:that|just|ever\s+so))",
    re.I,
)
AMOUNTS = re.compile(
    r"\b(?:several|many|multiple|few|nearly\s+all|almost\s+all|nearly\s+every|almost\s+every"
    r"|virtually\s+(?:all|every|no)|hardly\s+any|next\s+to\s+nothing"
    r"|not\s+(?:one|a\s+single)|none\s+of|none|neither|an?\s+pair\s+of|an?\s+minority|myriads?|a\s+couple\s+more"
    r"|both\s+(?:of\s+the\s+)?[a-z]+s\b(?!\s+and)|the\s+(?:sole|lone)|solitary"
    r"|overwhelming\s+(?:share|part)|(?:tiny|small|large)\s+(?:fraction|share|part))\b"
    r"|(?:^|(?<=[.!?]\s))(?:Every|Each|No|All)\s+(?!one\b|doubt\b|matter\b)[a-z]+",
    re.I,
)
UNBOUND = (RECORD, MAJORITY, MOST, TREND, RANKS, AMOUNTS)
