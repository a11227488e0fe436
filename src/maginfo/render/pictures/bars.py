"""Forms and products side by side: how much magnesium they hold, and what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maginfo.dosing.wording import amount, between, price
from maginfo.render.pictures.tracks import Mark, Panel, Picture, Track, axis_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maginfo.answers.comparing import ComparedProduct, FormComparison
    from maginfo.dosing.spans import Span
    from maginfo.render.pictures.tracks import Shape

KEY: tuple[tuple[Shape, str], ...] = (("sure", "at least"), ("unsure", "at most (a range)"))


def bars_picture(answer: FormComparison) -> Picture:
    """A bar a form, % of the material's mass; a bar a product, mg in one intake, and the price of 100 mg."""
    named = [form.name for form in answer.forms] + [_product(product) for product in answer.products]
    return Picture(
        name="bars",
        title="Magnesium side by side",
        lead=(f"Compared: {', '.join(named)}.",),
        panels=tuple(_panels(answer)),
        key=KEY,
        origin=f"{answer.disclaimer} Data {answer.data_version}.",
    )


def _panels(answer: FormComparison) -> Iterator[Panel]:
    shares = [
        (form.name, form.elemental_fraction.times(100) if form.elemental_fraction is not None else None)
        for form in answer.forms
    ]
    if shares:
        told = [f"{between(share.low, share.high)} %" if share is not None else "as labelled" for _, share in shares]
        yield _panel("% of the material's mass that is magnesium", shares, told)
    if answer.products:
        amounts = [(_product(each), each.elemental_mg) for each in answer.products]
        yield _panel("mg of elemental magnesium in one intake", amounts, [amount(span) for _, span in amounts])
    priced = [each for each in answer.products if each.price_per_100_mg is not None]
    for currency in dict.fromkeys(each.currency for each in priced):
        group = [each for each in priced if each.currency == currency]
        unit = f" in {currency}" if currency is not None else ""
        costs = [(_product(each), each.price_per_100_mg) for each in group]
        told = [price(each.price_per_100_mg, currency) for each in group]
        yield _panel(f"price{unit} of 100 mg of elemental magnesium", costs, told)


def _panel(axis: str, bars: Sequence[tuple[str, Span | None]], told: Sequence[str]) -> Panel:
    end, ticks = axis_for(max((span.high for _, span in bars if span is not None), default=0))
    tracks = [Track(label, words, _bar(span, end)) for (label, span), words in zip(bars, told, strict=True)]
    return Panel(axis, ticks, tuple(tracks))


def _bar(span: Span | None, end: float) -> tuple[Mark, ...]:
    if span is None:
        return ()
    sure = Mark.between("sure", 0, span.low, end)
    return (sure,) if span.certain else (sure, Mark.between("unsure", span.low, span.high, end))


def _product(product: ComparedProduct) -> str:
    return product.text if product.name is None else f"{product.name} ({product.text})"
