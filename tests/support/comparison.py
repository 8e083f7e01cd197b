"""Applies one act to the service and to the model: the answers must agree."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar

import httpx
from hypothesis import assume
from temporalio.service import RPCError

from authenticator import code_at
from journey import Journey
from mail_server import code_in
from model import Model
from model_devices import SECOND, Facts, step_of
from model_flows import Login, Setup
from model_people import ENDED, Session
from problem_documents import problem
from time_skipping import SkippingService
from waiting import until

_Result = TypeVar("_Result")
Call: TypeAlias = Coroutine[Any, Any, httpx.Response]
_BEFORE, _AFTER, _TICK = 20 * SECOND, 10 * SECOND, 4 * SECOND
"""No act comes this close to a moment that changes its answer: the two clocks differ by
the duration of a call."""
_TOLERANCE = 10 * SECOND


@dataclass
class Comparison:
    """The service runs in the event loop of another thread, the model in this one."""

    skipping: SkippingService
    loop: asyncio.AbstractEventLoop
    model: Model
    journeys: dict[Login, Journey] = field(default_factory=dict)
    ids: dict[Setup, str] = field(default_factory=dict)
    tokens: dict[Session, str] = field(default_factory=dict)
    terminated: set[Setup] = field(default_factory=set)

    def do(self, work: Coroutine[Any, Any, _Result]) -> _Result:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(120)

    def now(self) -> datetime:
        return self.skipping.skipped()

    def act(self, call: Call, wanted: Callable[[datetime], Facts]) -> httpx.Response:
        at = self.now()
        self.model.pass_to(at)
        answer = self.do(call)
        assume(not self._time_jumped())
        ticked = step_of(at) != step_of(self.now())
        same(_seen(answer, at), wanted(at), ticked=ticked)
        self._terminate_orphans()
        return answer

    def away_from_edges(self) -> None:
        """Let the moments pass at which an answer is about to change."""
        while True:
            if self._time_jumped():
                self.pass_time(SECOND)
            at = self.now()
            near = [
                edge + _AFTER
                for edge in self.model.edges()
                if at - _AFTER < edge < at + _BEFORE
            ]
            tick = 30 - at.timestamp() % 30
            if near:
                self.pass_time(max(near) - at)
            elif tick < _TICK.total_seconds():
                self.pass_time((tick + 1) * SECOND)
            else:
                return

    def pass_time(self, duration: timedelta) -> None:
        """What expires meanwhile is visible a moment later."""
        running = [login for login in self.model.logins if login.stage not in ENDED]
        setups = [login.setup for login in running if login.setup]
        stages = [login.stage for login in running]
        self.do(self.skipping.skip(duration))
        self.model.pass_to(self.now())
        for setup in setups:
            if setup.stage in ENDED:
                self._both_may_expire(setup)
        for login, stage in zip(running, stages, strict=True):
            if login.stage != stage:
                self._settle(login)

    def _terminate_orphans(self) -> None:
        """This server cancels no setup with its login, and stops time for one."""
        for setup in self.ids.keys() - self.terminated:
            if setup.login.stage in ENDED:
                self.terminated.add(setup)
                self.do(self._terminate(f"enrollment/{self.ids[setup]}"))

    async def _terminate(self, flow: str) -> None:
        handle = self.skipping.environment.client.get_workflow_handle(flow)
        with suppress(RPCError):  # it has ended by itself
            await handle.terminate()

    def _time_jumped(self) -> bool:
        """Under load, the server sometimes skips more time than was asked for."""
        there = self.do(self.skipping.environment.get_current_time())
        return there - self.now() > SECOND

    def _settle(self, login: Login) -> None:
        person = self.journeys[login]
        self.do(until(person.read, lambda seen: seen["stage"] == login.stage))

    def _both_may_expire(self, setup: Setup) -> None:
        """At the login's last moment its setup ends too, as expired or as
        cancelled.
        """
        person, path = self.journeys[setup.login], self.path(setup)
        wanted = [setup.stage]
        if setup.login.stage == "expired":
            wanted = ["expired", "cancelled"]

        async def look() -> str:
            return str((await person.get(path)).json()["stage"])

        setup.stage = self.do(until(look, lambda stage: stage in wanted))

    def path(self, setup: Setup) -> str:
        return f"/v1/enrollments/{self.ids[setup]}"

    def look(self, login: Login) -> None:
        """A read after each act shows its effect."""
        person = self.journeys[login]
        self.act(person.get(person.login_path), login.shown)
        for setup in [each for each in self.ids if each.login is login][-2:]:
            self.act(person.get(self.path(setup)), setup.shown)

    def await_mail(self, setup: Setup) -> None:
        """Until the last requested mail is recorded as accepted."""
        person = self.journeys[setup.login]

        async def look() -> str:
            seen = await person.get(self.path(setup))
            return str(seen.json()["email"]["status"])

        self.do(until(look, lambda status: status == "sent"))

    def emailed_code(self, setup: Setup, number: int) -> str:
        ending = f".{self.ids[setup]}.{number}@"
        messages = self.skipping.service.mail.messages
        found = [each for each in messages if ending in str(each["Message-ID"])]
        return code_in(found[0])

    def app_code(self, secret: str, step: int) -> str:
        return code_at(secret, self.now(), step - step_of(self.now()))

    def wrong_code(self, *secrets: str) -> str:
        near = {
            code_at(secret, self.now(), steps)
            for secret in secrets
            for steps in range(-3, 4)
        }
        codes = (f"{number:06d}" for number in range(100))
        return next(code for code in codes if code not in near)


def same(seen: Facts, wanted: Facts, *, ticked: bool = False) -> None:
    """Moments within what a call may take; those of the app's clock exactly."""
    for name, value in wanted.items():
        there = seen.get(name)
        if name == "next_code_at" and ticked:
            continue
        if isinstance(value, datetime) and isinstance(there, datetime):
            exact = name == "next_code_at"
            near = abs(value - there) <= (0 * SECOND if exact else _TOLERANCE)
            assert near, (name, seen, wanted)
        else:
            assert there == value, (name, seen, wanted)
    for name in ("slug", "attempts_left"):
        assert (name in seen) == (name in wanted), (name, seen, wanted)


def _seen(answer: httpx.Response, at: datetime) -> Facts:
    """The answer in the model's words."""
    if answer.status_code == 204:
        return {"status": 204}
    if not answer.is_success:
        status, slug, extra = problem(answer)
        facts: Facts = {"status": status, "slug": slug, **_moments(extra)}
        if "retry_after" in extra:
            facts["retry_at"] = at + extra["retry_after"] * SECOND
        return facts
    document = answer.json()
    facts = {**_moments(document), "status": answer.status_code}
    if "email" in document and "login_id" in document:
        facts |= {
            "number": document["email"]["number"],
            "email_tries": document["email"]["attempts_left"],
            "resend_at": datetime.fromisoformat(document["email"]["resend_at"]),
            "setup_tries": facts.pop("attempts_left"),
        }
    elif "enrollment_id" in document:
        facts["setting_up"] = document["enrollment_id"] is not None
    elif "items" in document:
        facts["open"] = len(document["items"])
    return facts


def _moments(document: dict[str, Any]) -> Facts:
    return {
        name: datetime.fromisoformat(value)
        if name.endswith("_at") and value is not None
        else value
        for name, value in document.items()
    }
