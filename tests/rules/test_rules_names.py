"""Which names and reasons are valid."""

import pytest
from pydantic import TypeAdapter, ValidationError

from doorstep.rules.people import Name, ReasonText

_NAME, _REASON = TypeAdapter[str](Name), TypeAdapter[str](ReasonText)


@pytest.mark.parametrize(
    "name",
    [
        *("Jo", "李", "Ünal", "O’Brien", "🙂", "👩\u200d💻", "❤\ufe0f", "…", "a" * 100),
        "می\u200cخواهم",  # Persian, with its non-joiner
        "क्\u200dष",  # Hindi, with its joiner
        "שרה \u200f(Sara)",  # Hebrew, with a mark
        "e\u0301",
    ],
)
def test_row25_names_of_every_script_are_accepted_unchanged(name: str) -> None:
    assert _NAME.validate_python(name) == name
    assert _REASON.validate_python(name) == name


@pytest.mark.parametrize(
    "char",
    "\0\x07\t\n\r\x1b\x7f\x85\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
@pytest.mark.parametrize("text", ["J{}o", "{}Jo", "Jo{}"])
def test_A1_A4_row25_control_and_direction_characters_are_refused(
    char: str, text: str
) -> None:
    for kind in (_NAME, _REASON):
        with pytest.raises(ValidationError):
            kind.validate_python(text.format(char))


@pytest.mark.parametrize(
    "name", ["", " ", "\u00a0", "\u200b", "\u200d\u2060", "\u00ad", "\u3164", "\u2800"]
)
def test_row25_invisible_names_are_refused(name: str) -> None:
    with pytest.raises(ValidationError):
        _NAME.validate_python(name)


def test_row25_space_around_a_name_is_removed() -> None:
    assert _NAME.validate_python("  Jo Bennett\u3000") == "Jo Bennett"
