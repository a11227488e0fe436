"""Handle the names of ingredients: a new ingredient, a source of the previous one, or the magnesium in a salt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maginfo.labels.text.figures import added
from maginfo.labels.text.tokens import SUBJECTS, Kind

if TYPE_CHECKING:
    from maginfo.labels.text.mentions import Mention
    from maginfo.labels.text.state import Position
    from maginfo.labels.text.tokens import NamedForm
    from maginfo.model.forms import NotASource

_NO_MAGNESIUM = frozenset({Kind.OTHER, Kind.NOT_SOURCE, Kind.WORD})


def magnesium(at: Position, _value: object, place: int) -> None:
    """Handle the element's name, or the name of a form where the acid's name stands right before it."""
    acid = _acid_before(at, place)
    _named(at, taken=_magnesium(at) if acid is None else _form(at, acid._replace(bare=False), place))


def _acid_before(at: Position, place: int) -> NamedForm | None:
    """Return the form of an acid's name that belongs to no earlier ingredient: 'citrat de magneziu'."""
    before = place - 1
    while before >= 0 and at.tokens[before].kind is Kind.OF:
        before -= 1
    if before < 0 or before != at.unclaimed_acid:
        return None
    acid: NamedForm = at.tokens[before].value
    return acid


def form(at: Position, value: NamedForm, place: int) -> None:
    """Handle the name of a form."""
    _named(at, taken=_form(at, value, place))


def other(at: Position, value: object, _place: int) -> None:
    """Handle the name of another ingredient."""
    if at.mode is not Kind.FROM or at.target() is None:
        at.current = _new(at, Kind.OTHER, value)
    _named(at, taken=True)


def not_source(at: Position, value: NotASource, _place: int) -> None:
    """Handle the name of an excipient or a medicine that contains magnesium."""
    target = at.target()
    if at.mode is Kind.FROM and target is not None:
        pass
    elif target is not None or at.last is Kind.MAGNESIUM or value.name.startswith("magnesium"):
        at.current = _new(at, Kind.NOT_SOURCE, value)
    _named(at, taken=True)


def _named(at: Position, *, taken: bool) -> None:
    """Reset the separators after a name; the amount before it is used up if the name was `taken`."""
    if taken:
        at.elemental = False
        at.pending = None
    at.apart = at.divided = at.broken = False


def _new(at: Position, kind: Kind, value: Any = None) -> Mention:
    """Add a mention, with the amount that stands before it."""
    before = at.current
    made = at.mention(kind, value)
    if at.pending is not None:
        made.amount, made.amount_first = at.pending, True
    else:
        at.in_sentence = False  # names come first from here on, each before its amount
        made.shared = before is not None and before.amount is None and _joined(at, before)
    made.total, at.total = at.total, False
    made.elemental = at.elemental and kind in (Kind.MAGNESIUM, Kind.FORM)
    at.current = made
    at.mode = None
    return made


def _joined(at: Position, before: Mention) -> bool:
    """Return whether nothing but a comma, a plus or 'and' stands between two ingredients."""
    unmarked = not before.words_before_amount and not before.sourced and not before.negated
    return before.kind in SUBJECTS and unmarked and not at.broken


def _magnesium(at: Position) -> bool:
    """Add the element as an ingredient, as a source, or as the magnesium in a salt; False for a repeated name."""
    target = at.target()
    if at.mode is Kind.FROM:
        if _begins_another(at):
            _new(at, Kind.MAGNESIUM)
        else:
            _source(at, None)
        return True
    if target is not None and target.kind in (Kind.FORM, Kind.MAGNESIUM) and _is_magnesium_in_salt(at, target):
        if at.pending is not None:
            target.gives = target.gives or at.pending
        else:
            at.giver = target
        return True
    if target is None and at.mode is Kind.GIVES and at.loose_amount is not None:
        made = at.mention(Kind.FORM, None)
        made.amount = at.loose_amount
        made.gives = at.pending
        at.current = made
        at.giver = None if at.pending is not None else made
        return True
    current = at.current
    if current is not None and current.kind is Kind.MAGNESIUM and current.amount is None and not at.divided:
        current.elemental = current.elemental or at.elemental
        if at.pending is None:
            return False  # the same word again: 'Magnesium (Mg)'
    if current is not None and current.kind is Kind.FORM and current.amount is None and at.last is Kind.FORM:
        return True  # 'bisglycinate magnesium' is one name
    _new(at, Kind.MAGNESIUM)
    return True


def _begins_another(at: Position) -> bool:
    """Return whether a second source's magnesium follows: '100 mg magnesium from citrate and 50 mg from oxide'."""
    current = at.current
    if at.pending is None or current is None or current.kind is not Kind.MAGNESIUM or not current.forms:
        return False
    whole, source = current.amount, current.source_amount
    if whole is None or source is None or source.mg is None or whole.mg is None:
        return whole is not None
    return current.amount_first or source.mg > whole.mg  # in '150 mg from 117 mg magnesium' the remainder is a part too


def _is_magnesium_in_salt(at: Position, target: Mention) -> bool:
    """Return whether the element's name stands for the magnesium in the salt `target`."""
    if target.kind is Kind.MAGNESIUM and not (target.amount is not None and target.may_be_a_salt):
        return False
    in_brackets = at.owner is target and at.current is None
    return at.mode is Kind.GIVES or in_brackets


def _form(at: Position, form: NamedForm, place: int) -> bool:
    """Add a form as a source, to a list or as a mention; return False for an acid of another substance."""
    target = at.target()
    if form.bare and not _may_be_bare(at, target, place):
        at.unclaimed_acid = place
        return False
    if form.bare and _is_another_ion(at, place):
        at.current = at.mention(Kind.WORD, None)
    elif _is_of_another_ingredient(at, target, form):
        pass
    elif _is_a_source(at, target):
        _source(at, form)
    else:
        listed = _listed_with(at, form) or _new(at, Kind.FORM)
        listed.forms.append(form)
        if _explains_the_amount(at, listed, place):
            listed.amount = at.loose_amount
        if listed.kind is Kind.MAGNESIUM:
            listed.split = listed.split or not (listed.elemental and listed.amount_first)
    return True


def _explains_the_amount(at: Position, made: Mention, place: int) -> bool:
    """Return whether a form alone in brackets says what the amount before them is of: 'Mag-Ox 400 mg (oxide)'."""
    alone = at.last is Kind.OPEN and at.follows(place, Kind.CLOSE)
    return alone and made.kind is Kind.FORM and made.amount is None and at.before_bracket is Kind.AMOUNT


def _is_of_another_ingredient(at: Position, target: Mention | None, form: NamedForm) -> bool:
    """Return whether a salt is named as another ingredient's: 'zinc citrate', 'vitamin C (as magnesium ascorbate)'."""
    if target is None or target.kind not in _NO_MAGNESIUM:
        return False
    return at.mode is Kind.FROM or form.bare or at.owner is target


def _listed_with(at: Position, form: NamedForm) -> Mention | None:
    """Return the mention that a form stands beside or is listed in; None if the form begins a mention of its own."""
    current = at.current
    if current is None:
        return at.owner if at.owner is not None and at.owner.kind is Kind.FORM else None
    if current.kind is Kind.MAGNESIUM:
        return current if _beside(at, current) else None
    return current if current.kind is Kind.FORM and _continues(at, current, form) else None


def _is_a_source(at: Position, target: Mention | None) -> bool:
    """Return whether a salt named here is the source of the magnesium before it."""
    if at.mode is Kind.FROM:
        return True
    if target is None or target.kind is not Kind.MAGNESIUM:
        return False
    return at.mode is Kind.GIVES or (at.mode is None and at.current is None)


def _may_be_bare(at: Position, target: Mention | None, place: int) -> bool:
    """Return whether an acid's name alone ('citrate') belongs to magnesium here, not to a neighbour such as zinc."""
    if at.following(place)[0] is Kind.OTHER:
        return False
    if target is not None:
        return target.kind in (Kind.MAGNESIUM, Kind.FORM)
    return any(mention.of_magnesium for mention in at.line.mentions[-2:])


def _is_another_ion(at: Position, place: int) -> bool:
    """Return whether an acid's name begins a row of its own after magnesium's: 'magnesium 60 mg, chloride 450 mg'."""
    current = at.current
    complete = current is not None and current.kind is Kind.MAGNESIUM and current.amount is not None
    return complete and at.mode is None and at.pending is None and at.follows(place, Kind.AMOUNT)


def _beside(at: Position, current: Mention) -> bool:
    """Return whether nothing but words stands between the element and the salt's name."""
    return not at.divided and not at.apart and not current.closed and at.pending is None


def _continues(at: Position, current: Mention, form: NamedForm) -> bool:
    """Return whether a form continues a list with one amount: 'magnesium glycinate, malate and citrate'."""
    if at.pending is not None or current.closed:
        return False
    if current.amount is None:
        return at.last is not Kind.BREAK and not current.words_before_amount
    return current.amount_first and form.bare and at.last in (Kind.COMMA, Kind.PLUS, Kind.LINKING, Kind.SLASH)


def _is_the_acid_of(at: Position, form: NamedForm) -> bool:
    """Return whether the row is of the acid whose salt stands in the bracket: 'sulfate (as magnesium sulfate)'."""
    acid = at.unclaimed_acid
    return acid >= 0 and at.before_bracket is Kind.FORM and at.tokens[acid].value.form == form.form


def _source(at: Position, form: NamedForm | None) -> None:
    """Add a source to the magnesium before it, with the mass that stands before the source."""
    target = at.target()
    if target is None and form is not None and _is_the_acid_of(at, form):
        at.owner = at.mention(Kind.WORD, None)
        return
    if target is None:
        target = at.mention(Kind.MAGNESIUM, None)
        if at.before_bracket is Kind.AMOUNT and at.loose_amount is not None:
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
