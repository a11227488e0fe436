"""Questions to the page as somebody fills in its form, and the words of the command that they stand for."""

from __future__ import annotations

import random
from typing import NamedTuple

from shipped import CATALOGUE


class Question(NamedTuple):
    """A command, and what is typed or chosen in each field of its form; a list is written one a line."""

    command: str
    fields: dict[str, str | list[str]]

    @property
    def typed(self) -> dict[str, str]:
        """The text of each field."""
        return {name: "\n".join(value) if isinstance(value, list) else value for name, value in self.fields.items()}

    def words(self, output: str) -> list[str]:
        """The same question to the command line."""
        words, names = [self.command, "-o", output], []
        for name, value in self.fields.items():
            values = value if isinstance(value, list) else [value]
            if name == "NAME" or (name, self.command) == ("--drug", "interactions"):
                names += values
            elif name in TICKS:
                words.append(name)
            else:
                words += [f"{name}={each}" for each in values]
        return [*words, *(["--", *names] if names else [])]


TICKS = ("--pregnant", "--lactating")
FORMS = [form for form in CATALOGUE.form_ids if not CATALOGUE.form(form).short_name_is_anothers]
CONDITIONS = [name for caution in CATALOGUE.cautions for name in (caution.id, *caution.aliases)]
PRODUCTS = [name for product in CATALOGUE.product_table.products if product.amounts for name in product.every_name]
UNITS = ("mg", "mg", "mg", "g", "mmol", "mEq", "")
UNKNOWN = ("Zzyzx", "-1", "<b>x</b>", "magnesiuum", "--help", "żółć", "a; b", "1e9 mg", "50%")
HOURS = ("06:30", "07:00", "08:00", "12:15", "19:00", "22:00")


def questions(count: int, seed: int) -> list[Question]:
    """Questions of every command, most of them answerable."""
    drawn = random.Random(seed)
    makers = (check, check, check, plan, plan, interactions, show)
    return [makers[number % len(makers)](drawn) for number in range(count)]


def some(drawn: random.Random, names: list[str], most: int = 3) -> list[str]:
    """Some names, now and then one that is none."""
    chosen = drawn.sample(names, drawn.randint(1, most))
    return [*chosen, drawn.choice(UNKNOWN)] if drawn.random() < 0.1 else chosen


def dose(drawn: random.Random) -> str:
    if drawn.random() < 0.15:
        return f"{drawn.randint(1, 3)} tablets of {drawn.choice(PRODUCTS)}"
    unit, form = drawn.choice(UNITS), drawn.choice([*FORMS, ""])
    amount = drawn.randint(1, 3) if unit == "g" else drawn.randint(5, 900)
    often = drawn.choice(("", "", f"{drawn.randint(2, 4)} x "))
    said = drawn.choice(("", "elemental", "capsules", "compound" if form and unit in ("mg", "g") else ""))
    return f"{often}{amount} {unit} {form} {said if often else drawn.choice((said, 'twice a day'))}".strip()


def person(drawn: random.Random) -> dict[str, str | list[str]]:
    offered: dict[str, str | list[str]] = {
        "--age": drawn.choice(("34", "70", "8mo", "5", "16", "45", "old")),
        "--sex": drawn.choice(("female", "male")),
        "--weight": str(drawn.randint(8, 110)),
        "--egfr": str(drawn.randint(10, 110)),
        "--condition": some(drawn, CONDITIONS),
        "--authority": drawn.choice((*CATALOGUE.authority_ids, "all")),
        "--pregnant": "on",
    }
    return {name: value for name, value in offered.items() if drawn.random() < (0.4 if name != "--pregnant" else 0.1)}


def check(drawn: random.Random) -> Question:
    fields = person(drawn)
    if drawn.random() < 0.15:
        fields["--label"] = f"Serving size 2 capsules\nMagnesium (as {drawn.choice(FORMS)}) {drawn.randint(20, 400)} mg"
    else:
        fields["--dose"] = [dose(drawn) for _ in range(drawn.randint(1, 2))]
    if drawn.random() < 0.5:
        fields["--drug"] = some(drawn, list(CATALOGUE.medicine_names))
    if drawn.random() < 0.2:
        fields["--diet"] = drawn.choice(("usual", "260"))
    return Question("check", fields)


def plan(drawn: random.Random) -> Question:
    fields = person(drawn)
    if drawn.random() < 0.9:
        fields["--dose"] = [dose(drawn)]
    medicines = some(drawn, list(CATALOGUE.medicine_names), 2)
    fields["--drug"] = [f"{name}@{drawn.choice(HOURS)}" for name in medicines]
    if drawn.random() < 0.5:
        fields |= {"--wake": drawn.choice(("06:00", "07:30")), "--sleep": drawn.choice(("22:30", "23:00"))}
    if drawn.random() < 0.3:
        fields["--meals"] = "08:00,13:00,19:00"
    if drawn.random() < 0.2:
        fields |= {"--taken": ["magnesium@07:30"], "--now": "09:00"}
    return Question("plan", fields)


def interactions(drawn: random.Random) -> Question:
    return Question("interactions", {"--drug": some(drawn, list(CATALOGUE.medicine_names), 4)})


def show(drawn: random.Random) -> Question:
    return Question("show", {"NAME": drawn.choice([*FORMS, *FORMS, *PRODUCTS, *UNKNOWN])})


ASKED = (
    Question("check", {"--dose": ["400 mg glycinate"], "--drug": ["levothyroxine"], "--sex": "female"}),
    Question("plan", {"--dose": ["2x200mg"], "--drug": ["levothyroxine@07:00"]}),
    Question("interactions", {"--drug": ["cipro", "no such name"]}),
    Question("show", {"NAME": "citrate"}),
)
SCRIPT = (
    "<script>parent.hit = self.hit = 1</script><img src=x onerror='top.hit=1'></style></title><a href=javascript:hit>"
)
HOSTILE = (
    *(Question("check", {"--dose": ["400"], name: [SCRIPT]}) for name in ("--drug", "--condition")),
    Question("check", {"--label": f"{SCRIPT} Magnesium (as citrate) 100 mg {SCRIPT}"}),
    Question("check", {"--dose": [f"400 mg {SCRIPT}", "--profile=/etc/passwd", "-o /tmp/x"]}),
    Question("plan", {"--dose": ["400"], "--drug": [f"{SCRIPT}@08:00"]}),
    Question("interactions", {"--drug": ["--output=/tmp/x", "--help", SCRIPT, "\x1b[31m\u202e"]}),
    Question("show", {"NAME": SCRIPT}),
    Question("show", {"NAME": "../../etc/passwd"}),
    *(Question("check", {"--dose": ["400"], name: "x" * 100_000}) for name in ("--drug", "--condition", "--age")),
    *(Question("check", {"--dose": ["400"], name: "1," * 50_000}) for name in ("--drug", "--condition")),
    Question("check", {"--dose": "9" * 100_000}),
    Question("check", {"--label": "Magnesium (as citrate) 100 mg\n" * 3_400}),
    Question("plan", {"--dose": ["400"], "--drug": "y@08:00\n" * 12_500}),
    Question("interactions", {"--drug": "[(" * 50_000}),
    Question("show", {"NAME": "magnesium " * 10_000}),
)
"""Markup, options and paths where names are meant, and 100 kB in every kind of field."""
