"""Plans of a day in few words, and what they show."""

from __future__ import annotations

from typing import Any

from maginfo import Catalogue, Dose, Plan, TimedDose, TimedMedicine, TimeOfDay, plan
from maginfo.planning.clock import read_times

LEVOTHYROXINE = ("levothyroxine", "07:00")
CIPROFLOXACIN = ("ciprofloxacin", "08:00,20:00")


def times(text: str) -> tuple[TimeOfDay, ...]:
    return read_times(text, what="time") if text else ()


def planned(doses: list[str | tuple[str, str]], *drugs: tuple[str, str], **day: str) -> Plan:
    """A plan; a dose may stand with its times, the day has wake, sleep and meals."""
    timed = [
        TimedDose(Dose.parse(dose)) if isinstance(dose, str) else TimedDose(Dose.parse(dose[0]), times(dose[1]))
        for dose in doses
    ]
    settings: dict[str, Any] = {name: TimeOfDay.parse(value) for name, value in day.items() if name != "meals"}
    return plan(
        Catalogue(),
        timed,
        [TimedMedicine(name, times(at)) for name, at in drugs],
        meals=times(day.get("meals", "")),
        **settings,
    )


def magnesium(answer: Plan) -> list[tuple[str, float]]:
    return [
        (str(line.time), line.elemental_mg.high)
        for line in answer.schedule
        if line.kind == "magnesium" and line.elemental_mg is not None
    ]


def windows(answer: Plan) -> list[tuple[str, str]]:
    return [(str(window.start), str(window.end)) for window in answer.windows]
