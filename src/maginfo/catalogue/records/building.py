"""What every record is, and how the tables of a data file become records.

A record is a frozen dataclass in all but its making. `dataclasses` compiles six methods for every class, 0.7 ms each
on the machine this was measured on; an answer needs some forty classes and may cost about 20 ms in all beyond
Typer itself (benchmarks/startup.py). `Record` shares one set of methods instead. Type checkers see dataclasses, and so
does pydantic, for which `catalogue.curation` makes real ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**_: Any) -> Any:
        """Nothing at run time: it tells type checkers that subclasses are dataclasses."""
        return lambda decorated: decorated


R = TypeVar("R", bound="Record")
RecordPath = tuple["str | tuple[int, Any]", ...]
"""The way to something in a record: names of fields, and of what stands in a tuple its position and itself."""


@dataclass_transform(frozen_default=True)
class Record:
    """Values under names, compared by value and never changed.

    `class Form(Record, compounds=Compound)` declares that the field `compounds` holds records of that class, one or
    any number; `build` follows it.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    blank: ClassVar[Mapping[str, Any]] = {}
    """Every field in its order, with its default or None."""
    required: ClassVar[frozenset[str]] = frozenset()
    defaults: ClassVar[Mapping[str, Any]] = {}
    nested: ClassVar[Mapping[str, type[Record]]] = {}

    def __init_subclass__(cls, **nested: type[Record]) -> None:
        annotations = cls.__annotations__
        cls.fields = tuple(name for name, kind in annotations.items() if not str(kind).startswith("ClassVar"))
        cls.defaults = {name: cls.__dict__[name] for name in cls.fields if name in cls.__dict__}
        cls.blank = {name: cls.defaults.get(name) for name in cls.fields}
        cls.required = frozenset(cls.fields) - cls.defaults.keys()
        cls.nested = nested

    def __init__(self, *values: Any, **named: Any) -> None:
        fields = self.fields
        if len(values) == len(fields) and not named:
            self.__dict__.update(zip(fields, values, strict=True))
            return
        given = {**self.defaults, **dict(zip(fields, values, strict=False)), **named}
        twice = not named.keys().isdisjoint(fields[: len(values)])
        if len(values) > len(fields) or twice or given.keys() != set(fields):
            self._refuse(values, named, given)
        self.__dict__.update({name: given[name] for name in fields})

    def _refuse(self, values: tuple[Any, ...], named: Mapping[str, Any], given: Mapping[str, Any]) -> NoReturn:
        unknown = [name for name in named if name not in self.fields]
        missing = [name for name in self.fields if name not in given]
        raise TypeError(
            f"{type(self).__name__}: {len(values)} values; missing {missing or 'none'}; unknown {unknown or 'none'}"
        )

    def replaced(self: R, **values: Any) -> R:
        """The same record with these values; whatever making it raises."""
        return type(self)(**{**self.__dict__, **values})

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: '{name}' cannot be set")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is frozen: '{name}' cannot be deleted")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and other.__dict__ == self.__dict__

    def __hash__(self) -> int:
        return hash((type(self), *self.__dict__.values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.fields)
        return f"{type(self).__name__}({shown})"


def build(record: type[R], table: Mapping[str, Any]) -> R:
    """`record` from one table of a data file; arrays become tuples, nested tables nested records.

    The shipped data was validated when it was packaged (`catalogue.curation`): building trusts its types, and fills
    the fields without calling the record's own `__init__`.
    """
    made = object.__new__(record)
    values = made.__dict__
    values.update(record.blank)
    nested = record.nested
    for name, value in table.items():
        if isinstance(value, list):
            inner = nested.get(name)
            values[name] = tuple(value) if inner is None else tuple([build(inner, item) for item in value])
        elif name in nested:
            values[name] = build(nested[name], value)
        else:
            values[name] = value
    if len(values) != len(record.blank) or not record.required <= table.keys():
        return record(**table)  # which says what is missing or unknown
    return made


def records_in(value: Any) -> list[tuple[RecordPath, Record]]:
    """A record and every record in it, or in a tuple of them, in the order of the fields; each with its path."""
    found: list[tuple[RecordPath, Record]] = []
    _gather(value, (), found)
    return found


def _gather(value: Any, path: RecordPath, found: list[tuple[RecordPath, Record]]) -> None:
    if isinstance(value, Record):
        found.append((path, value))
        for name, held in value.__dict__.items():
            if isinstance(held, (Record, tuple)):
                _gather(held, (*path, name), found)
    else:
        for position, item in enumerate(value):
            if isinstance(item, (Record, tuple)):
                _gather(item, (*path, (position, item)), found)
