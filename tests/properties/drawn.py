"""What the properties draw: doses, people, authorities, and the ways in which a name can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from shipped import CATALOGUE

from maginfo import Dose, Person
from maginfo.dosing.named_facts import apply_named_facts
from maginfo.errors import UsageError
from maginfo.model.safety import Severity

if TYPE_CHECKING:
    from maginfo import Report


FORMS = [form for form in CATALOGUE.form_ids if not CATALOGUE.form(form).short_name_is_anothers]
"""Ids that a dose may give as its form."""
CONDITIONS = [caution.id for caution in CATALOGUE.cautions]
POPULATIONS = [caution.id for caution in CATALOGUE.cautions if caution.kind == "population"]
DRUGS = CATALOGUE.medicine_names
AUTHORITIES = CATALOGUE.authority_ids

PER_INTAKE = {"large-single-dose", "compound-suspected"} | {
    f"condition:{caution.id}"
    for caution in CATALOGUE.cautions
    if caution.applies_when is not None and caution.applies_when.single_dose_over_mg is not None
}
"""Codes of findings that look at one intake; all others look at the day."""
LIMIT_CODES = {
    "above-upper-limit",
    "may-exceed-upper-limit",
    "no-upper-limit",
    "needs-weight",
    "no-published-value",
}
"""Codes of which each authority gives one, or none where the total is under its limit."""


def _turning_points() -> list[int]:
    """Whole mg at which something is said or no longer said, and their neighbours."""
    rules = CATALOGUE.rules
    limits = [stage.upper_limit_mg for authority in CATALOGUE.authorities for stage in authority.life_stages]
    claimed = [end for claim in CATALOGUE.dose_claims for end in (claim.daily_low_mg, claim.daily_high_mg)]
    at_once = [caution.applies_when.single_dose_over_mg for caution in CATALOGUE.cautions if caution.applies_when]
    named = (rules.large_single_dose, rules.toxic_range)
    thresholds = [threshold.mg for threshold in named if threshold is not None]
    if rules.compound_suspected is not None:
        thresholds.append(rules.compound_suspected.single_dose_over_mg)
    turning = {int(mg) for mg in (*limits, *claimed, *at_once, *thresholds) if mg is not None}
    return sorted({mg + step for mg in turning for step in (-1, 0, 1)})


TURNING_POINTS = _turning_points()
amounts = st.integers(1, 700) | st.sampled_from(TURNING_POINTS) | st.integers(1, 6000)
"""Of one intake, mg: often one that is sold, or at which something begins."""
forms = st.sampled_from(FORMS) | st.sampled_from(
    [form.id for form in map(CATALOGUE.form, FORMS) if form.medicine_uses or form.commercial_fraction is not None]
)
"""Of any kind, and more often one that is a medicine too, or whose content varies."""
authorities = st.just(["all"]) | st.lists(st.sampled_from(AUTHORITIES), min_size=1, max_size=3, unique=True)
diets = st.none() | st.floats(0, 1000)


def dose_of(amount: float, times: int = 1, form: str | None = None, basis: str = "elemental", unit: str = "mg") -> Dose:
    return Dose.parse(f"{times} x {amount} {unit} {form or ''} {basis}")


@st.composite
def doses(draw: st.DrawFn) -> Dose:
    """A dose of any form, or of one not known; of a compound as much as may hold such an amount of magnesium."""
    amount, form = draw(amounts), draw(st.none() | forms)
    times = draw(st.sampled_from([1, 1, 1, 2, 3, 4]))
    basis = draw(st.sampled_from(["", "elemental", "compound"] if form is not None else ["", "elemental"]))
    fraction = CATALOGUE.form(form).elemental_fraction if form is not None else None
    if basis == "compound" and fraction is not None:
        mass = amount / draw(st.floats(*fraction))
        return dose_of(min(round(mass, 1), 24_000), times, form, basis)
    return dose_of(amount, times, form, basis)


several_doses = st.lists(doses(), min_size=1, max_size=3)


def like(dose: Dose, amount: float, times: int | None = None) -> Dose:
    """The same product in another amount: of the same form, and read as surely."""
    return dose_of(amount, times or dose.times_per_day, dose.form, dose.basis if dose.basis_stated else "")


@st.composite
def _any_facts(draw: st.DrawFn) -> dict[str, Any]:
    """What may be known of a person, as `Person` takes it."""
    sex = draw(st.sampled_from([None, "female", "male"]))
    years, months = st.integers(0, 120).map(str), st.integers(0, 30).map("{}mo".format)
    return {
        "sex": sex,
        "age": draw(st.none() | years | months),
        "weight_kg": draw(st.none() | st.floats(2, 200)),
        "pregnant": sex != "male" and draw(st.booleans()),
        "lactating": sex != "male" and draw(st.booleans()),
        "egfr": draw(st.none() | st.floats(0, 130)),
        "conditions": draw(st.lists(st.sampled_from(CONDITIONS), max_size=2)),
        "drugs": draw(st.lists(st.sampled_from(DRUGS), max_size=2)),
    }


def agree(known: dict[str, Any]) -> bool:
    """Whether the facts do not contradict each other: no newborn of 40 years."""
    try:
        apply_named_facts(CATALOGUE, Person(**known))
    except UsageError:
        return False
    return True


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """What may be known of a person: facts that agree."""
    return _any_facts().filter(agree)


people = facts().map(lambda known: Person(**known))


def options_of(taken: list[Dose], known: dict[str, Any], chosen: list[str]) -> list[str]:
    """The same doses, person and authorities as options of the command line."""
    words = [word for dose in taken for word in ("--dose", dose.text)]
    for option, key in (("sex", "sex"), ("age", "age"), ("weight", "weight_kg"), ("egfr", "egfr")):
        value = known[key]
        if value is not None:
            words += [f"--{option}", f"{value:.6f}" if isinstance(value, float) else value]
    words += [f"--{state}" for state in ("pregnant", "lactating") if known[state]]
    for option, key in (("condition", "conditions"), ("drug", "drugs")):
        words += [word for name in known[key] for word in (f"--{option}", name)]
    return words + [word for authority in chosen for word in ("--authority", authority)]


check_options = st.builds(options_of, several_doses, facts(), authorities)


def respelled(name: str) -> st.SearchStrategy[str]:
    """The name in other cases and with other spaces: no other name."""
    cases = st.sampled_from([str.lower, str.upper, str.title, str.swapcase])
    between, around = st.sampled_from([" ", "  ", "\t", "\n"]), st.sampled_from(["", " ", "\t "])
    return st.builds(
        lambda case, space, before, after: before + space.join(case(name).split()) + after,
        cases,
        between,
        around,
        around,
    )


def rank(report: Report) -> int:
    """0 for 'ok' to 4 for 'avoid'."""
    return 0 if report.severity == "ok" else Severity(report.severity).rank


def statuses(report: Report) -> dict[str, str]:
    """Where the total stands to each authority's limit."""
    return {reference.authority: reference.upper_limit.status for reference in report.references}


def max_severity(report: Report) -> dict[tuple[str, str | None], int]:
    """How grave each code is, by authority; an authority's limit is one thing, whatever is said of it."""
    found: dict[tuple[str, str | None], int] = {}
    for finding in report.findings:
        key = ("limit" if finding.code in LIMIT_CODES else finding.code, finding.authority)
        found[key] = max(found.get(key, 0), finding.severity.rank)
    return found


def told(report: Report) -> list[tuple[str, str, str | None]]:
    """Code, severity and authority of every finding, in an order of its own."""
    return sorted(
        ((each.code, each.severity.value, each.authority) for each in report.findings),
        key=lambda each: (each[0], each[1], each[2] or ""),
    )
