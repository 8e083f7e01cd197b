"""The browser and system in a User-Agent header, for mails: `Firefox, Windows`.

A few names are searched in a text of bounded length. The libraries for this try a
thousand patterns on untrusted input, for versions and devices that are not needed here.
"""

from dataclasses import dataclass

_LONGEST = 1024
# In this order, since most browsers also claim to be another, and all to be Safari.
_FAMILIES = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Browser:
    """Family and system, each empty if it is not one of the names below."""

    family: str = ""
    system: str = ""

    @classmethod
    def named_by(cls, user_agent: str) -> "Browser":
        """Parse a User-Agent header; returns only names of this file."""
        text = user_agent[:_LONGEST]
        return cls(_first(_FAMILIES, text), _first(_SYSTEMS, text))


UNKNOWN = Browser()


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in names if sign in text), "")
