"""Whole NIH DSLD records, made up row by row and serving by serving: each a way in which labels are recorded."""

from __future__ import annotations

from typing import Any

from dsld_documents import entry, row, serving

MAGNESIUM = row("Magnesium", 100)


def with_entries(*entries: dict[str, Any], name: str = "Magnesium", **more: Any) -> dict[str, Any]:
    return {**row(name, 0, **more), "quantity": list(entries)}


def of(quantity: float, percent: float, audience: str) -> dict[str, Any]:
    return with_entries(entry(quantity, percent=percent, audience=audience))


ROWS: dict[str, list[dict[str, Any]]] = {
    # a row of the element
    "a percentage of today's daily value": [row("Magnesium", 42, percent=10)],
    "a percentage of the daily value before 2016": [row("Magnesium", 100, percent=25)],
    "a percentage at the end of its rounding": [row("Magnesium", 100, percent=25.2)],
    "a percentage beyond its rounding": [row("Magnesium", 100, percent=25.3)],
    "a whole percentage beyond its rounding": [row("Magnesium", 100, percent=27)],
    "less than a percentage": [
        with_entries({**entry(2), "dailyValueTargetGroup": [{"name": None, "operator": "<", "percent": 1}]})
    ],
    "a percentage that would fit the compound": [row("Magnesium", 400, percent=57, forms=["Magnesium Oxide"])],
    "the unit a thousand times too small": [row("Magnesium", 400, "mcg", percent=95)],
    "the unit a thousand times too large": [row("Magnesium", 42, "Gram(s)", percent=10)],
    "about": [row("Magnesium", 100, operator="~")],
    "about, and a percentage": [row("Magnesium", 100, operator="≈", percent=24)],
    "less than": [row("Magnesium", 1, operator="<", percent=0)],
    "at most": [row("Magnesium", 5, operator="<=")],
    "more than": [row("Magnesium", 100, operator=">")],
    "recorded as zero": [row("Magnesium", 0)],
    "not printed": [row("Magnesium", 0, "NP", forms=["Magnesium Oxide"])],
    "no unit": [row("Magnesium", 50, "")],
    "a unit of no mineral": [row("Magnesium", 50, "IU")],
    "less than nothing": [row("Magnesium", -5)],
    "a hundred grams": [row("Magnesium", 100, "Gram(s)")],
    "more than a hundred grams": [row("Magnesium", 100.001, "Gram(s)")],
    "forms in brackets, and in the note": [
        row("Magnesium", 50, forms=["Magnesium Oxide", "Magnesium Citrate"], notes="Magnesium (Form: as Malate)")
    ],
    "forms in the note alone": [row("Magnesium", 50, notes="Magnesium (Form: as Magnesium Malate, and Citrate)")],
    "sources in the name": [row("Magnesium (as Magnesium Oxide and Magnesium Citrate)", 50)],
    "elemental": [row("Elemental  Magnesium", 50)],
    "a percentage just within its rounding": [row("Magnesium", 100, percent=26)],
    "a tenth within its rounding": [row("Magnesium", 100, percent=25.1)],
    "no unit recorded": [with_entries({"quantity": 50})],
    "no amount recorded": [with_entries({"unit": "mg"})],
    "children and adults in one entry": [
        with_entries({
            **entry(100),
            "dailyValueTargetGroup": [
                {"name": "Children 1-3 years of age", "percent": 125},
                {"name": "Adults", "percent": 24},
            ],
        })
    ],
    "a name inside a longer one": [row("Super Magnesium Citrate Plus", 500)],
    "a maker's name before it": [row("Albion Magnesium Bisglycinate Chelate", 500)],
    "an acid in the group of magnesium": [row("Citrate", 500)],
    "an acid in no group": [row("Citrate", 500, group=None)],
    "a salt of several minerals": [row("Magnesium Potassium Citrate", 500)],
    "the percentage is the second's": [row("Magnesium Citrate", 500, percent=19)],
    # a row of a compound
    "a percentage that is the element's": [row("Magnesium Ascorbate", 30, percent=8)],
    "a percentage that is the compound's": [row("Magnesium Oxide", 400, percent=57)],
    "a percentage that is neither's": [row("Magnesium Oxide", 400, percent=12)],
    "a percentage that is both's": [row("Magnesium Citrate", 2, percent=0)],
    "no percentage": [row("Magnesium Citrate", 500)],
    "no daily value": [row("Magnesium Citrate", 500, footnote="Daily Value not established")],
    "no daily value, and content not known": [
        row("Magnesium Unobtainate", 500, footnote="Daily Value not established")
    ],
    "content not known": [row("Magnesium Unobtainate", 500)],
    "a note that prints the element": [
        row("Magtein", 2000, notes="Magtein (Note: providing  144 mg of elemental magnesium)")
    ],
    "a note that prints more than the row": [row("Magtein", 100, notes="(Note: providing 144 mg elemental magnesium)")],
    "a note that prints a compound": [row("Magtein", 2000, notes="Magtein (Note: element: 2 g of Magtein)")],
    "a mixture of two": [row("Magnesium Citrate/Malate Complex", 500, forms=["Magnesium Citrate", "Magnesium Malate"])],
    # rows under a row
    "shares that do not add up": [
        row("Magnesium", 200, "mg", row("Magnesium Citrate", 45), row("Magnesium Malate", 45))
    ],
    "shares at the end of their rounding": [
        row("Magnesium", 100, "mg", row("Magnesium Citrate", 49), row("Magnesium Malate", 48))
    ],
    "masses": [row("Magnesium", 200, "mg", row("Magnesium Oxide", 150), row("Magnesium Citrate", 700))],
    "a share": [row("Magnesium", 100, "mg", row("Magnesium Citrate", 40))],
    "a share, by the percentage": [row("Magnesium", 300, "mg", row("Magnesium Citrate", 40), percent=71)],
    "crossed, by the chemistry": [row("Magnesium", 300, "mg", row("Magnesium Citrate", 40))],
    "crossed, by the percentage": [row("Magnesium", 1000, "mg", row("Magtein", 42, percent=10))],
    "both the element": [row("Magnesium", 72, "mg", row("Magnesium", 1000))],
    "both the element, neither way round": [row("Magnesium", 300, "mg", row("Magnesium", 5))],
    "both a compound": [row("Magnesium Citrate", 500, "mg", row("Magnesium Malate", 400))],
    "neither way round": [row("Magnesium Citrate", 100, "mg", row("Magnesium", 200))],
    "more than the compound holds": [row("Magnesium Citrate", 500, "mg", row("Magnesium", 150))],
    "one figure twice": [row("Magnesium Glycinate", 100, "mg", row("Magnesium", 100))],
    "several of the element under a compound": [
        row("Magnesium Citrate", 500, "mg", row("Magnesium", 80), row("Elemental Magnesium", 70))
    ],
    "several compounds under a compound": [
        row("Magnesium Citrate", 500, "mg", row("Magnesium Citrate", 300), row("Magnesium Malate", 200))
    ],
    "nothing above, one element below": [row("Magnesium Citrate", 0, "NP", row("Magnesium", 80))],
    "nothing above, one compound below": [row("Magnesium", 0, "NP", row("Magnesium Citrate", 500))],
    "nothing above, compounds below": [
        row("Magnesium", 0, "NP", row("Magnesium Oxide", 100), row("Magnesium Citrate", 200))
    ],
    "nothing above, one of unknown content below": [
        row("Magnesium", 0, "NP", row("Magnesium Oxide", 100), row("Magnesium Unobtainate", 200))
    ],
    "a fault above, the element below": [row("Magnesium Citrate", 500, "ng", row("Magnesium", 80))],
    "a fault above, a compound below": [row("Magnesium", 80, "ng", row("Magnesium Citrate", 500))],
    "a blend of which nothing in it is magnesium": [row("Magnesium Blend", 500, "mg", row("Zinc", 5, group="Zinc"))],
    "a blend with magnesium in it": [row("Magnesium Blend", 500, "mg", row("Magnesium Oxide", 100, percent=14))],
    "three levels down": [
        row("Night Blend", 900, "mg", row("Sleep Mix", 0, "NP", row("Magnesium", 50), group="Blend"), group="Blend")
    ],
    "one figure twice, with a percentage above": [
        row("Magnesium", 100, "mg", row("Magnesium Glycinate", 100), percent=24)
    ],
    "one figure twice, with a percentage below": [
        row("Magnesium Glycinate", 100, "mg", row("Magnesium", 100, percent=24))
    ],
    "an acid under magnesium": [row("Magnesium", 80, "mg", row("Citrate", 500, group="Other"))],
    "a source of the row below": [row("Magnesium Citrate", 500, "mg", row("Magnesium", 80, forms=["Magnesium Oxide"]))],
    # rows beside each other
    "the source beside the element": [row("Magnesium", 144), row("Magtein", 2000)],
    "the source beside the element, not its mass": [row("Magnesium", 144), row("Magtein", 500)],
    "the source that the element names": [
        row("Magnesium", 50, forms=["Magnesium Oxide"]), row("Magnesium Oxide", 0, "NP")
    ],
    "two sources that the element names": [
        row("Magnesium", 50, forms=["Magnesium Oxide", "Magnesium Citrate"]),
        row("Magnesium Oxide", 40),
        row("Magnesium Citrate", 200),
    ],
    "shares beside the element": [row("Magnesium", 90), row("Magnesium Citrate", 45), row("Magnesium Malate", 45)],
    "shares beside the element that are not its": [
        row("Magnesium", 90), row("Magnesium Citrate", 500), row("Magnesium Malate", 500)
    ],
    "a compound beside another form's element": [
        row("Magnesium", 300, percent=71, forms=["Magnesium Oxide"]), row("Magtein", 2000)
    ],
    "two of the element": [row("Magnesium", 30), row("Magnesium", 3, forms=["Magnesium Malate"])],
    "two compounds": [
        row("Magnesium Citrate", 500, footnote="Daily Value not established"),
        row("Magnesium Malate", 400, footnote="Daily Value not established"),
    ],
    "the same row twice": [row("Magnesium", 100, percent=24), row("Magnesium", 100, percent=24)],
    "the same row three times, beside another": [
        row("Magnesium", 100), row("Magnesium Oxide", 50, percent=12), row("Magnesium", 100), row("Magnesium", 100)
    ],
    "one printed, one not": [row("Magnesium", 100), row("Magnesium Malate", 0, "NP")],
    "one printed, two not": [
        row("Magnesium", 100), row("Magnesium Malate", 0, "NP"), row("Magnesium Taurate", 0, "NP")
    ],
    "one printed, one faulty": [row("Magnesium", 100), row("Magnesium Malate", 10, "ng")],
    "an excipient": [row("Magnesium", 50), row("Magnesium Stearate", 10)],
    "nothing but an excipient": [row("Magnesium Stearate", 10)],
}  # fmt: skip

DIRECTED = ["Take one (1) tablet two times daily."]
SERVINGS: dict[str, dict[str, Any]] = {
    "once": {},
    "two to three times": {"servings": [serving(often=(2, 3))]},
    "one to six pieces": {"servings": [serving(1, 6)]},
    "one to six pieces, amounts of two": {"servings": [serving(1, 6)], "row": row("Magnesium", 100, pieces=2)},
    "half a piece": {"servings": [serving(0.5)], "row": row("Magnesium", 100, pieces=0.5)},
    "pieces of another unit": {"servings": [serving(1, 6, unit="Gram(s)")]},
    "one number of pieces of another unit": {"servings": [serving(5, unit="Gram(s)", often=(2, 2))]},
    "how often not recorded": {"servings": [serving(often=(0, 0))]},
    "the least not recorded": {"servings": [serving(often=(0, 3))]},
    "the most less than the least": {"servings": [serving(often=(3, 1))]},
    "less than none": {"servings": [serving(often=(-1, 2))]},
    "directions where nothing is recorded": {"servings": [serving(often=(0, 0))], "directions": DIRECTED},
    "directions that agree": {"servings": [serving(often=(2, 2))], "directions": DIRECTED},
    "directions that differ": {"servings": [serving(often=(3, 3))], "directions": DIRECTED},
    "directions of more than the record": {
        "servings": [serving(often=(1, 1))],
        "directions": ["Take 4 tablets daily."],
    },
    "directions in two wordings": {
        "servings": [serving(1, 3, (1, 3))],
        "row": row("Magnesium", 300, pieces=3),
        "directions": ["Three [3] tablets daily with food or one [1] tablet three times a day."],
    },
    "directions in two wordings, outside the record's": {
        "servings": [serving(2, 4, (4, 5))],
        "row": row("Magnesium", 300, pieces=2),
        "directions": ["Three [3] tablets daily with food or one [1] tablet three times a day."],
    },
    "directions of another piece": {"servings": [serving(often=(0, 0))], "directions": ["Take 2 capsules daily."]},
    "directions of servings": {
        "servings": [serving(2, often=(0, 0))],
        "row": row("Magnesium", 100, pieces=2),
        "directions": ["Take 2 servings daily."],
    },
    "directions of pieces of a serving of two": {
        "servings": [serving(2, often=(0, 0))],
        "row": row("Magnesium", 100, pieces=2),
        "directions": ["Take 4 tablets daily."],
    },
    "directions that name no piece": {"servings": [serving(often=(0, 0))], "directions": ["Two a day."]},
    "directions that name no piece, of a serving of two": {
        "servings": [serving(2, often=(0, 0))],
        "row": row("Magnesium", 100, pieces=2),
        "directions": ["Two a day."],
    },
    "no serving described": {"servings": []},
    "no serving described, but directions": {"servings": [], "directions": DIRECTED},
    "no serving described, nor its pieces": {
        "servings": [],
        "row": with_entries({"quantity": 100, "unit": "mg"}),
        "directions": DIRECTED,
    },
    "two servings, the second on the box": {
        "servings": [serving(1, order=1, in_box=False), serving(2, order=2, notes="Adults")],
        "row": with_entries(entry(50, order=1), entry(100, order=2, pieces=2)),
    },
    "two servings, the first for children": {
        "servings": [serving(1, order=1, notes="Children 2-3 years"), serving(2, order=2, often=(2, 2))],
        "row": with_entries(
            entry(40, percent=50, audience="Children under 4 years of age", order=1),
            entry(80, percent=19, order=2, pieces=2),
        ),
    },
    "two servings, neither said to be on the box": {
        "servings": [serving(1, 2, order=1, in_box=None, often=(0, 0)), serving(0, order=2, in_box=None, unit=None)],
        "row": with_entries(entry(40, order=1)),
    },
    "an amount of another serving only": {
        "servings": [serving(order=1), serving(2, order=2, in_box=False)],
        "row": with_entries(entry(40, order=2)),
    },
    "two servings that only their amounts tell apart": {
        "servings": [serving(1, order=1), serving(2, order=2)],
        "row": with_entries(
            entry(40, percent=50, audience="Children 1-3 years of age", order=1),
            entry(80, percent=19, order=2, pieces=2),
        ),
    },
    "three servings": {"servings": [serving(1, order=1), serving(2, order=2), serving(3, order=3)]},
    "servings without numbers": {
        "servings": [{**serving(1), "order": None}, {**serving(2), "order": None, "notes": "Children"}]
    },
    "pieces from more to fewer": {"servings": [serving(4, 2)]},
    "ninety-nine a day": {"servings": [serving(often=(99, 99))]},
    "a hundred a day": {"servings": [serving(often=(100, 100))]},
    "one dose in two wordings, at the record's most": {
        "servings": [serving(1, 1, (1, 3))],
        "directions": ["Three [3] tablets daily with food or one [1] tablet three times a day."],
    },
    "directions in one wording, within the record's": {
        "servings": [serving(1, 1, (1, 3))],
        "directions": ["Take two tablets daily."],
    },
    "pieces of another unit that is not named": {
        "servings": [serving(1, 6, unit="Gram(s)")],
        "row": with_entries({"quantity": 100, "unit": "mg", "servingSizeQuantity": 1, "servingSizeUnit": ""}),
    },
    "no number": {"id": None},
    "no pieces recorded": {
        "servings": [serving(0, unit=None)],
        "row": with_entries({"quantity": 100, "unit": "mg"}),
    },
    "alternatives for two groups": {
        "row": with_entries(
            entry(100, percent=25, audience="Pregnant and lactating women"), entry(100, percent=24), entry(90, "")
        )
    },
    "infants alone": {"row": of(15, 20, "Infants (up to 12 months of age)")},
    "children alone": {"row": of(40, 50, "Children 1-3 years of age")},
    "pregnant and lactating women alone": {"row": of(100, 25, "Pregnant women and lactating women")},
    "children of four or more": {"row": of(100, 24, "Children 4 or more years of age")},
    "adults and infants": {"row": of(100, 24, "Adults, infants")},
    "toddlers": {"row": of(40, 50, "Toddlers 1-3 years")},
    "adults and children of four or more": {"row": of(100, 24, "Adults and children 4 or more years of age")},
    "other ingredients": {"others": ["Magnesium Stearate", "Cellulose", "Magnesium Silicate"]},
    "no magnesium": {"row": row("Zinc", 5, group="Zinc"), "others": ["Magnesium Stearate"]},
}
