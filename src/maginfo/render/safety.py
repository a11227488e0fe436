"""What a user typed or a file held is shown, never acted on by a terminal."""

from __future__ import annotations

import unicodedata

_BREAKS = "\n\t"


def visible_controls(text: str) -> str:
    """Control, format and bidirectional characters as visible escapes; line breaks and tabs stay.

    Categories Cc (escape sequences), Cf (bidirectional overrides, zero-width characters), Cs (lone surrogates), Zl and
    Zp (line separators) could move a cursor, hide text or turn it around.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character
        if character in _BREAKS or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
        else _escape(character)
        for character in text
    )


def _escape(character: str) -> str:
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def one_line(text: str) -> str:
    """The same on a single line, for a message that must stay one."""
    return visible_controls(text.replace("\n", "\\n").replace("\t", "\\t"))


def in_markup(text: str) -> str:
    """The same without the characters that XML 1.0 forbids in any escaping, for a page or a picture."""
    return visible_controls(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
