"""Shows control characters in users' texts and files as escapes, so that no terminal obeys them."""

from __future__ import annotations

import re
from functools import cache

_CONTROL = (
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\uf8ff\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    r"\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
    r"\U000f0000-\U000ffffd\U00100000-\U0010fffd]"
)
"""Unicode 16's categories Cc, Cf, Cs, Co, Zl and Zp, without line break and tab. Few answers contain one, so the
pattern is compiled when it is first needed: that takes 1.7 ms."""
_FORBIDDEN_IN_XML = r"[\ufffe\uffff]"


def visible_controls(text: str) -> str:
    """Replace control, format and bidirectional characters by escapes; line breaks and tabs stay.

    Categories Cc (escape sequences), Cf (bidirectional overrides, zero-width characters), Cs (lone surrogates), Co
    (private use), Zl and Zp (line separators) could move a cursor, hide text or turn it around.
    """
    if text.isprintable():
        return text
    return re.sub(_CONTROL, _escape, text)


def _escape(match: re.Match[str]) -> str:
    return _escape_of(match[0])


@cache  # a text with millions of the same control character then stores its escape once
def _escape_of(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def one_line(text: str) -> str:
    """Replace line breaks and tabs too, for a message that must stay on one line."""
    return visible_controls(text.replace("\n", "\\n").replace("\t", "\\t"))


def in_markup(text: str) -> str:
    """Also replace the characters that XML 1.0 forbids even when escaped, for a page or a picture."""
    return re.sub(_FORBIDDEN_IN_XML, _escape, visible_controls(text))
