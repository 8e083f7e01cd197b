"""The configuration of clients that docs/applications.md shows."""

import re
from collections.abc import Mapping

from source_code import ROOT


def documented_lines(language: str, values: Mapping[str, str]) -> str:
    """Its only block in that language, with the values of a test in place of those."""
    text = (ROOT / "docs" / "applications.md").read_text()
    (lines,) = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    for shown, value in values.items():
        assert shown in lines
        lines = lines.replace(shown, value)
    return str(lines)
