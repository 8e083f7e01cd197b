"""A person who has forgotten the password, and sets a new one by mail."""

import asyncio
from dataclasses import dataclass
from typing import Any

from trials.faults.frontend import PAUSE_SECONDS, Flow, Frontend
from trials.faults.person import LostError, Person

_COOLDOWN = 1.0
"""Seconds between two mails, by the stack's settings."""
_NEW_PASSWORD = "other words that nobody said"  # noqa: S105  of people made up here
_PATH = "/v1/password-resets"


@dataclass
class _Left:
    """How often another mail is still to be asked for, and a wrong code typed."""

    resends: int
    wrong: int


async def reset_password(person: Person) -> None:
    """From asking to the new password; resets whose answer got lost are left alone."""
    await finish_reset(person, await ask_reset(person))


async def ask_reset(person: Person) -> Flow:
    """The flow that has begun."""
    asked = await person.frontend.call_until_answered(
        "POST", _PATH, body={"email": person.email}
    )
    if asked.status != 202:
        raise LostError(f"a reset was answered {asked}")
    reset_id, token = asked.document["id"], asked.document["flow_token"]
    return f"{_PATH}/{reset_id}", reset_id, token


async def finish_reset(person: Person, flow: Flow) -> None:
    """From whatever stage it is in to the new password."""
    frontend, scenario = person.frontend, person.scenario
    left = _Left(scenario.resends, scenario.wrong_email_codes)
    while (document := await _read(frontend, flow))["stage"] != "done":
        match document["stage"]:
            case "verify_email":
                number = document["email"]["number"]
                await _prove_mailbox(person, flow, number, left)
            case "set_password":
                await frontend.act(flow, "password", {"new": _NEW_PASSWORD})
            case stage:
                raise LostError(f"the reset is {stage}")
    person.password = _NEW_PASSWORD


async def _read(frontend: Frontend, flow: Flow) -> dict[str, Any]:
    answer = await frontend.call_until_answered("GET", flow[0], flow[2])
    if not answer.good:
        raise LostError(f"the reset cannot be read: {answer}")
    return answer.document


async def _prove_mailbox(person: Person, flow: Flow, number: int, left: _Left) -> None:
    """By the code of the newest mail, once it has come: that of an earlier one would
    use up its tries.
    """
    frontend, mail = person.frontend, person.smtp.newest_code(flow[1])
    if left.resends:
        left.resends -= 1
        await asyncio.sleep(_COOLDOWN)
        await frontend.act(flow, "resend", {})
    elif mail is None or mail[0] < number:
        await asyncio.sleep(PAUSE_SECONDS)
    elif left.wrong:
        left.wrong -= 1
        typed = f"{(int(mail[1]) + 1) % 1_000_000:06d}"
        if (await frontend.act(flow, "code", {"code": typed})).good:
            raise LostError(f"the wrong code {typed} was accepted in {flow[0]}")
    else:
        await frontend.act(flow, "code", {"code": mail[1]})
