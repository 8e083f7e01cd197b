"""Readable colours for pages and mail, computed from an account's colour.

The colour itself fills buttons and the logo, with black or white text, whichever has
more contrast. For text and lines it is darkened on light and lightened on dark
backgrounds until its contrast is 4.5 to 1 (WCAG 2.2, 1.4.3) on each of them.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

OWN_COLOUR = "#0b6b63"
"""The colour of an account that has not chosen one."""
_OWN_IN_DARK = "#63c9bb"

_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_READABLE = 4.5
_STEPS = 100
_LINEAR_UP_TO = 0.04045
_WASH, _STRONGER = 12, 20  # per cent
_Rgb: TypeAlias = tuple[int, int, int]


def _colour(text: str) -> str:
    lowered = text.strip().lower()
    if not _COLOUR.match(lowered):
        raise PydanticCustomError(
            "colour", "must be # and six hexadecimal digits, such as #0b6b63"
        )
    return lowered


Colour: TypeAlias = Annotated[
    str,
    AfterValidator(_colour),
    Field(json_schema_extra={"pattern": "^#[0-9A-Fa-f]{6}$"}),
]
"""`#rrggbb`, lower case after validation."""
ChosenColour: TypeAlias = Annotated[
    Colour | None,
    AfterValidator(lambda colour: None if colour == OWN_COLOUR else colour),
]
"""An account's colour; Doorstep's own is stored as None."""


@dataclass(frozen=True)
class Scheme:
    """The backgrounds and text colour of the stylesheet, in light or dark."""

    ground: str
    surface: str
    sunken: str
    ink: str
    towards: _Rgb


@dataclass(frozen=True)
class Shades:
    """The shades of one colour in one scheme, each as `#rrggbb`.

    `fill` is the colour itself, `on_fill` text on it; `accent` is for text and lines on
    any background, `on_accent` text on that; `wash` is a lightly tinted background.
    """

    fill: str
    fill_strong: str
    on_fill: str
    accent: str
    accent_strong: str
    on_accent: str
    wash: str


LIGHT = Scheme("#f5f4f1", "#ffffff", "#f0eeea", "#1d1b18", _BLACK)
DARK = Scheme("#131312", "#1d1c1a", "#272523", "#f2f0eb", _WHITE)


@lru_cache(maxsize=256)
def shades(colour: str, scheme: Scheme) -> Shades:
    """The shades of a validated colour."""
    fill, wash = _rgb(colour), _wash(_rgb(colour), scheme)
    grounds = [_rgb(scheme.ground), _rgb(scheme.surface), _rgb(scheme.sunken), wash]
    accent = _readable(fill, scheme.towards, grounds)
    on_fill = _on(fill)
    return Shades(
        fill=_hex(fill),
        fill_strong=_hex(_mixed(fill, _opposite(on_fill), _STRONGER)),
        on_fill=_hex(on_fill),
        accent=_hex(accent),
        accent_strong=_hex(_mixed(accent, scheme.towards, _STRONGER)),
        on_accent=_hex(_on(accent)),
        wash=_hex(wash),
    )


def in_light_and_dark(colour: str | None) -> tuple[Shades, Shades]:
    """The shades of an account's colour; None means Doorstep's own."""
    return (
        shades(colour or OWN_COLOUR, LIGHT),
        shades(colour or _OWN_IN_DARK, DARK),
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    return _contrast(_rgb(one), _rgb(other))


def _wash(colour: _Rgb, scheme: Scheme) -> _Rgb:
    """The surface mixed with as much of the colour as keeps usual text readable."""
    ink, surface = _rgb(scheme.ink), _rgb(scheme.surface)
    return next(
        wash
        for share in range(_WASH, -1, -1)
        if _contrast(wash := _mixed(surface, colour, share), ink) >= _READABLE
    )


def _readable(colour: _Rgb, towards: _Rgb, grounds: list[_Rgb]) -> _Rgb:
    """The nearest shade of the colour that is readable on all of the backgrounds."""
    nearer = (_mixed(colour, towards, share) for share in range(_STEPS + 1))
    return next(shade for shade in nearer if _is_read_on(shade, grounds))


def _is_read_on(text: _Rgb, grounds: list[_Rgb]) -> bool:
    return all(_contrast(text, ground) >= _READABLE for ground in grounds)


def _on(colour: _Rgb) -> _Rgb:
    """Black or white: at least one has 4.58 to 1 on any colour."""
    return max(_WHITE, _BLACK, key=lambda ink: _contrast(ink, colour))


def _opposite(ink: _Rgb) -> _Rgb:
    return _BLACK if ink == _WHITE else _WHITE


def _mixed(colour: _Rgb, other: _Rgb, share: int) -> _Rgb:
    """Mix in `share` per cent of the other colour."""
    red, green, blue = (
        round(own + (its - own) * share / 100)
        for own, its in zip(colour, other, strict=True)
    )
    return red, green, blue


def _contrast(one: _Rgb, other: _Rgb) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: _Rgb) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """The linear value of an sRGB component (IEC 61966-2-1)."""
    return part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4


def _rgb(colour: str) -> _Rgb:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue


def _hex(colour: _Rgb) -> str:
    return f"#{bytes(colour).hex()}"
