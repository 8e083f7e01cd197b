"""A login as callers see it, read from its rows."""

from datetime import datetime

from api.edge import bodies
from doorstep.db.devices import Device
from doorstep.db.logins import Login
from doorstep.messages.flows import LoginState
from doorstep.rules import totp
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
    row: Login, state: LoginState, last_step: int | None, at: datetime
) -> bodies.Login:
    """`last_step` is the last time step that the authenticator was used for."""
    login = bodies.Login(
        id=row.id,
        stage=state.stage,
        application=row.application,
        purpose=row.purpose,
        enrollment_id=state.enrollment_id,
        next_code_at=totp.next_code_at(last_step, at),
        expires_at=state.expires_at,
    )
    if row.opens_session or state.stage is not LoginStage.signed_in:
        return login
    return login.model_copy(update={"session": None})


def opened_login(opened: Opened, flow_token: str, at: datetime) -> bodies.Login:
    """A login that has just been opened, with its token."""
    row = opened.login
    state = LoginState(stage=opened.stage, expires_at=row.expires_at)
    login = login_body(row, state, opened.last_step, at)
    return login.model_copy(update={"flow_token": flow_token})


def login_shown(row: Login, device: Device | None, at: datetime) -> bodies.Login:
    """By its row and the authenticator whose codes it takes."""
    last_step = device.last_step if device else None
    return login_body(row, login_state(row, at), last_step, at)
