"""Characters that break a line, change the direction of text, or are invisible.

Sources: Unicode's general categories and Default_Ignorable_Code_Point; UAX 9 for
embeddings, overrides and isolates.
"""

import re
from unicodedata import bidirectional, category

from markupsafe import Markup

_BREAKING = ("Cc", "Cs", "Zl", "Zp")
_TURNING = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
_IGNORABLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SHAPING = "\u200c\u200d\ufe0e\ufe0f"
_BLANK = re.compile(rf"\s|\u2800|{_IGNORABLE.pattern}")


def breaks(character: str) -> bool:
    """Whether it ends a line, is a control character or a surrogate."""
    return category(character) in _BREAKING


def turns(character: str) -> bool:
    """Whether it changes the direction of other text.

    Joiners and marks do not: Persian, Hindi, Hebrew and emoji need them.
    """
    return bidirectional(character) in _TURNING


def harmless(text: str) -> str:
    """For showing: without what would add a line or change the direction of text.

    New names have none of it; those of an earlier release may.
    """
    return "".join(
        " " if breaks(character) else character
        for character in text
        if not turns(character)
    )


def readable(text: str) -> str:
    """The same, without invisible characters.

    Those that shape their neighbours stay: Persian, Hindi and emoji need them.
    """
    return "".join(
        character
        for character in harmless(text)
        if character in _SHAPING or not _IGNORABLE.match(character)
    )


def isolated(name: str) -> Markup:
    """In HTML: a name whose direction changes nothing of the sentence around it."""
    return Markup("<bdi>{}</bdi>").format(harmless(name))


def unseen(character: str) -> bool:
    """Whether it is invisible: controls, formats, fillers."""
    return category(character)[0] == "C" or bool(_IGNORABLE.match(character))


def blank(text: str) -> bool:
    """Whether the text has no visible character."""
    return not _BLANK.sub("", text)
