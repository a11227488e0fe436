"""Words of other languages for pieces and for how often, as the English ones that the grammar of doses reads."""

from __future__ import annotations

import re

_ENGLISH = {
    "tablets": ("comprimés?|comprimes?|comprimidos?|compress[ae]|(?:film)?tabletten?|tabletk[aięe]|tabletek|cpr"),
    "capsules": "gélules?|gelules?|kapseln?|cápsulas?|capsulas?|kapsułk[aię]|kapsułek",
    "sachets": "beutel|bustin[ae]|sobres?|saszetk[aię]|saszetek|zakjes?",
    "times a day": (
        r"fois (?:par|/) ?jour|mal (?:täglich|taeglich|tgl\.?|am tag|pro tag)|ve(?:z|ces) al d[ií]a"
        r"|ve(?:z|zes) (?:ao|por) dia|volt[ae] al giorno|razy? dziennie|(?:keer|maal) per dag|maal daags"
    ),
    "a day": (
        r"par jour|par j|pro tag|am tag|täglich|taeglich|tgl\.?|al d[ií]a|al giorno|ao dia|por dia"
        r"|dziennie|na dobę|per dag|daags|dagelijks"
    ),
    "every": r"(?:cada|alle|toutes les|ogni|co|om de)(?= \d+ (?:horas|stunden|heures|ore|godzin[ay]?|uur)(?!\w))",
    "hours": r"(?<=\d )(?:horas|stunden|heures|ore|godzin[ay]?|uur)",
    "mg": r"мг\.?|миллиграмм(?:а|ов)?|mgs?\.",
    "mcg": r"мкг\.?",
    "of": r"(?:de|à|da|von|zu|je|van|po)(?= \d)",
    "at bedtime": "vor dem schlafengehen|au coucher|antes de dormir|prima di dormire|przed snem|voor het slapen",
    "at night": "nachts|zur nacht|por la noche|à noite|na noc|'?s nachts",
    "in the evening": "abends|am abend|le soir|(?:al)?la sera|wieczorem|'?s avonds",
    "in the morning": "morgens|am morgen|le matin|por la mañana|(?:al|la) mattin[ao]|rano|'?s ochtends|de manhã",
}
_BY_GROUP = {f"w{place}": english for place, english in enumerate(_ENGLISH)}
"""The English words of each group of `_WORDS`."""
_WORDS = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{group}>{_ENGLISH[english]})" for group, english in _BY_GROUP.items())
    + r")(?![\w-])",
    re.IGNORECASE,
)


def in_english(text: str) -> str:
    """Return '2 comprimés 3 fois par jour' as '2 tablets 3 times a day'; a text without such words as it is."""
    return _WORDS.sub(lambda found: _BY_GROUP[str(found.lastgroup)], text)
