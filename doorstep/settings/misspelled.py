"""`DOORSTEP_…` variables that are no settings, such as misspelled ones."""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from doorstep.settings import Settings
from doorstep.wires.service_links import belongs_to_service_link

_PREFIX = "DOORSTEP_"
REMEDY = "Correct or remove it; `doorstep settings` lists all settings."


def unknown_variables(variables: Mapping[str, str] | None = None) -> Iterator[str]:
    """A sentence for each, with the setting that may have been meant.

    They are those of the environment, unless others are given.
    """
    known = [_PREFIX + name.upper() for name in Settings.model_fields]
    for name, value in sorted((os.environ if variables is None else variables).items()):
        plain = name.upper()
        if not plain.startswith(_PREFIX) or plain in known:
            continue
        if not belongs_to_service_link(plain, value):
            yield f"{name} is not a setting and has no effect.{_meant(plain, known)}"


def _meant(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.8)
    return f" Did you mean {close[0]}?" if close else ""
