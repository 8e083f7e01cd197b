"""Which members a list is asked for, by its query."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from fastapi import Request

from api.edge.ids import parse_id
from api.edge.problems import malformed
from doorstep.rules.people import Role, TwoStep

_Value = TypeVar("_Value", bound=StrEnum)
_LONGEST = 254
"""Of what is looked for: no name or address is longer."""
DESCRIBED: tuple[dict[str, Any], ...] = (
    {
        "name": "query",
        "in": "query",
        "schema": {
            "type": "string",
            "maxLength": _LONGEST,
            "pattern": r"^[^\u0000]*$",
        },
        "description": "Only members with this text in their name or address, in any "
        "case and with any accents. It has no wildcards.",
    },
    {
        "name": "two_step",
        "in": "query",
        "schema": {"type": "string", "enum": list(TwoStep)},
        "description": "Only members in this state.",
    },
    {
        "name": "role",
        "in": "query",
        "schema": {"type": "string", "enum": list(Role)},
        "description": "Only members with this role.",
    },
    {
        "name": "group",
        "in": "query",
        "schema": {"type": "string", "format": "uuid"},
        "description": "Only members of this group.",
    },
)


@dataclass(frozen=True)
class MemberQuery:
    """None matches any, an empty text too."""

    text: str = ""
    two_step: TwoStep | None = None
    role: Role | None = None
    group_id: UUID | None = None

    @classmethod
    def of(cls, request: Request) -> "MemberQuery":
        """An empty value is none, as an untouched field of a form sends it; an id in
        any other form is not found.
        """
        given = request.query_params
        group = given.get("group")
        return cls(
            _text(given.get("query", "")),
            _one_of(TwoStep, given, "two_step"),
            _one_of(Role, given, "role"),
            parse_id(group) if group else None,
        )

    @property
    def given(self) -> dict[str, str]:
        """The query that asks for the same."""
        values = {
            "query": self.text,
            "two_step": self.two_step,
            "role": self.role,
            "group": self.group_id,
        }
        return {name: str(value) for name, value in values.items() if value}


ANYBODY = MemberQuery()


def _text(text: str) -> str:
    if len(text) > _LONGEST:
        raise malformed("string_too_long", "query", "query", max_length=_LONGEST)
    if "\0" in text:
        raise malformed("text", "query", "query")
    return text.strip()


def _one_of(kind: type[_Value], given: Mapping[str, str], name: str) -> _Value | None:
    text = given.get(name)
    if text and text not in list(kind):
        expected = ", ".join(f"'{each}'" for each in kind)
        raise malformed("enum", "query", name, expected=expected)
    return kind(text) if text else None
