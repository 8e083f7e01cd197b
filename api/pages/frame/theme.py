"""The stylesheet of an account's colour, and its address.

The address contains everything the sheet is made from, so it reveals nothing.
"""

import hashlib
from functools import lru_cache

from doorstep.rules.colours import DARK, LIGHT, Shades, shades


def theme_address(colour: str) -> str:
    """With a hash of the content: a later release may derive other shades."""
    return f"/look/{colour[1:]}.css?v={version(colour)}"


def version(colour: str) -> str:
    return hashlib.sha256(sheet(colour).encode()).hexdigest()[:12]


@lru_cache(maxsize=256)
def sheet(colour: str) -> str:
    """The colour variables of `doorstep.css`, redefined for light and dark."""
    dark = _tokens(shades(colour, DARK))
    return (
        f":root {{ {_tokens(shades(colour, LIGHT))} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
    )


def _tokens(own: Shades) -> str:
    named = {
        "fill": own.fill,
        "fill-strong": own.fill_strong,
        "on-fill": own.on_fill,
        "accent": own.accent,
        "accent-strong": own.accent_strong,
        "on-accent": own.on_accent,
        "accent-wash": own.wash,
    }
    return " ".join(f"--{name}: {value};" for name, value in named.items())
