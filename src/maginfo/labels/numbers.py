"""Numbers as labels print them.

A comma or a point before exactly three digits may set thousands apart or begin a fraction. Beside milligrams:
a leading zero begins a fraction ('0,375'); a comma sets thousands apart up to ten grams ('1,000 mg'), for no label
gives magnesium to the thousandth of a milligram; a point does where the last digit is zero ('1.500 mg'), and is
otherwise not decided ('1.125 mg'). Beside other units it begins a fraction.
"""

from __future__ import annotations

from maginfo.dosing.thousands import DIGITS_OF_A_THOUSAND as GROUP
from maginfo.dosing.thousands import two_readings

MOST_MG_OF_THOUSANDS = 10_000
_MISREAD_DIGITS = str.maketrans("loi", "101")
_LONGEST = 12


def read_printed(digits: str, *, of_milligrams: bool) -> float | None:
    """The number, or None where two readings remain or it is no number that a label prints."""
    if len(digits) > _LONGEST:
        return None
    digits = digits.replace(" ", "")
    if digits.isdecimal():
        return float(digits)
    marks = [character for character in digits if character in ".,"]
    if len(marks) == 1:
        return _with_one_mark(digits, marks[0], of_milligrams)
    first, last = marks[0], marks[-1]
    if first == last:  # 1,000,000
        groups = digits.split(first)
        return float("".join(groups)) if all(len(group) == GROUP for group in groups[1:]) else None
    if marks.count(last) == 1:  # 1,234.5 or 1.234,5
        return _number(digits.replace(first, "").replace(last, "."))
    return None


def read_misread(characters: str) -> float | None:
    """The number in which a scanner saw letters: 'l00' is 100, '2oo' is 200."""
    return read_printed(characters.translate(_MISREAD_DIGITS).strip(".,"), of_milligrams=True)


def _with_one_mark(digits: str, mark: str, of_milligrams: bool) -> float | None:
    readings = two_readings(digits)
    if readings is None or not of_milligrams:
        return _number(digits.replace(mark, "."))
    thousands = float(readings[0])
    if thousands > MOST_MG_OF_THOUSANDS:
        return None
    return thousands if mark == "," or digits.endswith("0") else None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
