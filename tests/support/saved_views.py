"""The saved views for Temporal UI, parsed from docs/operating.md."""

import re
from pathlib import Path

PAGE = Path(__file__).parent.parent.parent / "docs" / "operating.md"
_VIEW = re.compile(r"^\*\*(.+)\*\*.*\n\n```text\n(.+)\n```$", re.MULTILINE)

SAVED_VIEWS: dict[str, str] = dict(_VIEW.findall(PAGE.read_text()))
