"""Pictures to scale: the dose beside intakes and limits, and forms and products side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing import report as codes
from maginfo.dosing.wording import amount, between, price
from maginfo.render.pictures.picture import Mark, Panel, Picture, Track, axis_for
from maginfo.render.wording import describe_person, headline, limit_status_words, note_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.answers.compare import ComparedProduct, FormComparison
    from maginfo.dosing.report import Comparison, Report
    from maginfo.dosing.spans import Span
    from maginfo.render.pictures.picture import Shape

BARS_KEY: tuple[tuple[Shape, str], ...] = (("sure", "at least"), ("unsure", "at most (a range)"))


def bars_picture(answer: FormComparison) -> Picture:
    """Make bars of the forms (% of the material's mass) and of the products (mg in one intake, price of 100 mg)."""
    named = [form.name for form in answer.forms] + [_product(product) for product in answer.products]
    return Picture(
        name="bars",
        title="Magnesium side by side",
        lead=(f"Compared: {', '.join(named)}.",),
        panels=tuple(_panels(answer)),
        key=BARS_KEY,
        origin=note_of(answer),
    )


def bars_words(answer: FormComparison) -> list[str]:
    """Say the bars in words, a line each."""
    return [f"{track.label}: {track.value} ({panel.axis})" for panel in _panels(answer) for track in panel.tracks]


def _panels(answer: FormComparison) -> Iterator[Panel]:
    shares = [
        (form.name, form.elemental_fraction.times(100) if form.elemental_fraction is not None else None)
        for form in answer.forms
    ]
    if shares:
        shown = [f"{between(share.low, share.high)} %" if share is not None else "as labelled" for _, share in shares]
        yield _panel("% of the material's mass that is magnesium", shares, shown)
    if answer.products:
        amounts = [(_product(each), each.elemental_mg) for each in answer.products]
        yield _panel("mg of elemental magnesium in one intake", amounts, [amount(span) for _, span in amounts])
    priced = [each for each in answer.products if each.price_per_100_mg is not None]
    for currency in dict.fromkeys(each.currency for each in priced):
        group = [each for each in priced if each.currency == currency]
        unit = f" in {currency}" if currency is not None else ""
        costs = [(_product(each), each.price_per_100_mg) for each in group]
        shown = [price(each.price_per_100_mg, currency) for each in group]
        yield _panel(f"price{unit} of 100 mg of elemental magnesium", costs, shown)


def _panel(axis: str, bars: Sequence[tuple[str, Span | None]], values: Sequence[str]) -> Panel:
    end, ticks = axis_for(max((span.high for _, span in bars if span is not None), default=0))
    tracks = [Track(label, value, _bar(span, end)) for (label, span), value in zip(bars, values, strict=True)]
    return Panel(axis, ticks, tuple(tracks))


def _bar(span: Span | None, end: float) -> tuple[Mark, ...]:
    if span is None:
        return ()
    sure = Mark.between("sure", 0, span.low, end)
    return (sure,) if span.certain else (sure, Mark.between("unsure", span.low, span.high, end))


def _product(product: ComparedProduct) -> str:
    return product.text if product.name is None else f"{product.name} ({product.text})"


KEY: tuple[tuple[Shape, str], ...] = (
    ("sure", "supplements"),
    ("unsure", "may be (range)"),
    ("beyond", "over the limit"),
    ("band", "recommended"),
    ("limit", "upper limit"),
)


def gauge_picture(report: Report) -> Picture:
    """Make the gauge of a report, mg a day."""
    end, ticks = axis_for(max(_amounts(report)))
    lowest = min((limit for limit in map(_lowest, report.references) if limit is not None), default=None)
    tracks = [_given("From supplements", report.supplement_mg_per_day, end, lowest)]
    if report.total_mg_per_day is not None:
        tracks.append(_given("With food and water", report.total_mg_per_day, end))
    tracks += [_authority(comparison, end) for comparison in report.references]
    guides = (report.supplement_mg_per_day.high / end,)
    return Picture(
        name="gauge",
        title="Magnesium a day beside recommended intakes and upper limits",
        lead=(
            f"{': '.join(headline(report))}.",
            *_invalid_limits(report),
            f"For: {describe_person(report.person, report.unresolved)}.",
        ),
        panels=(Panel("mg of elemental magnesium a day", ticks, tuple(tracks), guides),),
        key=KEY,
        origin=note_of(report),
    )


def _invalid_limits(report: Report) -> Iterator[str]:
    """Say that the limits do not hold, unless the verdict says it already."""
    yield from (f"{each.title}." for each in report.findings[1:] if each.code == codes.LIMIT_DOES_NOT_HOLD)


def _amounts(report: Report) -> Iterator[float]:
    for given in (report.supplement_mg_per_day, report.total_mg_per_day):
        if given is not None:
            yield given.high
    for comparison in report.references:
        if comparison.recommended is not None:
            yield comparison.recommended.high
        limit = comparison.upper_limit
        if limit.holds and limit.high is not None:
            yield limit.high


def _lowest(comparison: Comparison) -> float | None:
    """Return the limit that the total is compared with; None where none holds for the person."""
    return comparison.upper_limit.low if comparison.upper_limit.holds else None


def _given(label: str, given: Span, end: float, limit: float | None = None) -> Track:
    """Make the bar of an amount; the part beyond the limit is a mark of its own."""
    most = given.high if limit is None else min(given.high, max(limit, 0))
    marks = [Mark.between("sure", 0, min(given.low, most), end)]
    if given.low < most:
        marks.append(Mark.between("unsure", given.low, most, end))
    if most < given.high:
        marks.append(Mark.between("beyond", most, given.high, end))
    return Track(label, amount(given), tuple(marks))


def _authority(comparison: Comparison, end: float) -> Track:
    recommended, limit = comparison.recommended, comparison.upper_limit
    words, marks = [], []
    if limit.holds and limit.low is not None and limit.high is not None:
        marks += [Mark.between("reach", 0, limit.high, end), Mark.between("limit", limit.low, limit.high, end)]
    if recommended is not None:
        marks.insert(0, Mark.between("band", recommended.low, recommended.high, end))
        words.append(f"{recommended.kind} {amount(recommended)}")
    if limit.low is not None and limit.high is not None:
        words.append(f"{limit.kind} {between(limit.low, limit.high)} mg {limit_status_words(limit)}")
    else:
        words.append(f"upper limit: {limit_status_words(limit)}")
    return Track(comparison.authority_name, " · ".join(words), tuple(marks))
