"""An account's colour: text on it and in it is legible, whichever is chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from doorstep.rules.colours import DARK, LIGHT, Colour, Scheme, contrast, shades

_SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
_COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@_SCHEMES
@given(colour=_COLOURS)
def test_X1_text_has_4_5_to_1_on_and_in_every_colour(
    scheme: Scheme, colour: str
) -> None:
    own = shades(colour, scheme)

    pairs = [
        (own.on_fill, own.fill),
        (own.on_fill, own.fill_strong),
        (own.on_accent, own.accent),
        (own.on_accent, own.accent_strong),
        (scheme.ink, own.wash),
        *(
            (text, ground)
            for text in (own.accent, own.accent_strong)
            for ground in (scheme.ground, scheme.surface, scheme.sunken, own.wash)
        ),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


@_SCHEMES
@given(colour=_COLOURS)
def test_a_button_has_the_colour_that_was_chosen(scheme: Scheme, colour: str) -> None:
    assert shades(colour, scheme).fill == colour


def test_a_legible_colour_is_not_changed() -> None:
    assert shades("#0b6b63", LIGHT).accent == "#0b6b63"
    assert shades("#63c9bb", DARK).accent == "#63c9bb"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_a_colour_is_accepted_in_either_case() -> None:
    assert TypeAdapter[str](Colour).validate_python(" #0B6B63 ") == "#0b6b63"


@pytest.mark.parametrize(
    "text",
    ["", "teal", "#abc", "0b6b63", "#0b6b6", "#0b6b63;", "#0b6b63\n#", "#０b6b63"],
)
def test_an_invalid_colour_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter[str](Colour).validate_python(text)
