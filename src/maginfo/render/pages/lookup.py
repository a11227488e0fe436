"""The pages of `list`, `search`, `compare` and `convert`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, daily_value, price, rounded
from maginfo.render.document import Depth, Detail, Drawing, Entry, Heading, Page, Paragraph, Table
from maginfo.render.pictures.gauge import bars_picture, bars_words
from maginfo.render.references import References
from maginfo.render.wording import GRADES, note_of

if TYPE_CHECKING:
    from maginfo.answers.compare import FormComparison
    from maginfo.answers.forms import Conversion, FormList
    from maginfo.answers.search import SearchAnswer
    from maginfo.model.rules import DailyValue
    from maginfo.render.document import Block, Text

MAX_MARKETED = 2
"""Uses named in a row of the list; of more their number."""


def list_page(answer: FormList) -> Page:
    """Describe every form in a row."""
    rows = [
        (
            form.id,
            f"{_percent(form.elemental_fraction.low, form.elemental_fraction.high)} %"
            if form.elemental_fraction
            else "as labelled",
            form.tolerance if form.tolerance != "unknown" else "–",
            _in_brief(form.bought_for),
        )
        for form in answer.forms
    ]
    in_full = [(form.id, form.name, form.category, form.tolerance, ", ".join(form.bought_for)) for form in answer.forms]
    blocks: list[Block] = [
        Table(("Form", "Magnesium", "Gut", "Marketed for"), rows, frozenset({1})),
        Paragraph(
            "Magnesium: share of the mass of what is sold. Gut: – not known. 'Marketed for' does not say whether it "
            "works; 'maginfo show FORM' does.",
            "dim",
        ),
        Heading("Names and categories", depth=Depth.FULL),
        Table(("Form", "Name", "Category", "Gut", "Marketed for"), in_full, depth=Depth.FULL),
    ]
    return Page(blocks)


def _in_brief(names: tuple[str, ...]) -> str:
    more = f" +{len(names) - MAX_MARKETED}" if len(names) > MAX_MARKETED else ""
    return f"{', '.join(names[:MAX_MARKETED])}{more}".replace("-", " ")


def _percent(low: float, high: float) -> str:
    first, last = f"{100 * low:.1f}", f"{100 * high:.1f}"
    return first if first == last else f"{first}–{last}"


def search_page(answer: SearchAnswer) -> Page:
    """List the hits, best first, with their number and the command that shows one."""
    blocks: list[Block] = []
    if answer.read_as is not None:
        blocks.append(Paragraph(f"No match for '{answer.text}'; showing '{answer.read_as}'."))
    if not answer.hits:
        return Page(
            [*blocks, Paragraph(f"Nothing mentions '{answer.text}'; that does not mean that nothing is known.")]
        )
    shown = answer.hits[:MAX_HITS_SHOWN]
    count = len(answer.hits) + answer.more
    blocks.append(Paragraph(f"{len(shown)} of {count} that mention it, best first."))
    for number, hit in enumerate(answer.hits):
        depth = Depth.ANSWER if number < MAX_HITS_SHOWN else Depth.WHY
        blocks.append(
            Entry(hit.kind, f"{hit.title} ({hit.id})", [Detail(hit.excerpt, depth=Depth.ANSWER)], "strong", depth=depth)
        )
    if answer.more:
        blocks.append(Paragraph(f"{answer.more} more; add a word to narrow the search.", "dim", Depth.WHY))
    commands = {hit.kind: NEXT_COMMANDS[hit.kind] for hit in shown if hit.kind in NEXT_COMMANDS}
    return Page(blocks, hints=tuple(f"maginfo {command} ID" for command in dict.fromkeys(commands.values())))


MAX_HITS_SHOWN = 20
NEXT_COMMANDS = {
    "form": "show",
    "question": "show",
    "use": "use",
    "caution": "cautions",
    "sign": "cautions",
    "interaction": "interactions",
    "food": "food",
    "claim": "claims",
    "authority": "intake -a",
    "superseded": "intake -a",
}
"""The command that shows a hit, by its kind."""


def illustrated_compare_page(answer: FormComparison) -> Page:
    """Describe the comparison with its picture, for an output that can hold one; text has the figures in the table."""
    page = compare_page(answer)
    drawing = Drawing(lambda _width, _unicode: [], lambda: bars_words(answer), lambda: bars_picture(answer))
    return Page([drawing, *page.blocks], page.bibliography, page.note, page.hints)


def _products(answer: FormComparison) -> Table:
    rows = [
        (
            each.name or each.text,
            each.compound or each.form or "not given",
            each.basis,
            amount(each.elemental_mg),
            f"{each.price:.2f}{f' {each.currency}' if each.currency else ''} for {each.count}"
            if each.price is not None
            else "not given",
            price(each.price_per_100_mg, each.currency) or "not known",
        )
        for each in answer.products
    ]
    return Table(("Product", "Form", "Read as", "Elemental at once", "Price", "100 mg cost"), rows, frozenset({3, 5}))


def compare_page(answer: FormComparison) -> Page:
    """Describe the forms side by side, the properties that differ first."""
    references = References(answer.bibliography, at_most=3)
    columns: list[Text] = ["", *(references.cited(form.id, form.sources) for form in answer.forms)]
    short = [(row.property, *row.values) for row in answer.rows if row.in_brief]
    blocks: list[Block] = [Table(columns, short, caption="Properties, those first in which the forms differ")]
    if answer.products:
        blocks += [Heading("Products"), _products(answer)]
    blocks.append(Paragraph(GRADES, "dim"))
    long = [(row.property, *row.values) for row in answer.rows if not row.in_brief]
    for name, *values in long:
        blocks.append(Heading(name.capitalize(), depth=Depth.WHY))
        blocks += [
            Entry(form.id, value, style="strong", depth=Depth.WHY)
            for form, value in zip(answer.forms, values, strict=True)
        ]
    hint = f"maginfo show {answer.forms[0].id}" if answer.forms else "maginfo list"
    return Page(blocks, answer.bibliography, note_of(answer), (hint,))


def convert_page(answer: Conversion, us_fda: DailyValue, eu_nrv: DailyValue, *, basis_assumed: bool = False) -> Page:
    """Describe one amount in every unit; the percentages are of these daily values.

    `basis_assumed` says that the amount names a form, and not whether it is the magnesium or the compound.
    """
    references = References(answer.bibliography)
    low = answer.elemental_mg.low / answer.elemental_mg.high if answer.elemental_mg.high else 1

    def from_to(high: float) -> str:
        return rounded(high * low, high)

    percent = answer.percent_daily_value
    rows: list[tuple[Text, str]] = [
        (references.cited("elemental magnesium", answer.sources), amount(answer.elemental_mg)),
        ("mmol", from_to(answer.mmol)),
        ("mEq", from_to(answer.meq)),
        (f"% of {daily_value(us_fda)}", f"{from_to(percent.us_fda)} %"),
        (f"% of {daily_value(eu_nrv)}", f"{from_to(percent.eu_nrv)} %"),
    ]
    if answer.compound_mg is not None:
        rows.append((f"as {answer.compound or answer.form}", amount(answer.compound_mg)))
    blocks: list[Block] = [Table((answer.text, ""), rows, frozenset({1}))]
    if basis_assumed:
        blocks.append(Paragraph(f"Read as magnesium; '{answer.text} compound' is the mass of the compound."))
    return Page(blocks, answer.bibliography)
