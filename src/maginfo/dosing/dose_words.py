"""The words around an amount: how often, how many pieces, and what is not the magnesium of a day."""

from __future__ import annotations

import re

from maginfo.dosing.times_of_day import DAY_PLAN, MOMENT, named
from maginfo.dosing.written import HOW_TO_WRITE, PIECE, Pieces
from maginfo.errors import UnreadableValueError

HOURS_A_DAY = 24

NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_NUMBER = rf"(?P<number>\d{{1,6}}|{'|'.join(NUMBERS)})"
A_DAY = r"(?:(?:a|per|each|every|in a)[\s-]+day|daily|/\s*(?:d(?:ay)?|j(?:our)?|tag|d[ií]a)(?!\w))"
PIECES = (
    r"(?:tablets?|tabs?|capsules?|caps?|caplets?|softgels?|gelcaps?|pills?|gummy|gummies|lozenges?|sachets?|packets?"
    r"|stick packs?|servings?|chews?|ampoules?|ampules?)"
)
_MEASURES = (
    r"(?:(?:(?:heaped|heaping|rounded|scant|full|half)\s+)?(?:ml|milliliters?|millilitres?|cl|l|liters?|litres?|teaspoons?"
    r"|tsps?|tablespoons?|tbsps?|fl\.?\s*oz\.?|fluid ounces?|oz|ounces?|cups?|cupfuls?|capfuls?|bottles?|glass(?:es)?"
    r"|scoops?|drops?|sprays?|pumps?|spoons?|spoonfuls?|pinch(?:es)?|dash(?:es)?|handfuls?))"
)
_KINDS_OF_PIECE = {
    **dict.fromkeys(("tab", "caplet"), "tablet"), **dict.fromkeys(("cap", "gelcap"), "capsule"), "pill": PIECE,
    "gummie": "gummy", "packet": "sachet", "stick pack": "sachet", "ampule": "ampoule",
    **dict.fromkeys(("milliliter", "millilitre"), "ml"), "tsp": "teaspoon", "tbsp": "tablespoon",
}  # fmt: skip
"""Words for a piece or measure, in the singular, that are another word in the data."""

_TIMES = {
    "once": 1, "twice": 2, "thrice": 3,
    "qd": 1, "od": 1, "bid": 2, "bd": 2, "tid": 3, "tds": 3, "qid": 4, "qds": 4,
}  # fmt: skip
"""Words and abbreviations of prescriptions, in intakes a day."""
_OFTEN = re.compile(
    rf"(?:(?<![\w-])|(?<=[^\W\d])\s*[x×]\s*(?=\d+\s*/))(?:{_NUMBER}[\s-]*(?:(?:x|×|times)[\s-]*(?:{A_DAY}|d(?:ay)?)|times|/\s*d(?:ay)?)"
    r"|(?:every|q)\s*(?P<hours>\d{1,6})\s*(?:-?\s*hourly|hours?|hrs?|h)"
    rf"|(?P<word>once|twice|thrice)(?:[\s-]*{A_DAY})?"
    r"|(?P<short>q\.?d|o\.?d|b\.?i\.?d|b\.?d|t\.?i\.?d|t\.?d\.?s|q\.?i\.?d|q\.?d\.?s)\.?)(?![\w/])",
    re.IGNORECASE,
)
_DAILY = re.compile(rf"(?<![\w-]){A_DAY}(?![\w/])|(?<=[\w\s])/\s*d(?:ay)?(?!\w)", re.IGNORECASE)
_SAYS_NOTHING = re.compile(
    r"(?<!\w)(?:take|about|approximately|approx\.?|up to"
    r"|with (?:food|water)|(?:with|after|before) a meal|(?:on )?an empty stomach|by mouth|orally"
    r"|p\.?o\.?)(?!\w)|(?<=\s)each(?=\)|$)",
    re.IGNORECASE,
)
_MEALS = re.compile(r"(?<!\w)(?:with|after|before) meals(?!\w)", re.IGNORECASE)
"""Says nothing where the number of intakes stands beside it; alone, it leaves the number open."""
_LINK = re.compile(r"(?:[\s,;]+(?:and|&)?)+$|^(?:[\s,;]*(?:and|&)?\s+)+", re.IGNORECASE)

_NOT_A_DAY = re.compile(
    r"\b(?:every (?:other|second|third|2nd|3rd|few|\d+|two|three) days?|(?:on )?alternate days?|a week|per week"
    r"|(?:every|each) week|weekly|a month|per month|monthly"
    r"|every other (?:night|morning|evening)|q\.?o\.?d\.?|as needed|when needed|prn|p\.r\.n\.?)(?!\w)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d\s*(?:mg|g|mcg|mmol|mEq)?\s*(?:-|–|—|\bto\b|\bor\b)\s*\d", re.IGNORECASE)
_FRACTION = re.compile(r"^(?:\d+\s*/\s*\d+|[½¼¾⅓⅔]|half\b|quarter\b)", re.IGNORECASE)
_PER = re.compile(
    rf"(?:/|\b(?:per|a|in each|each|in (?:one|a))\s)\s*(?:\d+\s*)?"
    rf"(?P<what>kg|kilo|lbs?|pound|doses?|hour|h|{PIECES}|{_MEASURES})(?!\w)",
    re.IGNORECASE,
)
_BODY_WEIGHT = frozenset({"kg", "kilo", "lb", "lbs", "pound"})
_ONLY_PIECES = re.compile(rf"^(?:{_NUMBER}|a|an)\s*(?:x\s*)?(?P<what>{PIECES})(?![\w])(?!.*\d)", re.IGNORECASE)
_MEASURE = re.compile(rf"(?:^|\d|\b(?:a|an|the|{'|'.join(NUMBERS)})\s)\s*(?P<what>{_MEASURES})(?![\w-])", re.IGNORECASE)
_COUNT_OF_PIECES = re.compile(
    rf"^(?:{_NUMBER}|an?)\s*(?:(?:x|×)\s*)?{PIECES}(?!\w)\s*(?:of|at|@|x|×|with|,|\()?\s*(?=[\d.])"
    rf"|^(?P<of>\d{{1,6}}|{'|'.join(NUMBERS)})\s+of\s+(?=[\d.])"
    rf"|^(?:(?P<spelled>{'|'.join(NUMBERS)})|an?)\s+(?:(?:x|×)\s*)?(?=[\d.])",
    re.IGNORECASE,
)
_PIECE_AROUND = re.compile(rf"(?:{PIECES}\s+(?:of\s+)?)?(?P<name>.+?)(?:\s+{PIECES})?", re.IGNORECASE)
_KIND_OF_PIECE = re.compile(PIECES, re.IGNORECASE)
_UNIT = r"(?:m?g|mcg|[µμu]g|mmol|meq)(?![^\W\d])"
_PIECES_OF = re.compile(
    rf"^(?:{_NUMBER}|an?)\s*(?:(?:x|×)\s*)?(?P<what>{PIECES}|{_MEASURES})(?![\w-])\s*(?:of\s+)?"
    rf"(?P<name>(?!(?:of|at|with|each|x)\b)[^\W\d].*)?$"
    rf"|^(?P<times>\d{{1,6}})\s*[x×]\s*(?P<product>[^\W\d].*)$"
    rf"|^(?P<count>\d|1[0-2]|an?|{'|'.join(NUMBERS)})\s+(?!{_UNIT}|(?:x|of)(?![^\W\d]))(?P<before>[^\W\d].*?)\s+(?P<kind>{PIECES})$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(rf"[\d.,]+\s*{_UNIT}", re.IGNORECASE)
_SECOND_AMOUNT = re.compile(
    rf"\([^\d()]*(?P<amount>[\d.,]+\s*{_UNIT})|\b(?:elemental|compound)\s+(?P<bare>\d[\d.,]*)", re.IGNORECASE
)
"""Another amount in brackets, or a number after the word that belongs to the first."""
_NO_NAME = re.compile(r"[\d+*×/=<>~]|(?<!\w)[x&](?!\w)", re.IGNORECASE)
_AMOUNT_AND_TIMES = re.compile(
    rf"(?<![\w.,])(?:\d{{1,2}}\s*[x×]\s*)?\d[\d.,]*\s*{_UNIT}(?:\s*[x×]\s*\d{{1,2}}\b)?", re.IGNORECASE
)
_FORM_FIRST = re.compile(
    rf"^(?!(?:an?|x|nan|inf(?:inity)?|{'|'.join(NUMBERS)})\s)(?P<form>[^\W\d].*?)\s*[:,]?\s+"
    r"(?P<rest>[\d.][\d.,]*(?:$|[\s×/]|x\s*\d|[-–—]\d|(?:m?g|mcg|[µμu]g|mmol|meq|iu|ml)(?!\w)).*)$",  # not 'MgSO4 7H2O'
    re.IGNORECASE,
)
_ABOUT_TIME = re.compile(
    r"\b(?:divided|days?|weeks?|months?|hours?|hourly|times|every|each|daily|nights?|mornings?|evenings?|meals?|food|bed)\b",
    re.IGNORECASE,
)


def refuse_other_measures(text: str, *, shown: str) -> None:
    """Raise UnreadableValueError where `text` is not one amount of magnesium, with the way to write it."""
    if _RANGE.search(text):
        raise UnreadableValueError(f"dose '{shown}': is a range; write one amount, like '400 mg', and check each end")
    measure = _MEASURE.search(text)
    if measure:
        raise UnreadableValueError(
            f"dose '{shown}': '{measure['what']}' measures the product; write the magnesium in it, like '200 mg'"
        )
    fraction = _FRACTION.match(text)
    if fraction:
        raise UnreadableValueError(
            f"dose '{shown}': '{fraction[0]}' is a fraction; write the magnesium of one intake, like '200 mg'"
        )
    pieces = _ONLY_PIECES.match(text)
    if pieces:
        count = NUMBERS.get((pieces["number"] or "one").casefold(), pieces["number"])
        raise UnreadableValueError(
            f"dose '{shown}': says no amount; write the magnesium in one, like '{count} {pieces['what']} of 200 mg'"
        )
    per = _PER.search(text)
    if per:
        kind = "an amount for body weight" if per["what"].casefold() in _BODY_WEIGHT else "no amount of a day"
        raise UnreadableValueError(
            f"dose '{shown}': '{per[0]}' makes it {kind}; write the amount of one day, like '400 mg' or '2 x 200 mg'"
        )


def without_how_often(text: str, *, shown: str) -> tuple[int | None, str]:
    """Split off how often a day; None where the text says no more than 'a day'.

    'twice a day', 'bid', 'every 12 hours' and 'in the morning and at bedtime' are two intakes; 'every night at bedtime'
    is one. Raises UnreadableValueError where two statements disagree, or a number of hours does not divide the day.
    """
    not_a_day = _NOT_A_DAY.search(text)
    if not_a_day:
        raise UnreadableValueError(
            f"dose '{shown}': '{not_a_day[0]}' is not every day; write the amount of one day, like '400 mg a day'"
        )
    stated: set[int] = set()
    while (found := DAY_PLAN.search(text)) and "1" in found[0]:
        stated.add(found[0].count("1"))
        text = _cut(text, found)
    while found := _OFTEN.search(text):
        stated.add(_times(found, shown))
        text = _cut(text, found)
    moments = set()
    while found := MOMENT.search(text):
        moments.add(named(found))
        text = _cut(text, found)
    for words in (_DAILY, _SAYS_NOTHING, *((_MEALS,) if stated else ())):
        while found := words.search(text):
            text = _cut(text, found)
    if len(stated) > 1 or (stated and len(moments) > 1 and stated != {len(moments)}):
        raise UnreadableValueError(f"dose '{shown}': says how often in two ways; keep one, like '2 x 200 mg'")
    return (stated.pop() if stated else len(moments) or None), text


def _times(found: re.Match[str], shown: str) -> int:
    if found["hours"]:
        hours = int(found["hours"])
        if not hours or HOURS_A_DAY % hours:
            raise UnreadableValueError(
                f"dose '{shown}': '{found[0]}' is not the same number of times every day; write it like '2 x 200 mg'"
            )
        return HOURS_A_DAY // hours
    if found["number"]:
        return _number(found["number"])
    word = (found["word"] or found["short"]).casefold().replace(".", "")
    return _TIMES[word]


def _number(text: str) -> int:
    return NUMBERS.get(text.casefold()) or int(text)


def _cut(text: str, found: re.Match[str]) -> str:
    """Return the text without the words found, and without the comma or 'and' that linked them."""
    before, after = text[: found.start()], text[found.end() :]
    return " ".join(f"{_LINK.sub('', before)} {_LINK.sub('', after)}".split())


def count_of_pieces(text: str) -> tuple[int | None, str]:
    """Split '2 capsules of 200 mg' into the pieces of one intake and the rest; None where no pieces are counted."""
    found = _COUNT_OF_PIECES.match(text)
    if found is None:
        return None, text
    rest = text[found.end() :].replace(")", "", found[0].count("("))
    return _number(found["number"] or found["of"] or found["spelled"] or "one"), rest


def pieces_of(text: str) -> Pieces | None:
    """Read '2 tablets of Slow-Mag', '15 ml milk of magnesia' or '2 x Slow-Mag'; None for any other text."""
    found = _PIECES_OF.match(text)
    if found is None:
        return None
    if found["product"]:
        return Pieces(1, PIECE, "", found["product"], int(found["times"]))
    if found["before"]:
        count = 1 if found["count"].casefold() in ("a", "an") else _number(found["count"])
        return Pieces(count, _kind_of_piece(found["kind"]), found["kind"], found["before"])
    return Pieces(_number(found["number"] or "one"), _kind_of_piece(found["what"]), found["what"], found["name"] or "")


def _kind_of_piece(word: str) -> str:
    """Return the piece or measure as the data names it: 'tablet' for 'Tabs'."""
    word = word.casefold()
    singular = word if word in ("ml", "l", "cl", "oz") else word.removesuffix("s")
    return _KINDS_OF_PIECE.get(singular, singular)


def refuse_second_amount(text: str, *, shown: str) -> None:
    """Raise UnreadableValueError where another amount follows: '400 mg oxide (241 mg)', '1000 mg elemental 140'."""
    found = _SECOND_AMOUNT.search(text)
    if found:
        raise UnreadableValueError(
            f"dose '{shown}': '{found['amount'] or found['bare']}' is a second amount; write the magnesium alone, like "
            "'200 mg oxide elemental'"
        )


def refuse_unread(name: str, *, shown: str) -> None:
    """Raise UnreadableValueError where what follows the amount has a digit or a sign of arithmetic."""
    if _NO_NAME.search(name) and shown.find(name) > 0:
        raise UnreadableValueError(f"dose '{shown}': cannot read '{name}' after the amount; {HOW_TO_WRITE}")


def form_first(text: str) -> tuple[str, str]:
    """Split 'magnesium glycinate 400 mg' into the form and the rest; the form is empty where an amount comes first."""
    found = _FORM_FIRST.match(text)
    return (found["form"], found["rest"]) if found else ("", text)


def amount_in(text: str) -> str | None:
    """Return the first amount with its unit, and how many times it is taken, as written: '2 x 200 mg'."""
    found = _AMOUNT_AND_TIMES.search(text)
    return found[0] if found else None


def begins_with_amount(text: str) -> bool:
    """Return whether a number with its unit comes first."""
    return _AMOUNT.match(text) is not None


def without_pieces(name: str) -> str:
    """Return nothing for the kind of a piece alone, such as 'tablets', and any other name as it is."""
    return "" if _KIND_OF_PIECE.fullmatch(name.strip()) else name


def without_piece_around(name: str) -> str:
    """Return 'glycinate' for 'glycinate capsules' and 'capsules of glycinate', and any other name as it is."""
    found = _PIECE_AROUND.fullmatch(name.strip())
    return found["name"] if found else name


def says_when(name: str) -> bool:
    """Return whether words that stand where a form does speak of time or meals: no such words are a form."""
    return any(words.search(name) for words in (_ABOUT_TIME, _OFTEN, MOMENT, _DAILY, _SAYS_NOTHING, _NOT_A_DAY))
