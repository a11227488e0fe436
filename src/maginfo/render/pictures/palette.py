"""The colours of the pictures, on light and on dark: text at 4.5:1 and shapes at 3:1 against the ground, or more."""

from __future__ import annotations

LIGHT_AND_DARK = {
    ".ground": ("fill", "#ffffff", "#14181d"),
    ".words": ("fill", "#1a1f26", "#e8ebef"),
    ".quiet": ("fill", "#4a535e", "#b7bfc9"),
    ".rail": ("fill", "#e6e9ed", "#2b323b"),
    ".axis": ("stroke", "#6b7480", "#8b95a1"),
    ".guide": ("stroke", "#1f5fbf", "#7ab3ff"),
    ".dose": ("fill", "#1f5fbf", "#7ab3ff"),
    ".dose-edge": ("stroke", "#1f5fbf", "#7ab3ff"),
    ".band": ("fill", "#2c7a4b", "#6fcf97"),
    ".band-edge": ("stroke", "#2c7a4b", "#6fcf97"),
    ".limit-edge": ("stroke", "#b3261e", "#ff9a90"),
    ".blocked-edge": ("stroke", "#8a5a00", "#e6b455"),
    ".awake": ("fill", "#7a838e", "#7f8994"),
    ".drug": ("fill", "#6b3fa0", "#c9abff"),
    ".meal-edge": ("stroke", "#4a535e", "#b7bfc9"),
}
"""Of each class, the property it sets, on light and on dark."""


def style_sheet(within: str) -> str:
    """The rules for the pictures inside the elements that `within` selects.

    Plain values, since not every viewer of SVG files knows CSS variables; dark only on a screen, since paper is light.
    """
    fonts = f"{within}{{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif}}"
    light = "".join(f"{within} {name}{{{what}:{value}}}" for name, (what, value, _) in LIGHT_AND_DARK.items())
    dark = "".join(f"{within} {name}{{{what}:{value}}}" for name, (what, _, value) in LIGHT_AND_DARK.items())
    return f"{fonts}{light}@media screen and (prefers-color-scheme:dark){{{dark}}}"
