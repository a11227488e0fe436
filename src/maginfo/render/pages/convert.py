"""The page of `convert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, daily_value, figure
from maginfo.render.document import Paragraph, References, Table

if TYPE_CHECKING:
    from maginfo.answers.conversions import Conversion
    from maginfo.catalogue.records.rules import DailyValue
    from maginfo.render.document import Block


def convert_page(answer: Conversion, us_fda: DailyValue, eu_nrv: DailyValue) -> list[Block]:
    """One amount in every measure; the percentages are of these daily values."""
    references = References(answer.bibliography)
    percent = answer.percent_daily_value
    rows = [
        ("elemental magnesium", amount(answer.elemental_mg)),
        ("mmol", figure(answer.mmol)),
        ("mEq", figure(answer.meq)),
        (f"% of {daily_value(us_fda)}", f"{figure(percent.us_fda)} %"),
        (f"% of {daily_value(eu_nrv)}", f"{figure(percent.eu_nrv)} %"),
    ]
    if answer.compound_mg is not None:
        rows.append((f"as {answer.compound or answer.form}", amount(answer.compound_mg)))
    blocks: list[Block] = [Table((answer.text, ""), rows, frozenset({1}))]
    if not answer.elemental_mg.certain:
        blocks.append(Paragraph("mmol, mEq and percentages are of the high end of the range."))
    references.cite(answer.sources)
    return [*blocks, *references.blocks()]
