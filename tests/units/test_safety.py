"""Text of users and files is shown, never acted on by a terminal."""

from __future__ import annotations

import unicodedata

import pytest

from maginfo.render.control_characters import one_line, visible_controls

DANGEROUS = {
    "escape": "\x1b",
    "bell": "\x07",
    "backspace": "\x08",
    "carriage return": "\r",
    "delete": "\x7f",
    "control sequence introducer": "\x9b",
    "next line": "\x85",
    "right-to-left override": "\u202e",
    "right-to-left isolate": "\u2067",
    "zero width space": "\u200b",
    "zero width joiner": "\u200d",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "lone surrogate": "\ud800",
    "tag": "\U000e0041",
    "private use": "\ue000",
}


@pytest.mark.parametrize("character", DANGEROUS.values(), ids=DANGEROUS)
def test_character_is_shown_by_its_number(character: str) -> None:
    shown = visible_controls(f"a{character}b")
    assert character not in shown
    assert shown.startswith("a\\")
    assert shown.endswith("b")
    assert f"{ord(character):x}" in shown
    assert shown.isascii()


@pytest.mark.parametrize(
    "text",
    ["plain", "two\nlines", "a\tb", "µg – 310–320 → ·", "Magnésium čtyři 中文 مغنيسيوم", "█░▓┤", "e\u0301", "\\x1b"],
)
def test_everything_else_stays(text: str) -> None:
    assert visible_controls(text) == text


def test_control_and_format_characters_are_escaped_and_no_others() -> None:
    categories = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    for code in range(0x110000):
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Cn":  # an older Python does not know the newest characters
            continue
        shown = visible_controls(character)
        assert (shown != character) == (category in categories and character not in "\n\t"), hex(code)


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\tb", "a\u2028b", "a\x85b", "a\x0bb", "a\x1b[2Jb"])
def test_a_message_stays_on_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) == 1
    assert line.isprintable()
    assert (line[0], line[-1]) == ("a", "b")
