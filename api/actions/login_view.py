"""A login as callers see it, read from its rows."""

from dataclasses import replace
from datetime import datetime

from api.edge import bodies
from doorstep.db.devices import Device
from doorstep.db.login_facts import LoginFacts
from doorstep.db.logins import Login
from doorstep.messages.flows import LoginReply, LoginState
from doorstep.rules.stages import LoginStage
from doorstep.transactions.opened_logins import Opened


def login_state(row: Login, at: datetime) -> LoginState:
    """By its row: deadlines that no worker has noted yet count."""
    setup = row.running_setup(at)
    return LoginState(
        stage=row.stage_at(at),
        expires_at=row.expires_at,
        enrollment_id=setup.id if setup else None,
    )


def login_body(
    row: Login, state: LoginState, device: Device | None, at: datetime
) -> bodies.Login:
    """`device` is the authenticator whose codes it takes."""
    login = bodies.Login(
        id=row.id,
        stage=state.stage,
        application=row.application,
        purpose=row.purpose,
        enrollment_id=state.enrollment_id,
        next_code_at=device.next_code_at(at) if device else None,
        expires_at=state.expires_at,
    )
    if row.opens_session or state.stage is not LoginStage.signed_in:
        return login
    return login.model_copy(update={"session": None})


def login_after(facts: LoginFacts, reply: LoginReply, at: datetime) -> bodies.Login:
    """After a right code of its authenticator."""
    device = facts.device and replace(facts.device, last_step=reply.used_step)
    return login_body(facts.login, reply.state, device, at)


def opened_login(opened: Opened, flow_token: str, at: datetime) -> bodies.Login:
    """A login that has just been opened, with its token."""
    row = opened.login
    state = LoginState(stage=opened.stage, expires_at=row.expires_at)
    login = login_body(row, state, opened.device, at)
    return login.model_copy(update={"flow_token": flow_token})


def login_shown(row: Login, device: Device | None, at: datetime) -> bodies.Login:
    """By its row and the authenticator whose codes it takes."""
    return login_body(row, login_state(row, at), device, at)
