"""One person in one scenario: reads the stage of the flow and does what comes next."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from doorstep.rules import totp
from trials.bench.members import PASSWORD
from trials.faults.authenticator import Authenticator
from trials.faults.frontend import Answer, Flow, Frontend
from trials.faults.plan import Scenario
from trials.faults.smtp_server import SmtpServer

_PAUSE_SECONDS = 0.25
_RESEND_AFTER = 8.0
_UNSETTLED = (404, 409, 410, 422, 429)


class LostError(Exception):
    """A flow that cannot be continued as the contract says."""


@dataclass
class Person:
    """What a person has: a password, a mailbox, authenticators, sessions.

    `vouched` is whether an application has opened the login, which gives no session.
    """

    email: str
    scenario: Scenario
    frontend: Frontend
    smtp: SmtpServer
    app: Authenticator | None = None
    password: str = PASSWORD
    login: dict[str, Any] = field(default_factory=dict)
    enrolled: list[str] = field(default_factory=list)
    session: str = ""
    vouched: bool = False
    _left: dict[str, int] = field(default_factory=dict)
    _new_app: Authenticator | None = None
    _old_app: Authenticator | None = None

    def __post_init__(self) -> None:
        self._left = {
            "code": self.scenario.wrong_login_codes,
            "email-code": self.scenario.wrong_email_codes,
            "setup-code": self.scenario.wrong_setup_codes,
            "resend": self.scenario.resends,
        }

    async def open(self, application: str = "web_console") -> None:
        """The password; a login whose answer got lost is left alone."""
        answer = await self._opened(self.password, application)
        if answer.status != 201:
            raise LostError(f"a right password was answered {answer}")
        self.login = answer.document

    async def password_works(self, password: str) -> bool:
        """Whether it opens a login, which is left alone."""
        return (await self._opened(password, "web_console")).status == 201

    async def _opened(self, password: str, application: str) -> Answer:
        body = {"email": self.email, "password": password, "application": application}
        call = self.frontend.call_until_answered
        return await call("POST", "/v1/logins", body=body)

    async def sign_in(self, *, replacing: bool = False) -> None:
        """From the present stage of the login to a session."""
        while (stage := (await self.read())["stage"]) != "signed_in":
            if stage == "setting_up":
                await self._set_up()
            elif stage == "setup_required" or (replacing and stage == "code_required"):
                self._expect_settled(await self._act("setup", {}), "setup")
                replacing = False
            elif stage == "code_required":
                await self._give_code()
            else:
                raise LostError(f"the login is {stage}")
        if not self.session and not self.vouched:
            await self._fetch_session()

    def device_is_off(self) -> None:
        """An administrator has reset it: its code is no longer asked for."""
        self.app, self.session = None, ""

    async def guess(self) -> None:
        """Wrong codes at the code prompt, and no right one after them."""
        while self._left["code"]:
            await self._type_wrongly("code", self._app())

    async def read(self) -> dict[str, Any]:
        path, _, token = self._login_flow()
        answer = await self.frontend.call_until_answered("GET", path, token)
        if not answer.good:
            raise LostError(f"the login cannot be read: {answer}")
        return answer.document

    async def login_is_gone(self) -> None:
        """Wait until the login is no longer known: the member has been erased."""
        path, _, token = self._login_flow()
        while True:
            answer = await self.frontend.call_until_answered("GET", path, token)
            if answer.status == 404:
                return
            await asyncio.sleep(_PAUSE_SECONDS)

    async def session_works(self) -> bool:
        answer = await self.frontend.call_until_answered("GET", "/v1/me", self.session)
        return answer.status == 200

    async def _give_code(self) -> None:
        app = self._app()
        if self._old_app:
            await self._try_old_app(self._old_app)
            return
        if self._left["code"]:
            await self._type_wrongly("code", app)
            return
        step = await app.fresh_step()
        answer = await self._act("code", {"code": app.code(step)})
        if answer.good:
            app.used = step
            session = answer.document["session"]
            self.session = session["token"] if session else ""
        elif answer.slug == "wrong-code":
            self._expect_late(app, step, "login")
        else:
            self._expect_settled(answer, "code")

    async def _try_old_app(self, old: Authenticator) -> None:
        """The code of the replaced device is a wrong one."""
        self._old_app = None
        code = old.code_now()
        self._expect_refused(await self._act("code", {"code": code}), code)

    async def _fetch_session(self) -> None:
        path, _, token = self._login_flow()
        while not self.session:
            answer = await self.frontend.call_until_answered(
                "POST", f"{path}/session", token, {}
            )
            if not answer.good:
                raise LostError(f"the lost session cannot be fetched: {answer}")
            self.session = answer.document["session"]["token"]

    async def set_up_as_far_as(self, stage: str) -> None:
        """Begin a setup, and leave it where it is in this stage."""
        self._expect_settled(await self._act("setup", {}), "setup")
        flow = self._enrollment_flow((await self.read())["enrollment_id"])
        while (setup := await self._read_setup(flow))["stage"] != stage:
            await self._step_of_set_up(flow, setup)

    async def _set_up(self) -> None:
        """One setup, until it ends."""
        enrollment_id = (await self.read())["enrollment_id"]
        if enrollment_id is None:
            return
        flow = self._enrollment_flow(enrollment_id)
        stage = ""
        while stage not in ("enrolled", "expired", "cancelled"):
            setup = await self._read_setup(flow)
            stage = setup["stage"]
            await self._step_of_set_up(flow, setup)
        if stage == "enrolled" and enrollment_id not in self.enrolled:
            self.enrolled.append(enrollment_id)
            self._old_app = self.app
            self.app, self._new_app = self._new_app, None
        else:
            await asyncio.sleep(_PAUSE_SECONDS)  # until its login knows

    async def _read_setup(self, flow: Flow) -> dict[str, Any]:
        setup = await self.frontend.call_until_answered("GET", flow[0], flow[2])
        if not setup.good:
            raise LostError(f"the setup cannot be read: {setup}")
        return setup.document

    async def _step_of_set_up(self, flow: Flow, setup: dict[str, Any]) -> None:
        stage = setup["stage"]
        if stage == "verify_email":
            await self._prove_mailbox(flow, setup)
        elif stage == "install_app":
            self._expect_settled(
                await self._act("continue", {"stage": stage}, flow), "continue"
            )
        elif stage == "connect_device":
            await self._scan(flow)
            self._expect_settled(
                await self._act("continue", {"stage": stage}, flow), "continue"
            )
        elif stage == "confirm_code":
            await self._confirm(flow)

    async def _prove_mailbox(self, flow: Flow, setup: dict[str, Any]) -> None:
        if self._left["resend"]:
            self._left["resend"] -= 1
            await asyncio.sleep(1)
            self._expect_settled(await self._act("resend", {}, flow), "resend")
            return
        code = await self._mail(flow[1], setup["email"]["number"])
        if code is None:  # none came: ask again
            self._left["resend"] += 1
        elif self._left["email-code"]:
            self._left["email-code"] -= 1
            wrong = f"{(int(code) + 1) % 1_000_000:06d}"
            self._expect_refused(
                await self._act("email-code", {"code": wrong}, flow), wrong
            )
        else:
            answer = await self._act("email-code", {"code": code}, flow)
            if answer.slug == "wrong-code":
                self._report(f"the emailed code was judged wrong in {flow[0]}")
            self._expect_settled(answer, "email-code")

    async def _mail(self, enrollment_id: str, number: int) -> str | None:
        """The code of the mail with that number, None where it does not come."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _RESEND_AFTER * 3
        while loop.time() < until:
            newest = self.smtp.newest_code(enrollment_id)
            if newest and newest[0] >= number:
                return newest[1]
            await asyncio.sleep(0.1)
        return None

    async def _scan(self, flow: Flow) -> None:
        path, enrollment_id, token = flow
        answer = await self.frontend.call_until_answered(
            "GET", f"{path}/authenticator", token
        )
        if not answer.good:
            return
        app = Authenticator(enrollment_id, answer.document["secret"])
        known = self._new_app
        if known and known.of == app.of and known.secret != app.secret:
            self._report(f"{path} showed two secrets")
        self._new_app = self._new_app if known and known.of == app.of else app

    async def _confirm(self, flow: Flow) -> None:
        await self._scan(flow)
        app = self._new_app
        if app is None or app.of != flow[1]:
            return  # it has ended meanwhile
        if self._left["setup-code"]:
            await self._type_wrongly("setup-code", app, flow)
            return
        step = await app.fresh_step()
        answer = await self._act("setup-code", {"code": app.code(step)}, flow)
        if answer.slug == "wrong-code":
            self._expect_late(app, step, "setup")
        else:  # accepted, or accepted before its answer got lost
            app.used = max(app.used, step)
            self._expect_settled(answer, "setup-code")

    async def _type_wrongly(
        self, name: str, app: Authenticator, flow: Flow | None = None
    ) -> None:
        self._left[name] -= 1
        wrong = app.wrong_code()
        self._expect_refused(await self._act(name, {"code": wrong}, flow), wrong)

    async def _act(
        self,
        name: str,
        body: dict[str, str],
        flow: Flow | None = None,
    ) -> Answer:
        return await self.frontend.act(flow or self._login_flow(), name, body)

    def _expect_settled(self, answer: Answer, name: str) -> None:
        """A refusal must be one that reading the flow explains."""
        if not answer.good and answer.status not in _UNSETTLED:
            self._report(f"{name} was answered {answer}")

    def _expect_refused(self, answer: Answer, typed: str) -> None:
        if answer.good:
            self._report(f"the wrong code {typed} was accepted")

    def _expect_late(self, app: Authenticator, step: int, where: str) -> None:
        """A right code is wrong only once its time is over."""
        if step >= totp.time_step(datetime.now(UTC)) - 1:
            self._report(f"a right code of {app.of} was judged wrong at {where}")
        app.used = max(app.used, step)

    def _report(self, what: str) -> None:
        self.frontend.log.anomalies.append(f"{self.email}: {what}")

    def _app(self) -> Authenticator:
        if self.app is None:
            raise LostError("a code is asked for, and there is no authenticator")
        return self.app

    def _login_flow(self) -> Flow:
        login_id = self.login["id"]
        return f"/v1/logins/{login_id}", login_id, self.login["flow_token"]

    def _enrollment_flow(self, enrollment_id: str) -> Flow:
        path = f"/v1/enrollments/{enrollment_id}"
        return path, enrollment_id, self.login["flow_token"]
