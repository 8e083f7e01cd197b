"""The examples of groups: the body that an operation takes, and what it returns."""

from collections.abc import Mapping
from typing import Any

GROUP = "0199b5a2-2d60-7b87-b19e-4f2d6b8c0e09"
_group = {
    "id": GROUP,
    "name": "Sales",
    "members": 0,
    "created_at": "2026-03-02T09:00:00Z",
}

REQUESTS: Mapping[str, Any] = {
    "add_group": {"name": "Sales"},
    "rename_group": {"name": "Sales and support"},
}
ANSWERS: Mapping[str, Any] = {
    "list_groups": {"items": [_group], "next_cursor": None},
    "add_group": _group,
    "read_group": _group,
    "rename_group": {**_group, "name": "Sales and support"},
}
