"""Ways of writing a dose that say the same as another: '200 mg x 2', 'half a 400 mg tablet', '３００ mg'."""

from __future__ import annotations

import re

from maginfo.dosing.dose_words import A_DAY, NUMBERS, PIECES
from maginfo.errors import UnreadableValueError

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Characters of East Asian keyboards that fill the width of two, by their ordinary ones."""
_QUOTES = (("“", "”"), ("„", "“"), ("‘", "’"), ("«", "»"), ('"', '"'), ("'", "'"))
_COUNT = rf"\d{{1,6}}|{'|'.join(NUMBERS)}"
_PARTS = r"(?:doses|portions|intakes)"
_STRENGTH = r"\d[\d.,]*\s*(?:m?g|mcg|[µμu]g|mmol|meq)s?"
_DIVIDED = re.compile(
    rf"[,;]?\s*\b(?:(?:divided|split)\s+(?:in|into|over)\s+(?P<after>{_COUNT})\s+{_PARTS}"
    rf"|(?:in|into|as|over)\s+(?P<before>{_COUNT})\s+(?:equal(?:ly)?\s+)?(?:divided|split|equal)\s+{_PARTS})\b",
    re.IGNORECASE,
)
_HALF_A_PIECE = re.compile(
    r"(?:half|½|1/2)\s+(?:of\s+)?(?:"
    rf"(?:(?:an?|one)\s+)?(?P<piece>\d[\d.,]*\s*[^\W\d]+\b.*\b{PIECES}\b.*)"
    rf"|(?:(?:an?|one)\s+)?{PIECES}\s+(?:of\s+)?(?P<strength>\d[\d.,]*\s*[^\W\d]+\b.*))",
    re.IGNORECASE,
)
_TIMES_STRENGTH_PIECES = re.compile(
    rf"(?P<count>\d{{1,2}})\s*[x×*]\s*(?P<strength>{_STRENGTH}\b[^\d×*+%()]*?)\s"
    rf"(?P<pieces>{PIECES})(?P<rest>(?:\s[^\d×*+%()]*)?)",
    re.IGNORECASE,
)
_AMOUNT = r"\d[\d.,]*\s*(?:m?g|mcg|mmol|meq)\b"
_AMOUNT_AFTER_AMOUNT = re.compile(rf"(?P<first>{_AMOUNT})[^\d()]*?\s(?P<second>{_AMOUNT})[^()]*", re.IGNORECASE)
_LEVEL = re.compile(r"\blevel\s+(?=(?:tea|table)spoons?\b|tsps?\b|tbsps?\b|scoops?\b)", re.IGNORECASE)
"""What every label means by a spoonful."""
_TIMES_LAST = re.compile(
    rf"(?P<amount>\d[\d.,]*\s*[^\W\d][^\d×*+]*?)(?:\s+x|\s*[×*])\s*(?P<times>\d{{1,2}})(?:\s+(?P<pieces>{PIECES}))?",
    re.IGNORECASE,
)
_WHEN = rf"(?:{A_DAY}|(?:at|in the|every) [^\W\d]+)"
_SPELLED_COUNT = re.compile(
    rf"(?<=[\w),;] )(?<!\bof )(?P<count>{'|'.join(NUMBERS)})(?= (?:{PIECES} )?{_WHEN})", re.IGNORECASE
)
_AMOUNT_THEN_COUNT = re.compile(
    rf"(?<![\w.,])(?P<amount>{_STRENGTH})[,;]? (?P<count>\d|1[0-2])(?= {_WHEN})",
    re.IGNORECASE,
)
_PIECES_LAST = re.compile(
    rf"(?P<amount>{_STRENGTH}\b[^\d×*+%()]*?)[\s,;]+"
    rf"(?P<count>{_COUNT}) (?P<pieces>{PIECES})",
    re.IGNORECASE,
)
_PIECES_THEN_BRACKETS = re.compile(
    rf"(?P<count>{_COUNT}) {PIECES} \((?P<amount>\d[\d.,]*\s*[^\W\d]+)[^)]*\)",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(
    r"[\s,;]*[(\[]?\s*(?P<percent>\d+(?:[.,]\d+)?)\s*%\s*(?:of\s+)?(?:the\s+)?(?:your\s+)?"
    r"(?:NRV|VNR|VRN|DV|RDA|RDI|RI|daily value|AJR|CDR)s?\*{0,3}\s*[)\]]?",
    re.IGNORECASE,
)
_MAGNESIUM_IN_BRACKETS = re.compile(
    r"(?<![\d.,])\d[\d.,]*\s*m?g(?!\w)(?P<name>[^\d(),]*)"
    r"\(\s*(?:(?:as|providing|provides|contains|gives|equivalent to|equal to|of which|=)\s*)?"
    r"(?P<magnesium>\d[\d.,]*\s*mg)\s+(?:of\s+)?(?:elemental(?:\s+(?:magnesium|mg))?|magnesium|mg)\s*\)",
    re.IGNORECASE,
)
_TIMES_PIECES = re.compile(rf"(?P<times>\d{{1,2}})\s*[x×]\s*(?P<pieces>(?:{_COUNT})\s+{PIECES}(?!\w).*)", re.IGNORECASE)
_EACH = re.compile(r"\beach(?=\)|$)", re.IGNORECASE)
_GAP_IN_NUMBER = re.compile(r"\d{1,3} 0\d\d(?: \d{3})*(?![\d.,])")
"""'1 000': the figures after the space are no number of their own."""
_NUMBER_AFTER_NUMBER = re.compile(r"(?P<first>\d{1,3}) (?P<second>[1-9][\d.,]*)\s*(?P<unit>[^\W\d]+)")


def in_plain_characters(text: str) -> str:
    """Return the text with full-width characters as ordinary ones, one space between words, and no quotes around it."""
    plain = " ".join(text.translate(_FULL_WIDTH).split())
    for opening, closing in _QUOTES:
        if len(plain) > 1 and plain.startswith(opening) and plain.endswith(closing):
            return plain[1:-1].strip()
    return plain


def without_divided(text: str) -> tuple[int | None, str]:
    """Split '300 mg in 3 divided doses' into the number of doses and the rest; None where nothing is divided."""
    found = _DIVIDED.search(text)
    if found is None:
        return None, text
    count = found["after"] or found["before"]
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return NUMBERS.get(count.casefold()) or int(count), " ".join(rest.split())


def without_half(text: str) -> tuple[bool, str]:
    """Split 'half a 400 mg tablet' and '1/2 tablet of 400 mg' into whether it is a half, and the whole piece."""
    found = _HALF_A_PIECE.fullmatch(text)
    return (True, found["piece"] or found["strength"]) if found else (False, text)


def one_of_each_time(text: str, times: int | None, *, shown: str) -> str:
    """Return '200 mg' for '200 mg 200 mg', what is left of '200 mg am and 200 mg pm'; any other text as it is.

    Raises UnreadableValueError where the amounts of the times differ.
    """
    if times is None or times < 2:
        return text
    words = text.replace("+", " ").split()
    folded = [word.casefold() for word in words]
    each = len(words) // times
    if folded == folded[:each] * times:
        return " ".join(words[:each])
    if found := _AMOUNT_AFTER_AMOUNT.fullmatch(text):
        raise UnreadableValueError(
            f"dose '{shown}': says two amounts; write each intake as its own --dose, '{found['first']}' and "
            f"'{found['second']}'"
        )
    return text


def pieces_each_time(text: str) -> str:
    """Rewrite '2 x 200 mg tablets', beside how often a day, as '2 tablets of 200 mg'; any other text as it is."""
    found = _TIMES_STRENGTH_PIECES.fullmatch(text)
    return f"{found['count']} {found['pieces']} of {found['strength']}{found['rest']}" if found else text


def without_level(text: str) -> str:
    """Return 'teaspoon' for 'level teaspoon'; a heaped one stays what it is."""
    return _LEVEL.sub("", text)


def count_of_a_day(text: str) -> str:
    """Rewrite '200 mg two a day' as '200 mg 2 tablets a day', and 'Slow-Mag two a day' as 'Slow-Mag 2 a day'."""
    text = _SPELLED_COUNT.sub(lambda found: str(NUMBERS[found["count"].casefold()]), text)
    return _AMOUNT_THEN_COUNT.sub(r"\g<amount> \g<count> tablets", text)


def times_first(text: str) -> str:
    """Rewrite '200 mg x 2' as '2 x 200 mg', and '200 mg x 2 tablets' as '2 tablets of 200 mg'."""
    found = _TIMES_LAST.fullmatch(text)
    if found is None:
        return text
    link = f"{found['pieces']} of" if found["pieces"] else "x"
    return f"{found['times']} {link} {found['amount']}"


def refuse_two_numbers(text: str, *, shown: str) -> None:
    """Raise UnreadableValueError for '2 200 mg tablets', which could be two pieces or one figure."""
    gap = _GAP_IN_NUMBER.match(text)
    if gap:
        whole = gap[0].replace(" ", "")
        raise UnreadableValueError(f"dose '{shown}': has a space in its number; write '{whole}' if it is {whole}")
    found = _NUMBER_AFTER_NUMBER.match(text)
    if found:
        first, second, unit = found.groups()
        raise UnreadableValueError(
            f"dose '{shown}': could be '{first} x {second} {unit}' or '{first}{second} {unit}'; write one of them"
        )


def times_of_pieces(text: str) -> tuple[int | None, str]:
    """Split '3 x 1 tablet of Slow-Mag' into the intakes a day and the pieces of one; None for any other text."""
    found = _TIMES_PIECES.fullmatch(text)
    return (int(found["times"]), found["pieces"]) if found else (None, text)


def strength_last(text: str) -> str:
    """Rewrite '64 mg 2 tablets', as prescriptions write it after a name, as '2 tablets of 64 mg'."""
    found = _PIECES_LAST.fullmatch(text)
    return f"{found['count']} {found['pieces']} of {found['amount']}" if found else text


def refuse_of_each_or_of_all(text: str, *, shown: str) -> None:
    """Raise UnreadableValueError for '3 capsules (144 mg)' and '144 mg, 3 capsules': the amount of each or of all."""
    found = _PIECES_THEN_BRACKETS.match(text) or _PIECES_LAST.fullmatch(text)
    count = NUMBERS.get(found["count"].casefold(), found["count"]) if found else 1
    if found and str(count) != "1" and not _EACH.search(shown):
        raise UnreadableValueError(
            f"dose '{shown}': could be '{count} x {found['amount']}' or '{found['amount']}' in all; write one of them"
        )


def without_percentage(text: str) -> tuple[float | None, str]:
    """Split '375 mg (100 % NRV)' into the percentage of a label's daily value and the rest.

    Return None and the text where there is no percentage, or nothing beside it.
    """
    found = _PERCENTAGE.search(text) if "%" in text else None
    if found is None:
        return None, text
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
    return (float(found["percent"].replace(",", ".")), rest) if rest else (None, text)


def magnesium_of_salt(text: str) -> str:
    """Rewrite '2000 mg L-threonate (144 mg magnesium)' as '144 mg L-threonate elemental', whatever stands around it."""
    rewritten = _MAGNESIUM_IN_BRACKETS.sub(r"\g<magnesium>\g<name> elemental", text)
    return " ".join(rewritten.split())
