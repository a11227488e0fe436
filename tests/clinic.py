"""The files of a small, valid overlay: a clinic with a product, a caution and limits of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = 'name = "Clinic North"\n'
SOURCES = """
[[sources]]
id = "clinic-procedure-12"
title = "Procedure 12: magnesium"
kind = "guideline"
seen = "primary"
checked = 2026-11-01
"""
FORM = """
id = "north-sachet"
name = "North sachet"
category = "mixed, house product"
checked = 2026-11-01
acid_neutralising = "no"
aliases = ["northsachet"]

[commercial_fraction]
low = 0.12
high = 0.13
note = "House assay."
sources = [{ id = "clinic-procedure-12", at = "page 2" }]
"""
CAUTIONS = """
checked = 2026-11-01

[[cautions]]
id = "house-rule"
title = "House rule over 65"
kind = "population"
severity = "major"
summary = "A rule of the house."
action = "The pharmacist is asked."
applies_when = { ages = "65+ y" }
sources = [{ id = "clinic-procedure-12", at = "page 1" }]
"""
STRICTER = """
id = "nam"
name = "House limits"
short_name = "House"
region = "Clinic North"
edition = "2026"
year = 2026
checked = 2026-11-01

[upper_limit]
kind = "MAX"
scope = "supplements"
summary = "Supplements only."
sources = [{ id = "clinic-procedure-12", at = "page 3" }]

[[life_stages]]
ages = "19+ y"
printed = "Adults"
upper_limit_mg = 200
"""


def write_overlay(folder: Path) -> Path:
    """Write the overlay, without the stricter limits, into an empty folder."""
    (folder / "forms").mkdir()
    (folder / "about.toml").write_text(ABOUT, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    (folder / "cautions.toml").write_text(CAUTIONS, encoding="utf-8")
    (folder / "forms" / "north-sachet.toml").write_text(FORM, encoding="utf-8")
    return folder
