"""Number words of names and set phrases: "first lady", "World War Two", "Boeing 737", "net zero".

The tables are closed. What stands in none of them is a figure; `site.names` takes other names.
They are asked only about numbers that were found, so that long prose costs nothing.
"""

from __future__ import annotations

import itertools
import re

from ...quantity import Figure
from .number_words import CARDINALS, COUNTS, MULTIPLES, ORDINALS

# Whole phrases. "/" stands between words that may take each other's place; a space is any white
# space or a hyphen. A phrase with capitals is a name and wants them; else case does not count.
PHRASES = """
at first; first lady/ladies; first minister/ministers; first name/names; first aid
first aider/aiders; first class; first hand; first floor; first base; first baseman; first mate
first lieutenant; first past the post; first cousin/cousins; first language/languages
first officer; first principles; first instance; first responder/responders; first rate
first born; first come; first served; first and foremost; first off; first thing; first things
first up; first impression/impressions; first generation; first sea lord; first folio
first violin; at first sight; at first glance; first refusal; first strike; first mover
first order; first degree; first light; first gear; feet first; head first; safety first
ladies first; first time buyer/buyers/voter/voters/mother/mothers/father/fathers
first time parents/offender/offenders/caller/visitor/visitors; in the first place; second hand
second thought/thoughts; second nature; second wind; second class; second rate
second guess/guesses/guessed/guessing; second degree; second generation; second language
second home/homes; second cousin/cousins; second floor; second lieutenant; second fiddle
second childhood; second string; second opinion/opinions; second coming; second to none
second in command; second sight; second skin; second helping/helpings; second chance/chances
second base; second baseman; second row; second reading; second amendment; per second
split second; a second later; a second ago
feet/metres/meters/miles/kilometres/kilometers a second
frames/bits/bytes/megabits/gigabits/times/litres/gallons/tonnes/operations/calculations a second
third party/parties; third way; third floor; third degree; third rate; third generation
third sector; third reading; third base; third baseman; third reich; third estate; third rail
third wheel; third umpire; third eye; third gender; third countries
third country national/nationals; fourth estate; fourth wall; fourth official; fourth dimension
fourth floor; fourth of july; fifth column/columnist/columnists; fifth wheel; fifth element
fifth amendment; fifth republic; sixth sense; sixth form/former/formers; seventh heaven
seventh day adventist/adventists; eighth note/notes; eleventh hour; twelfth man; Twelfth Night
nineteenth hole; half time; half hearted/heartedly; half brother/brothers; half sister/sisters
half sibling/siblings; half truth/truths; half life/lives; half mast; half term; half board
half back/backs; half moon; half yearly; half day/days; half volley; half measures
half the battle; fly half; scrum half; centre half; center half; wing half; better half
half past; half marathon/marathons; northern/southern/eastern/western half; half breed
half note/notes; half way; double act/acts; double standard/standards; double agent/agents
double bass; double bassist; double check/checks/checked/checking; double cross/crossed/crossing
double room/rooms; double bed/beds; double bedroom/bedrooms; double decker/deckers
double glazing; double glazed; double door/doors; double edged; double sided; double helix
double fault/faults/faulted; double bill; double header/headers; double bogey; double barrelled
double barreled; double breasted; double take/takes; double vision; double whammy
double espresso; double negative/negatives; double jeopardy; double album/albums
double life/lives; double bind; double dutch; double jointed; double park/parked/parking
double entendre/entendres; double indemnity; double dip/dipped/dipping; double down
double taxation; double blind; double blinded; double bond/bonds; double spaced
double click/clicked; on the double; body double; body doubles; stunt double; stunt doubles
double up; double back; doubled down; doubled back; doubles down; doubling down; doubling back
doubling up; men's/women's/boys'/girls' doubles; men’s/women’s/boys’/girls’ doubles
mixed doubles; wheelchair doubles; doubles title/titles; doubles match/matches
doubles final/finals; doubles champion/champions/championship; doubles partner/partners
doubles team/teams; doubles pair/pairs/pairing; doubles tournament/draw/event
triple jump/jumper/jumpers; triple crown; triple glazing; triple glazed; triple threat
triple play; triple bond/bonds; triple whammy; triple entente; triple axel; triple alliance
triple lock; triple point; triple a; quadruple bypass; quadruple scull/sculls; zero sum
zero tolerance; zero carbon; zero day; zero gravity; zero waste; zero trust; zero coupon
zero knowledge; zero covid; ground zero; net zero; patient zero; sub zero; absolute zero; two way
two sided; two faced; two tier; two tiered; two tone; two handed; two piece; two dimensional
two timing; two timer; two seater; two wheeler/wheelers; two edged; two by four; two pronged
two stroke; two ply; two left feet; two a penny; two horse race; two state solution; in two minds
of two minds; thing or two; put two and two together; two and two together
my/your/his/her two cents; world war one; world war two; world war three
two factor authentication; three dimensional; three way; three piece; three pointer/pointers
three line whip; three legged; three ply; three pronged; three ring circus; three card trick
three cornered; three rs; three musketeers; three wise men; three little pigs; three course
four wheel drive; four by four; four letter word/words; four poster; four square; four leaf
four legged; four horsemen; four corners of; five a side; five bar gate; five pillars of
high five; nine to five; five star; four star; three star; two star; six pack/packs; six shooter
six day war; six feet under; deep six; at sixes; seven deadly sins; seven seas; seven wonders
seven dwarfs; seven a side; seven samurai; cloud nine; whole nine yards; ten commandments
ten gallon; hang ten; eleven plus; starting eleven; playing eleven; twelve apostles; twelve step
twelve tables; twelve days of christmas; hundred years’ war; hundred years' war
hundred years war; thirty years’ war; thirty years' war; seven years’ war; seven years' war
thanks a million; million dollar question; friday the 13th; think/thinks/thought/thinking twice
twice removed; twice shy; twice baked; quarter final/finals/finalist/finalists
quarter back/backs; quarter pounder; quarter horse; doubled as a/an; doubles as a/an
double as a/an; doubling as a/an; zero in on; zeroing in on; zero hour
zero hours contract/contracts
zero emission/emissions vehicle/vehicles/car/cars/bus/buses/zone/zones
first person narrator/narrative/shooter/singular/plural/account/perspective/pronoun
third person narrator/narrative/singular/plural/perspective/pronoun; First Nations
first nations people/peoples
first team football/player/players/squad/coach/regular/regulars/action/appearance/debut
first world country/countries/problem/problems
third world country/countries/nation/nations/debt/economies/status; First Family; Three Kings
Seven Sisters; Six Nations; Group of Seven/Eight/Ten/Twenty; Gang of Four
thousand island dressing; Thousand Oaks
Act/Part/Book/Chapter/Volume/Stage/Channel/Radio One/Two/Three/Four/Five/Six/Seven/Eight
Act/Part/Book/Chapter/Volume/Stage/Channel/Radio Nine/Ten/one/two/three/four/five/six
Formula/Scene/Room/Platform/Terminal/Studio/Grade/Year One/Two/Three/Four/Five/Six/Seven/Eight
Formula/Scene/Room/Platform/Terminal/Studio/Grade/Year Nine/Ten/one/two/three/four/five/six
season/episode/chapter/phase/type/day/week one/two/three/four/five/six/seven/eight/nine/ten
Big Three/Four/Five/Six/Ten; Three Gorges; Nine Elms; Final Four; Five Eyes; Famous Five
Fab Four; Fantastic Four; War of the First/Second/Third
"""
# What is numbered to tell one from the next: "the third floor", "its 14th session".
AFTER_ORDINAL = """
floor, storey, grade, grader, graders, century, amendment, parallel, meridian, arrondissement,
street, avenue, st, ave, battalion, brigade, division, infantry, army, fleet, corps, regiment,
squadron, airborne, cavalry, armoured, armored, circuit, republic, dynasty, duke, baron, baronet,
viscount, marquess, session, sessions, congress, parliament, legislature, assembly, knesset,
bundestag, plenum, plenary, summit, annual, olympiad, winter olympics, summer olympics, olympic
games, winter games, asian games, commonwealth games, percentile, quintile, decile, quartile,
quarter, quarters, trimester, semester, inning, innings, set, leg, lap, heat, frame, round,
rounds, hole, minute, over, period, season, series, episode, chapter, act, scene, movement,
volume, phase, stage, term, wave, world war, punic war, gulf war, crusade, intifada, ecumenical
council, vatican council, lateran council, national congress, party congress, central committee,
un general assembly, general assembly, five-year plan, anglo, opium war, balkan war, boer war,
carlist war, indochina war, sino-japanese war, row, verse, line, paragraph, instalment,
installment, tranche, reading, earl, dalai lama
"""
# "The first half of the year", not "of the firms". U+FFFB is a date that is hidden.
ORDINAL_HALF = re.compile(
    r"[\s-]+half\b(?!\s+of\s+(?:all|(?:the|its|their|his|her|these|those|our)\s+"
    r"(?!\ufffb|(?:\d{2,4}(?:[-–]\d+)?\s+)?(?:years?|month|week|day|decade|century|season|game|match"
    r"|final|campaign|tournament|financial|fiscal|calendar|book|film|movie|novel|album|show|play"
    r"|concert|episode|race|tour|term|period|war|\d)\b)))"
)
MONTHS_OF = re.compile(r"[\s-]+(?:months|weeks|days|quarters)\s+of\b")
FIRST_MONTHS = re.compile(
    r"[\s-]+(?:two|three|four|five|six|seven|eight|nine|ten|\d\d?)"
    r"[\s-]+(?:months|weeks|days|quarters)\s+of\b"
)
STREAK = re.compile(
    r"[\s-]+\w+\s+(?:in\s+a\s+row|running|straight|in\s+succession|consecutively)\b"
)
# "The aim is twofold": of so many parts.
PARTS_BEFORE = re.compile(
    r"\b(?:aims?|goals?|purposes?|reasons?|tasks?|problems?|challenges?|answers?|roles?|points?|objectives?"
    r"|strategy|approach|arguments?|questions?|missions?|effects?|benefits?|advantages?|messages?"
    r"|lessons?|concerns?|functions?|explanations?|solutions?)(?:\s+\w+){0,6}?\s+"
    r"(?:is|are|was|were|be|being|been|seems?|remains?)\s+$",
    re.I,
)
# Things that bear a number as a name: "Boeing 737", "Article 50", "page 12". It counts nothing.
HEADS = """
Section, Sections, Article, Articles, Chapter, Chapters, Clause, Rule, Schedule, Annex, Appendix,
Paragraph, Title, Proposition, Prop, Amendment, Resolution, Directive, Regulation, Protocol,
Table, Tables, Figure, Figures, Fig., Figs., Box, Panel, Page, Pages, Volume, Vol., Issue, Part,
Act, Scene, Verse, Psalm, Symphony, Sonata, Concerto, Opus, Op., Episode, Lesson, Grade, Level,
Type, Class, Category, Tier, Phase, Stage, Group, Division, Room, Suite, Gate, Platform, Terminal,
Track, Pier, Block, Building, Unit, Zone, Ward, District, Precinct, Area, Sector, Line, Exit,
Junction, Route, Highway, Interstate, Autobahn, Motorway, Flight, Apollo, Gemini, Soyuz, Voyager,
Pioneer, Mariner, Luna, Venera, Sputnik, Shenzhou, Tiangong, Chandrayaan, Explorer, Surveyor,
Expedition, Ariane, Falcon, Boeing, Airbus, Learjet, Cessna, Embraer, Bombardier, Tupolev,
Ilyushin, Antonov, MiG, Sukhoi, Leopard, Mark, Mk, Model, Porsche, Peugeot, Fiat, Polestar,
iPhone, iPad, iOS, iPadOS, macOS, watchOS, Android, Windows, Xbox, PlayStation, Galaxy, Pixel,
Kindle, Pentium, Python, Photoshop, Unicode, Snapdragon, Llama, Claude, Fortune, FTSE, S&P, DAX,
CAC, IBEX, Nikkei, Nasdaq, NASDAQ, Dow, Stoxx, STOXX, Russell, CSI, ASX, TSX, Kospi, KOSPI, Topix,
Nifty, ISO, IEC, RFC, DIN, IFRS, IAS, Channel, Radio, Studio, Formula, Vision, Agenda, Horizon,
Catch, Slaughterhouse, Fahrenheit, Ocean’s, Ocean's, Blink, HIV, Hepatitis, Uranium, Strontium,
Caesium, Cesium, Iodine, Cobalt, Polonium, Plutonium, Comet, Gliese, Kepler, Messier, NGC,
Chromosome, Trisomy, Exhibit, Bill, Genesis, Exodus, Leviticus, Deuteronomy, Isaiah, Matthew,
Luke, John, Romans, Corinthians, Revelation, Sonnet, Surah, Sura, Equation, Eq., Theorem, Lemma,
Example, Item, Footnote, Note, Week, Day, Step, Season, World War, HTML, CSS, Vostok, Billboard,
Orbiter, BBC, ESPN, Law, Order, Decree, Measure, Tower, Bus, Tram, Bay, section, sections,
article, articles, chapter, chapters, clause, table, figure, fig., page, pages, paragraph,
appendix, volume, type, step, week, day, channel, platform, gate, room, flight, route, highway,
exit, junction, grade, verse, season, episode, footnote, equation, example, hepatitis, trisomy,
chromosome
"""
BESIDE_HEAD = re.compile(
    rf"(?<![\w-])(?:{'|'.join(re.escape(head.strip()) for head in HEADS.split(','))})"
    r"[\s-]?(?:\d{1,4}(?:\.\d+)?(?:[,/&–-]|,?\s(?:and|to|or))\s?)?$"
)
HEADED = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
# "In Area 500 people came": what is counted follows.
COUNTED = re.compile(
    r"\s(?:people|men|women|children|million|billion|thousand|trillion|per[\s-]?cent|percent|of)\b"
)
LED_IN = re.compile(r"\b(?:[Ii]n|[Oo]f|[Aa]t|[Ff]or)\s[A-Z]\S*\s$")
PLURAL = re.compile(r"\s(?!was|is|has|as|its|his|this|us)[a-z]+[a-rt-z]s\b")
NUMBER_TEN = re.compile(r"\bNumber\s$")
# Rates and terms of finance, medicine and statistics.
CONFIDENCE = re.compile(
    r"[\s-]+(?:CI\b|CIs\b|CrI\b|confidence\b|credible\b|uncertainty interval|prediction interval)"
)
SPAN_TERM = re.compile(
    r"-(?:day\s(?:rolling\s|moving\s)?averages?|day\s(?:rolling|moving)|year\s(?:(?:\w+\s){0,2}survival|bonds?|notes?|gilts?"
    r"|yields?|Treasur(?:y|ies|ys)|swaps?|mortgages?|Bunds?))\b"
)
UNDER_AGE = re.compile(r"(?<!\w)[Uu]nder-$")
# "It first appeared": an adverb. Behind an article or a possessive it is an ordinal.
PAST = re.compile(
    r"\s+(?:\w{2,}ed|began|became|came|met|saw|went|took|made|gave|wrote|spoke|rose|fell|ran|sang|told|heard|found"
    r"|held|built|brought|bought|thought|taught|sold|said|knew|grew|drew|flew|drove|won|lost|left"
    r"|felt|kept|set|put|read|broke|got|had|hit|led|moved|seen|known|given|written|taken|spotted|used|proposed)\b"
)
LEAD_IN = re.compile(r"(?:^|[.!?:;\n“\"(]\s*)$")
PRONOUN = re.compile(
    r",|\s+(?:he|she|it|they|we|you|I|there|let|take|consider|came\sthe|comes\sthe|and\sforemost)\b"
)
ARTICLE_BEFORE = re.compile(
    r"\b(?:the|a|an|its|his|her|their|our|my|your|this|that|whose|very|year[’']s|[’']s|s[’'])\s+$",
    re.I,
)
PLACED = re.compile(
    r"\b(?:came|come|comes|coming|finish\w*|rank\w*|place[ds]?|was|is|were|are|stood|be)\s+$", re.I
)
REGNAL = re.compile(r"\b[A-Z][a-zà-ÿ]+\s+the\s+$")
HYPHENED = re.compile(
    r"[-‑](?!(?:price|priced|million|billion|trillion|thousand|hundred|dozen|percent|per|hour|hours|mile|miles|point|"
    r"points|century|centuries|share|time|and|of|a|an|the|yearly|inch|pint|acre|tonne|ton|size|again|more|kilo|kilometre|metre|degree|score)\b)[A-Za-z]{3,}"
)


Sides = tuple[re.Pattern[str] | None, re.Pattern[str] | None]


def _phrase_table() -> dict[str, list[Sides]]:
    """For each number word, pairs of what must stand before it and behind it; one may be empty."""
    known = {*CARDINALS, *COUNTS, *ORDINALS, *MULTIPLES, "half", "quarter"}
    sides: dict[str, dict[tuple[str, str], set[str]]] = {}
    for phrase in PHRASES.replace("\n", ";").split(";"):
        flags = "" if phrase != phrase.lower() else "(?i)"
        words = phrase.split()
        for i, word in enumerate(words):
            for one in word.split("/"):
                if one.lower() in known:
                    before, after = (_pattern(part) for part in (words[:i], words[i + 1 :]))
                    named = one if flags == "" else one.lower()
                    sides.setdefault(named, {}).setdefault((flags, before), set()).add(after)
    return {
        word: [_sides(flags, before, after) for (flags, before), after in of_word.items()]
        for word, of_word in sides.items()
    }


def _sides(flags: str, before: str, after: set[str]) -> Sides:
    ahead = re.compile(rf"{flags}(?<![\w-]){before}[\s-]+$") if before else None
    behind = re.compile(rf"{flags}[\s-]+(?:{'|'.join(sorted(after))})(?!\w)")
    return ahead, None if "" in after else behind


def _pattern(words: list[str]) -> str:
    return r"[\s-]+".join(
        f"(?:{'|'.join(map(re.escape, word.split('/')))})" if "/" in word else re.escape(word)
        for word in words
    )


TABLE = _phrase_table()
NUMBERED = re.compile(
    rf"[\s-]+(?:{'|'.join(_pattern(one.split()) for one in AFTER_ORDINAL.split(','))})\b",
    re.I,
)
REACH = 48


# "The first lady to fly" counts, unlike the first lady.
RANKED = re.compile(
    r"\s+(?:ever\b|since\b|to\s(?!none)[a-z]+|in\s(?:the\s)?(?:history|world|country)\b)"
)
MOMENT = re.compile(r"\b(?:(?:in|within|just|wait|hang\son|for)\sa|any|this\svery)\s$", re.I)
ENDS = re.compile(r"\s*(?:[.,;:!?”’\")]|$)|\s(?:or|now|flat|before|later|ago)\b")


def is_idiom(figure: Figure, text: str) -> bool:
    """Whether a number that was found in prose is part of a name or a set phrase."""
    core, quantity = figure.core, figure.quantity
    written = text[core.start : core.end]
    word = written.lower()
    before = text[max(0, core.start - REACH) : core.start]
    for ahead, behind in itertools.chain(*(TABLE.get(one, ()) for one in {word, written})):
        if ahead and not ahead.search(before):
            continue
        found = behind.match(text, core.end) if behind else None
        if behind and not found:
            continue
        if core.kind != "ordinal" or not RANKED.match(text, found.end() if found else core.end):
            return True
    if core.kind == "ordinal":
        return _numbered(word, before, text, core.end)
    if core.kind == "fraction" and word == "half":
        return bool(HYPHENED.match(text, core.end)) or _ordinal_half(before, text, core.start)
    if core.kind == "multiple" and word in ("twofold", "threefold", "fourfold"):
        return bool(PARTS_BEFORE.search(text, max(0, core.start - 90), core.start))
    if core.kind == "words":
        return "first" in before[-7:].lower() and bool(MONTHS_OF.match(text, core.end))
    if core.kind != "digits" or quantity is None:
        return False
    return _digits(figure, before, text)


def _ordinal_half(before: str, text: str, start: int) -> bool:
    match = re.search(r"\b(?:first|second|1st|2nd|latter|former|other)[\s-]+$", before, re.I)
    if not match:
        return False
    if match[0].lower().startswith("other"):
        return not re.match(r"half\s+of\b", text[start : start + 8], re.I)
    return bool(ORDINAL_HALF.match(text, start - 1))


def _numbered(word: str, before: str, text: str, end: int) -> bool:
    """Of ordinals: "its 14th session", "in the first half", "It first appeared", "First, …"."""
    if ORDINAL_HALF.match(text, end):
        return word in ("first", "second", "1st", "2nd")
    if STREAK.match(text, end):
        return False
    if numbered := NUMBERED.match(text, end):
        return not RANKED.match(text, numbered.end())
    if REGNAL.search(before) and text[end - len(word)].isupper():
        return True
    if word == "second" and MOMENT.search(before) and ENDS.match(text, end):
        return True
    if word in ("first", "second", "third") and LEAD_IN.search(before) and PRONOUN.match(text, end):
        return True
    if word != "first":
        return False
    if PAST.match(text, end):
        return not ARTICLE_BEFORE.search(before) and not PLACED.search(before)
    if LEAD_IN.search(before) and text.startswith(" of all,", end):
        return True
    return bool(FIRST_MONTHS.match(text, end))


def _digits(figure: Figure, before: str, text: str) -> bool:
    core, quantity = figure.core, figure.quantity
    assert quantity is not None
    written = text[core.start : core.end]
    if CONFIDENCE.match(text, figure.end) and quantity.value in (80, 90, 95, 99):
        return True
    if SPAN_TERM.match(text, core.end):
        return True
    if UNDER_AGE.search(before) and 15 <= quantity.value <= 23:
        return True
    if (
        quantity.qualifier
        or not HEADED.fullmatch(written)
        or core.scale != 1
        or figure.end > core.end + 1
    ):
        return False
    if COUNTED.match(text, core.end) or (LED_IN.search(before) and PLURAL.match(text, core.end)):
        return False
    if written == "10" and NUMBER_TEN.search(before):
        return not text.startswith(" in", core.end)
    return bool(BESIDE_HEAD.search(before))
