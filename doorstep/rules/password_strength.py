"""Whether a new password is strong enough for who sets it.

Source: NIST SP 800-63B-4 3.1.1.2: a length, a list of common and breached passwords,
words about the person and the service; no rules about kinds of characters.
"""

import re
import runpy
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import distribution
from typing import Final, Self

WITH_CODE: Final = 8
ALONE: Final = 15
"""The fewest characters of a password beside a code, and of one that is all."""
_SHORTEST_WORD = 4
_PRODUCT = "Doorstep"
_WORD = re.compile(r"[^\W_]+")
_LISTS = "zxcvbn/frequency_lists.py"


class Weakness(StrEnum):
    """Why a password is refused; the first that holds is told."""

    too_short = "too-short"
    personal = "personal"
    common = "common"


@dataclass(frozen=True)
class PasswordRules:
    """What the passwords of one member have to meet.

    `fewest` is the number of characters, counted in NFC; `words` are case-folded.
    """

    fewest: int
    words: frozenset[str]

    @classmethod
    def of(cls, *texts: str, code_required: bool) -> Self:
        """For the member with this address and name, in the account with this name.

        A password that is asked for alone has to be longer.
        """
        words = (word for text in (*texts, _PRODUCT) for word in _words(text))
        return cls(WITH_CODE if code_required else ALONE, frozenset(words))

    def weakness(self, password: str) -> Weakness | None:
        folded = _folded(password)
        if len(unicodedata.normalize("NFC", password)) < self.fewest:
            return Weakness.too_short
        if any(word in folded for word in self.words):
            return Weakness.personal
        return Weakness.common if _is_common(folded) else None


def _words(text: str) -> list[str]:
    found = _WORD.findall(_folded(text))
    return [word for word in found if len(word) >= _SHORTEST_WORD]


def _is_common(folded: str) -> bool:
    """Whether it is on the list, or repeats something that is, or one character."""
    repeated = next(
        folded[:length]
        for length in range(1, len(folded) + 1)
        if folded.startswith(folded[length:])
    )
    return len(repeated) == 1 or bool({folded, repeated} & _common())


@cache
def _common() -> frozenset[str]:
    """The common and breached passwords that zxcvbn brings, case-folded.

    Only that file is read: the package would keep 14 MiB of other lists.
    """
    file = distribution("zxcvbn").locate_file(_LISTS)
    passwords = runpy.run_path(str(file))["FREQUENCY_LISTS"]["passwords"]
    return frozenset(map(str.casefold, passwords))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
