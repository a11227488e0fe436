"""A label's text made plain: markup, entities, signs and accents taken out, in lower case.

The reader works on this copy; what it returns quotes the text as it was written.
"""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")
_CELLS = re.compile(r"<\s*(?:/\s*)?(?:td|th|tr|br|p|li|div)\b[^<>]{0,300}>", re.IGNORECASE)
_CHEMICAL_BRACKET = re.compile(r"\b(bis|tris?|tetra|hydrogen|di)[- ]?\(([^()\s]{3,40})\)")
_LEADING_BRACKET = re.compile(r"\((bis|di|tri)\)[- ]?")
_MAY_BE_CHEMICAL = re.compile(r"(?:bis|tris?|tetra|hydrogen|di)[- ]?\(|\((?:bis|di|tri)\)")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_HEBREW_INNER_QUOTE = re.compile(
    r"(?<=[\u05d0-\u05ea])['\"\u05f3\u05f4\u2018\u2019\u201c\u201d]{1,2}(?=[\u05d0-\u05ea])"
)
_SIGNS = {
    **dict.fromkeys("®™©℠†‡", ""),
    # marks of direction and joiners, invisible in print
    **dict.fromkeys(
        "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad", ""
    ),
    "¼": "0.25",
    "½": "0.5",
    "¾": "0.75",
    "\u2044": "/",
    **dict.fromkeys("⩽≦", "≤"),
    **dict.fromkeys("⩾≧", "≥"),
    "\x00": " ",
}
_WITHOUT_SIGNS = str.maketrans(_SIGNS)
_WITH_A_PART = re.compile(r"(?<=\d)\s?([¼½¾])")
"""'1½' is 1.5, not 10.5."""
_PARTS = {"¼": ".25", "½": ".5", "¾": ".75"}
_GROUPED = re.compile("(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
"""Spaces that keep the groups of a number together."""
_COMBINING = re.compile(r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7]+")


def fold(text: str) -> str:
    """Without accents and signs, in lower case: 'Magnésium' is 'magnesium'."""
    if text.isascii():
        return text.lower()
    text = _WITH_A_PART.sub(lambda part: _PARTS[part[1]], _GROUPED.sub("", text))
    plain = unicodedata.normalize("NFKD", text.translate(_WITHOUT_SIGNS))
    plain = _COMBINING.sub("", plain).casefold()
    if "ł" in plain:
        plain = plain.replace("ł", "l")
    if _HEBREW.search(plain):
        plain = _HEBREW_INNER_QUOTE.sub("", plain)
    return plain


def without_markup(text: str) -> str:
    """The text without tags and entities; cells of a table stand apart by '|'."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", _CELLS.sub(" | ", text))
    return text


def tidy(text: str) -> str:
    """The text without markup, folded; cells of a table stand apart by '|'."""
    plain = fold(without_markup(text))
    if "(" in plain and _MAY_BE_CHEMICAL.search(plain):
        plain = _CHEMICAL_BRACKET.sub(r"\1 \2", _LEADING_BRACKET.sub(r"\1", plain))
    return plain
