"""The whole way, from a new member's password through a setup to a session.

python sign_in.py API MAILBOX ADMINISTRATOR PASSWORD

The account of the administrator has no second step yet; MAILBOX is that of `doorstep
up`. Needs `pyotp` for the codes of the authenticator.
"""

import re
import sys
import time
from typing import TypeVar

import httpx
import pyotp
from doorstep_api_client import AuthenticatedClient, Client
from doorstep_api_client.api.account import change_account, create_member
from doorstep_api_client.api.enrollments import (
    advance_setup,
    read_authenticator,
    submit_email_code,
    submit_setup_code,
)
from doorstep_api_client.api.logins import begin_setup, log_in, submit_code
from doorstep_api_client.api.me import read_me
from doorstep_api_client.models import (
    AccountChange,
    AppCodeBody,
    CodeBody,
    Continue,
    ContinueStage,
    Credentials,
    Language,
    Login,
    NewMember,
    Nothing,
    Problem,
    Role,
)

_Answer = TypeVar("_Answer")


def good(answer: _Answer | Problem | None) -> _Answer:
    """The answer of an act that was not refused."""
    if isinstance(answer, Problem):
        raise SystemExit(f"{answer.type_.value}: {answer.detail}")
    assert answer is not None
    return answer


def main(api: str, mailbox: str, administrator: str, password: str) -> None:
    email = f"kim@{administrator.partition('@')[2]}"
    invite(api, administrator, email, password)
    login = logged_in(api, email, password, "web_console")
    assert login.flow_token
    flow = AuthenticatedClient(base_url=api, token=login.flow_token)
    app = set_up(flow, login, mailbox, email)
    code = AppCodeBody(app.at(time.time() + 30))  # accepted one time step early
    signed_in = good(submit_code.sync(login.id, client=flow, body=code))
    assert signed_in.session
    session = AuthenticatedClient(base_url=api, token=signed_in.session.token)
    me = good(read_me.sync(client=session))
    sys.stdout.write(f"{me.member.email}: {signed_in.stage.value} by ")
    sys.stdout.write(f"{', '.join(signed_in.session.amr)}\n")


def logged_in(api: str, email: str, password: str, application: str) -> Login:
    credentials = Credentials(email=email, password=password, application=application)
    return good(log_in.sync(client=Client(base_url=api), body=credentials))


def invite(api: str, administrator: str, email: str, password: str) -> None:
    """Have the account require a second step, of a new member too."""
    session = logged_in(api, administrator, password, "admin_center").session
    assert session
    admin = AuthenticatedClient(base_url=api, token=session.token)
    member = NewMember(
        email=email,
        name="Kim",
        role=Role.MEMBER,
        language=Language.EN,
        password=password,
    )
    good(create_member.sync(client=admin, body=member))
    required = AccountChange(two_step_required=True)
    good(change_account.sync(client=admin, body=required))


def set_up(
    flow: AuthenticatedClient, login: Login, mailbox: str, email: str
) -> pyotp.TOTP:
    """The authenticator that the login wants a code of from now on."""
    setup = good(begin_setup.sync(login.id, client=flow, body=Nothing()))
    code = CodeBody(emailed_code(mailbox, email))
    good(submit_email_code.sync(setup.id, client=flow, body=code))
    left = Continue(ContinueStage.INSTALL_APP)
    good(advance_setup.sync(setup.id, client=flow, body=left))
    shown = good(read_authenticator.sync(setup.id, client=flow))
    app = pyotp.TOTP(shown.secret)
    good(submit_setup_code.sync(setup.id, client=flow, body=CodeBody(app.now())))
    return app


def emailed_code(mailbox: str, email: str) -> str:
    while True:
        mails = httpx.get(f"{mailbox}/api/messages", params={"to": email}).json()
        if mails:
            found = re.search(r"\b\d{6}\b", mails[0]["text"])
            assert found
            return found[0]
        time.sleep(0.2)


if __name__ == "__main__":
    main(*sys.argv[1:])
