"""What members and their administrator do, on the service and on the model at once."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from comparison import Call, Comparison
from journey import Journey
from model_devices import step_of
from model_flows import Login, Setup
from model_people import ENDED, Member, Session
from seeding import member_id_of
from service import ADMIN, PASSWORD


@dataclass
class Acts(Comparison):
    """Each compares the answers, and what can be read after it."""

    admin_secret: str = ""
    _administrator: Journey | None = field(default=None, init=False)

    def start(self, member: Member) -> None:
        person = Journey(self.skipping.service, member.email)
        self.away_from_edges()
        before = len(member.logins)
        answer = self.act(person.start(), lambda at: self.model.start(member, at))
        for login in member.logins[before:]:
            self.journeys[login] = person
            self._keep_token(login, answer)
            self.look(login)

    def wrong_password(self, member: Member) -> None:
        person = Journey(self.skipping.service, member.email)
        self.away_from_edges()
        self.act(person.start("a guess"), lambda _: self.model.wrong_password(member))

    def go_to(self, place: str) -> None:
        """All members; the address is that of X-Forwarded-For."""
        self.skipping.service.http.headers["X-Forwarded-For"] = place
        self.model.place = place

    def begin_setup(self, login: Login) -> None:
        person, before = self.journeys[login], login.setup
        self.away_from_edges()
        self.act(person.begin_setup(), login.begin_setup)
        if login.setup and login.setup is not before:
            self.ids[login.setup] = person.enrollment["id"]
            self.await_mail(login.setup)
        self.look(login)

    def submit_code(self, login: Login, code: str, step: int | None) -> None:
        """`step` says the time step of the active device, None for a wrong code."""
        person, place = self.journeys[login], self.model.place
        answer = self.act(
            person.submit_code(code), lambda at: login.code(step, at, place)
        )
        self._keep_token(login, answer)
        self.look(login)

    def renew(self, login: Login) -> None:
        person = self.journeys[login]
        self.away_from_edges()
        answer = self.act(person.post(f"{person.login_path}/session"), login.renew)
        self._keep_token(login, answer)

    def cancel(self, login: Login) -> None:
        person = self.journeys[login]
        self.away_from_edges()
        self.act(person.delete(person.login_path), login.cancel)
        self.look(login)

    def resend(self, setup: Setup) -> None:
        self.away_from_edges()
        before = len(setup.emails)
        self.act(self._post(setup, "resend"), setup.resend)
        if len(setup.emails) > before:
            self.await_mail(setup)
        self.look(setup.login)

    def email_code(self, setup: Setup, code: str) -> None:
        self.away_from_edges()
        right = code == self.emailed_code(setup, len(setup.emails))
        self.act(
            self._post(setup, "email-code", code=code),
            lambda at: setup.email_code(at, right=right),
        )
        self.look(setup.login)

    def advance(self, setup: Setup, leaving: str) -> None:
        self.away_from_edges()
        self.act(
            self._post(setup, "continue", stage=leaving),
            lambda at: setup.advance(leaving, at),
        )
        self.look(setup.login)

    def show_authenticator(self, setup: Setup) -> None:
        """Always the same secret for one setup."""
        path = f"{self.path(setup)}/authenticator"
        self.away_from_edges()
        answer = self.act(
            self.journeys[setup.login].get(path), lambda _: setup.authenticator()
        )
        if answer.is_success:
            secret = str(answer.json()["secret"])
            assert setup.secret in (None, secret)
            setup.secret = secret

    def setup_code(self, setup: Setup, steps: int | None) -> None:
        """The new device's code some steps from now; None for a wrong one."""
        if setup.secret is None:
            self.show_authenticator(setup)
        self.away_from_edges()
        secret, step = setup.secret, None
        code = self.wrong_code(*[secret] if secret else [])
        if secret and steps is not None:
            step = step_of(self.now()) + steps
            code = self.app_code(secret, step)
        self.act(
            self._post(setup, "setup-code", code=code),
            lambda at: setup.setup_code(step, at, self.model.place),
        )
        self.look_at_all_of(setup.member)

    def cancel_setup(self, setup: Setup) -> None:
        self.away_from_edges()
        self.act(self.journeys[setup.login].delete(self.path(setup)), setup.cancel)
        self.look(setup.login)

    def use(self, session: Session) -> None:
        """Where else its member is signed in."""
        self.away_from_edges()
        self.act(self._with_session("GET", "/v1/me/sessions", session), session.used)

    def log_out(self, session: Session) -> None:
        self.away_from_edges()
        self.act(self._with_session("DELETE", "/v1/me/session", session), session.left)

    def require(self, *, required: bool) -> None:
        answer = self._as_admin("PATCH", "/v1/account", {"two_step_required": required})
        assert answer.json()["two_step_required"] is required
        self.model.required = required

    def disable(self, member: Member, *, disabled: bool) -> None:
        self._of_member(member, "PATCH", "", {"disabled": disabled})
        self.model.disable(member, self.now(), disabled=disabled)
        self.look_at_all_of(member)

    def reset(self, member: Member) -> None:
        self._of_member(member, "POST", "/reset-device", {"reason": "lost"})
        self.model.reset(member, self.now())
        self.look_at_all_of(member)

    def look_at_roster(self) -> None:
        self.away_from_edges()
        answer = self._as_admin("GET", "/v1/account/members")
        self.model.pass_to(self.now())
        shown = {each["email"]: each["two_step"] for each in answer.json()["items"]}
        for member in self.model.members:
            assert shown[member.email] == member.two_step(self.now()), member

    def look_at_all_of(self, member: Member) -> None:
        """What still runs of a member, the newest login, and every session."""
        for login in member.logins:
            if login.stage not in ENDED or login is member.logins[-1]:
                self.look(login)
        for session in member.sessions():
            self.use(session)

    def _keep_token(self, login: Login, answer: httpx.Response) -> None:
        if login.session and answer.is_success:
            self.tokens[login.session] = answer.json()["session"]["token"]

    def _post(self, setup: Setup, act: str, **body: str) -> Call:
        return self.journeys[setup.login].post(f"{self.path(setup)}/{act}", **body)

    def _with_session(self, method: str, path: str, session: Session) -> Call:
        headers = {"Authorization": f"Bearer {self.tokens[session]}"}
        return self.skipping.service.http.request(method, path, headers=headers)

    def _of_member(
        self, member: Member, method: str, act: str, body: dict[str, Any]
    ) -> None:
        self.away_from_edges()
        pool = self.skipping.service.pool
        member_id: UUID = self.do(member_id_of(pool, member.email))
        path = f"/v1/account/members/{member_id}{act}"
        answer = self._as_admin(method, path, body)
        assert answer.is_success, answer.text

    def _as_admin(
        self, method: str, path: str, body: dict[str, Any] | None = None
    ) -> httpx.Response:
        return self.do(self._administrate(method, path, body))

    async def _administrate(
        self, method: str, path: str, body: dict[str, Any] | None
    ) -> httpx.Response:
        """With a session; a new one where the last one has expired."""
        person = self._administrator
        if person is None or (
            (await person.with_session("GET", "/v1/me")).status_code == 401
        ):
            person = await self._sign_in()
            self._administrator = person
        answer = await person.with_session(method, path, json=body)
        if answer.status_code == 403:
            await self._step_up(person)
            answer = await person.with_session(method, path, json=body)
        assert answer.is_success, answer.text
        return answer

    async def _step_up(self, person: Journey) -> None:
        proof = {"code": person.code()} if person.secret else {"password": PASSWORD}
        answer = await person.with_session("POST", "/v1/me/step-up", json=proof)
        assert answer.is_success, answer.text

    async def _sign_in(self) -> Journey:
        secret = self.admin_secret
        person = Journey(self.skipping.service, ADMIN, "admin_center", secret=secret)
        assert (await person.start()).status_code == 201
        if person.login["stage"] == "code_required":
            assert (await person.submit_code(person.code())).status_code == 200
        return person
