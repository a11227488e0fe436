"""The ingredients of a line: a new one, a source of the one before, or what a salt gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.labels.text.figures import added
from maginfo.labels.text.tokens import (
    AMOUNT,
    BREAK,
    COMMA,
    FORM,
    FROM,
    GIVES,
    LINKING,
    MAGNESIUM,
    NOT_SOURCE,
    OTHER,
    PLUS,
    SLASH,
    SUBJECTS,
    WORD,
)

if TYPE_CHECKING:
    from maginfo.labels.text.state import Position
    from maginfo.labels.text.tokens import Mention, NamedForm


def ingredient(at: Position, kind: int, value: Any, place: int) -> None:
    """Takes in an ingredient's name."""
    if kind == FORM:
        taken = _form(at, value, place)
    elif kind == MAGNESIUM:
        taken = _magnesium(at)
    else:
        taken = _something_else(at, kind, value)
    if taken:
        at.elemental = False
        at.pending = None
    at.apart = at.divided = at.broken = False


def _something_else(at: Position, kind: int, value: Any) -> bool:
    target = at.target()
    if at.mode == FROM and target is not None:
        return True
    if kind == NOT_SOURCE and at.last != MAGNESIUM and not value.name.startswith("magnesium") and target is None:
        return True
    at.current = _new(at, kind, value)
    return True


def _new(at: Position, kind: int, value: Any = None) -> Mention:
    """A mention of its own, with the amount that stands before it."""
    before = at.current
    made = at.mention(kind, value)
    if at.pending is not None:
        made.amount, made.amount_first = at.pending, True
    else:
        at.verb = False  # names come first here, each before its amount
        made.shared = before is not None and before.amount is None and _joined(at, before)
    made.total, at.total = at.total, False
    made.elemental = at.elemental and kind in (MAGNESIUM, FORM)
    at.current = made
    at.mode = None
    return made


def _joined(at: Position, before: Mention) -> bool:
    """Whether nothing but a comma, a plus or 'and' stands between two ingredients."""
    unmarked = not before.loose and not before.sourced and not before.negated
    return before.kind in SUBJECTS and unmarked and not at.broken


def _magnesium(at: Position) -> bool:
    target = at.target()
    if at.mode == FROM:
        if _begins_another(at):
            _new(at, MAGNESIUM)
        else:
            _source(at, None)
        return True
    if target is not None and target.kind in (FORM, MAGNESIUM) and _is_what_it_gives(at, target):
        if at.pending is not None:
            target.gives = target.gives or at.pending
        else:
            at.giver = target
        return True
    if target is None and at.mode == GIVES and at.loose_amount is not None:
        made = at.mention(FORM, None)
        made.amount = at.loose_amount
        made.gives = at.pending
        at.current = made
        at.giver = None if at.pending is not None else made
        return True
    current = at.current
    if current is not None and current.kind == MAGNESIUM and current.amount is None and not at.divided:
        current.elemental = current.elemental or at.elemental
        if at.pending is None:
            return False  # the same word again: 'Magnesium (Mg)'
    _new(at, MAGNESIUM)
    return True


def _begins_another(at: Position) -> bool:
    """Whether magnesium of another source is named: '100 mg magnesium from citrate and 50 mg magnesium from oxide'."""
    current = at.current
    if at.pending is None or current is None or current.kind != MAGNESIUM or not current.forms:
        return False
    whole, source = current.amount, current.source_amount
    if whole is None or source is None or source.mg is None or whole.mg is None:
        return whole is not None
    return current.amount_first or source.mg > whole.mg  # of '150 mg from 117 mg magnesium' the rest is a part too


def _is_what_it_gives(at: Position, target: Mention) -> bool:
    if target.kind == MAGNESIUM and not (target.amount is not None and target.may_be_a_salt):
        return False
    in_brackets = at.owner is target and at.current is None
    return at.mode == GIVES or in_brackets


def _form(at: Position, form: NamedForm, place: int) -> bool:
    target = at.target()
    if form.bare and not _may_be_bare(at, target, place):
        return False
    if form.bare and _is_another_ion(at, place):
        at.current = at.mention(WORD, None)
        return True
    elsewhere = target is not None and target.kind in (OTHER, NOT_SOURCE, WORD)
    if elsewhere and (at.mode == FROM or form.bare or at.owner is target):
        return True  # zinc citrate; vitamin C (as magnesium ascorbate)
    current = at.current
    if _names_a_source(at, target):
        _source(at, form)
    elif current is None and at.owner is not None and at.owner.kind == FORM:
        at.owner.forms.append(form)
    elif current is not None and current.kind == MAGNESIUM and _beside(at, current):
        current.forms.append(form)
        current.split = current.split or not (current.elemental and current.amount_first)
    elif current is not None and current.kind == FORM and _continues(at, current, form):
        current.forms.append(form)
    else:
        _new(at, FORM).forms.append(form)
    return True


def _names_a_source(at: Position, target: Mention | None) -> bool:
    """Whether a salt named here is what the magnesium before it comes from."""
    if at.mode == FROM:
        return True
    if target is None or target.kind != MAGNESIUM:
        return False
    return at.mode == GIVES or (at.mode is None and at.current is None)


def _may_be_bare(at: Position, target: Mention | None, place: int) -> bool:
    """Whether an acid's name alone ('citrate') is magnesium's here, not zinc's beside it."""
    if at.following(place)[0] == OTHER:
        return False
    if target is not None:
        return target.kind in (MAGNESIUM, FORM)
    return any(mention.of_magnesium for mention in at.said.mentions[-2:])


def _is_another_ion(at: Position, place: int) -> bool:
    """Whether an acid's name begins a row of its own after magnesium's: 'magnesium 60 mg, chloride 450 mg'."""
    current = at.current
    complete = current is not None and current.kind == MAGNESIUM and current.amount is not None
    return complete and at.mode is None and at.pending is None and at.follows(place, AMOUNT)


def _beside(at: Position, current: Mention) -> bool:
    """Whether nothing but words stands between the element and the salt's name."""
    return not at.divided and not at.apart and not current.closed and at.pending is None


def _continues(at: Position, current: Mention, form: NamedForm) -> bool:
    """Whether it is one more of a list with one amount: 'magnesium glycinate, malate and citrate'."""
    if at.pending is not None or current.closed:
        return False
    if current.amount is None:
        return at.last != BREAK and not current.loose
    return current.amount_first and form.bare and at.last in (COMMA, PLUS, LINKING, SLASH)


def _source(at: Position, form: NamedForm | None) -> None:
    """What the magnesium before comes from, with the mass that stands before it."""
    target = at.target()
    if target is None:
        target = at.mention(MAGNESIUM, None)
        if at.before_bracket == AMOUNT and at.loose_amount is not None:
            target.amount = at.loose_amount  # '520 mg (from magnesium oxide)'
        if at.depth:
            at.owner = target
        else:
            at.current = target
    target.sourced = True
    form_is_counted = form in target.forms
    if form is not None:
        target.forms.append(form)
    if at.pending is not None and target.source_amount is None:
        target.source_amount, target.source_amount_first = at.pending, True
    elif at.pending is not None and form is not None and target.source_amount_first and not form_is_counted:
        target.source_amount = added(target.source_amount, at.pending)
    at.pending = None
