"""The body of a step-up."""

from typing import Any

from api.edge.bodies import AppCode, Body
from doorstep.rules.people import TypedPassword


def _one_of_them(schema: dict[str, Any]) -> None:
    for field in schema["properties"].values():
        field.pop("default", None)
    schema["minProperties"] = schema["maxProperties"] = 1


class StepUp(Body, json_schema_extra=_one_of_them):
    """A code of the authenticator; the password of a member who has none."""

    code: AppCode = ""
    password: TypedPassword = ""
