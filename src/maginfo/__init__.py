"""maginfo: magnesium supplements looked up, and a dose checked for a person, offline.

>>> from maginfo import Catalogue, Dose, Person, check
>>> report = check(Catalogue(), [Dose.parse("400 mg")], Person(sex="female"))
>>> report.severity
'major'
"""

from __future__ import annotations

TYPE_CHECKING = False  # without typing, which is a large library to load
if TYPE_CHECKING:
    from maginfo.answers.lookup import lookup
    from maginfo.catalogue.catalogue import Catalogue
    from maginfo.dosing.amounts import Dose
    from maginfo.dosing.person import Age, Person
    from maginfo.dosing.report import Report
    from maginfo.dosing.spans import Span
    from maginfo.errors import MaginfoError
    from maginfo.library import check, plan
    from maginfo.model.safety import Severity
    from maginfo.planning.clock import TimeOfDay
    from maginfo.planning.plan import Plan, Taken, TimedDose, TimedMedicine

__version__ = "2.0.0"
__all__ = [
    "Age",
    "Catalogue",
    "Dose",
    "MaginfoError",
    "Person",
    "Plan",
    "Report",
    "Severity",
    "Span",
    "Taken",
    "TimeOfDay",
    "TimedDose",
    "TimedMedicine",
    "check",
    "lookup",
    "plan",
]

_EXPORTS = {
    "Age": "maginfo.dosing.person",
    "Catalogue": "maginfo.catalogue.catalogue",
    "Dose": "maginfo.dosing.amounts",
    "MaginfoError": "maginfo.errors",
    "Person": "maginfo.dosing.person",
    "Plan": "maginfo.planning.plan",
    "Report": "maginfo.dosing.report",
    "Severity": "maginfo.model.safety",
    "Span": "maginfo.dosing.spans",
    "Taken": "maginfo.planning.plan",
    "TimeOfDay": "maginfo.planning.clock",
    "TimedDose": "maginfo.planning.plan",
    "TimedMedicine": "maginfo.planning.plan",
    "check": "maginfo.library",
    "lookup": "maginfo.answers.lookup",
    "plan": "maginfo.library",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that the command line pays only for what it runs."""
    if name not in _EXPORTS:
        raise AttributeError(f"module 'maginfo' has no attribute '{name}'")
    from importlib import import_module

    value = getattr(import_module(_EXPORTS[name]), name)
    globals()[name] = value
    return value
