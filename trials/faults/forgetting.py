"""A person who has forgotten the password, and sets a new one by mail."""

import asyncio
from typing import Any

from trials.faults.frontend import Frontend
from trials.faults.person import LostError, Person

_PAUSE_SECONDS = 0.25
_NEW_PASSWORD = "other words that nobody said"  # noqa: S105  of people made up here
_PATH = "/v1/password-resets"


async def reset_password(person: Person) -> None:
    """From asking to the new password; resets whose answer got lost are left alone."""
    frontend, wrong = person.frontend, person.scenario.wrong_email_codes
    asked = await frontend.call_until_answered(
        "POST", _PATH, body={"email": person.email}
    )
    if asked.status != 202:
        raise LostError(f"a reset was answered {asked}")
    reset_id, token = asked.document["id"], asked.document["flow_token"]
    flow = (f"{_PATH}/{reset_id}", reset_id, token)
    while (document := await _read(frontend, flow))["stage"] != "done":
        match document["stage"]:
            case "verify_email":
                wrong = await _give_code(person, flow, wrong)
            case "set_password":
                await frontend.act(flow, "password", {"new": _NEW_PASSWORD})
            case stage:
                raise LostError(f"the reset is {stage}")
    person.password = _NEW_PASSWORD


async def _read(frontend: Frontend, flow: tuple[str, str, str]) -> dict[str, Any]:
    answer = await frontend.call_until_answered("GET", flow[0], flow[2])
    if not answer.good:
        raise LostError(f"the reset cannot be read: {answer}")
    return answer.document


async def _give_code(person: Person, flow: tuple[str, str, str], wrong: int) -> int:
    """Returns how many wrong codes are still to be typed."""
    mail = person.smtp.newest_code(flow[1])
    if mail is None:
        await asyncio.sleep(_PAUSE_SECONDS)
        return wrong
    code = mail[1]
    typed = f"{(int(code) + 1) % 1_000_000:06d}" if wrong else code
    answer = await person.frontend.act(flow, "code", {"code": typed})
    if wrong and answer.good:
        raise LostError(f"the wrong code {typed} was accepted in {flow[0]}")
    return max(wrong - 1, 0)
