"""Roughly which browser somebody sits at, as far as mail may tell: `Firefox, Windows`.

A User-Agent is compared with a few names, each a plain search of bounded text. The
libraries for it try a thousand patterns on what anybody may send, to tell versions and
devices that nobody here wants to know.
"""

from dataclasses import dataclass

_LONGEST = 1024
# Who borrows another's name stands before its owner: each one calls itself Safari.
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
    """Its family and its system, each empty where it is none of those known here."""

    family: str = ""
    system: str = ""

    @classmethod
    def named_by(cls, user_agent: str) -> "Browser":
        """Of a User-Agent header, of whatever form; only names of ours come out."""
        text = user_agent[:_LONGEST]
        return cls(_first(_FAMILIES, text), _first(_SYSTEMS, text))


UNKNOWN = Browser()


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for sign, name in names if sign in text), "")
