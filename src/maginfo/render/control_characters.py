"""What a user typed or a file held is shown, never acted on by a terminal."""

from __future__ import annotations

import unicodedata

_BREAKS = "\n\t"
_ACTED_ON = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


class _Shown:
    """Every character as it is shown, for `str.translate`.

    To put a text together from a list of its characters takes tens of times its memory, and a label may have millions.
    """

    def __getitem__(self, code: int) -> str | int:
        character = chr(code)
        return code if character in _BREAKS or unicodedata.category(character) not in _ACTED_ON else _escape(code)


_SHOWN = _Shown()


def visible_controls(text: str) -> str:
    """Control, format and bidirectional characters as visible escapes; line breaks and tabs stay.

    Categories Cc (escape sequences), Cf (bidirectional overrides, zero-width characters), Cs (lone surrogates), Zl and
    Zp (line separators) could move a cursor, hide text or turn it around.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_SHOWN)


def _escape(code: int) -> str:
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def one_line(text: str) -> str:
    """The same on a single line, for a message that must stay one."""
    return visible_controls(text.replace("\n", "\\n").replace("\t", "\\t"))


def in_markup(text: str) -> str:
    """The same without the characters that XML 1.0 forbids in any escaping, for a page or a picture."""
    return visible_controls(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
