"""Whatever members do in whatever order, the service answers as the contract says.

A state machine drives the real API, activities, database and mail server on the
time-skipping server, and compares it with a small model (model.py). `make model` runs
more and longer examples than `make test`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from example_counts import ASKED, examples
from mail_server import MailServer
from model_devices import DAY, HOUR, MINUTE, MONTH, PLACES, SECOND, step_of
from model_flows import ORDER, Login, Setup
from model_people import ENDED, Member
from model_service import ModelService, running_model_service

_SETTINGS = settings(
    max_examples=examples(4),
    stateful_step_count=50 if ASKED else 20,
    derandomize=not ASKED,
    database=None,
    deadline=None,
    phases=[Phase.generate, Phase.shrink] if ASKED else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
_which = st.integers(0, 4)
_few = st.integers(1, 6)
_opening = st.integers(1, 9)
_SKIPS = (
    *(31 * SECOND, 61 * SECOND, 5 * MINUTE, 11 * MINUTE, 31 * MINUTE),
    *(HOUR, DAY, MONTH),
)


def _pick(of: list[Login], number: int) -> Login:
    """The newest first, which are those that may still run."""
    return of[-1 - number % len(of)]


class People(RuleBasedStateMachine):
    """Two members and their administrator."""

    service: ClassVar[ModelService]

    def __init__(self) -> None:
        super().__init__()
        self._stack = AsyncExitStack()

    @initialize(enrolled=st.booleans(), max_goes=_opening, eva_goes=_opening)
    def begin(self, enrolled: bool, max_goes: int, eva_goes: int) -> None:
        """Each of the two has done some steps already."""
        example = self._stack.enter_async_context(
            self.service.example(enrolled=enrolled)
        )
        loop = self.service.loop
        self.acts = asyncio.run_coroutine_threadsafe(example, loop).result(60)
        self.go_on(0, max_goes)
        self.go_on(1, eva_goes)

    def teardown(self) -> None:
        loop = self.service.loop
        try:
            if hasattr(self, "acts"):
                for member in self.acts.model.members:
                    self.acts.look_at_all_of(member)
        finally:
            asyncio.run_coroutine_threadsafe(self._stack.aclose(), loop).result(60)

    def _begun(self) -> bool:
        return bool(self.acts.journeys)

    def _has_setup(self) -> bool:
        return bool(self.acts.ids)

    def _has_session(self) -> bool:
        return bool(self.acts.tokens)

    @staticmethod
    def _may_guess(member: Member) -> bool:
        """The budget of passwords has tests of its own."""
        return member.wrong_passwords < 8

    def _member(self, number: int) -> Member:
        return self.acts.model.members[number % 2]

    def _login(self, number: int) -> Login:
        return _pick(list(self.acts.journeys), number)

    def _setup(self, number: int) -> Setup:
        setups = list(self.acts.ids)
        return setups[-1 - number % len(setups)]

    @rule(who=_which)
    def start(self, who: int) -> None:
        member = self._member(who)
        if not member.disabled or self._may_guess(member):
            self.acts.start(member)

    @rule(who=_which)
    def guess_a_password(self, who: int) -> None:
        if self._may_guess(self._member(who)):
            self.acts.wrong_password(self._member(who))

    @rule(who=_which, steps=_few)
    def go_on(self, who: int, steps: int) -> None:
        """As a person does who wants to sign in."""
        member = self._member(who)
        for _ in range(steps):
            running = [each for each in member.logins if each.stage not in ENDED]
            if running:
                self._take_the_next_step(running[-1])
            elif not member.disabled:
                self.acts.start(member)

    def _take_the_next_step(self, login: Login) -> None:
        setup = login.setup
        if login.stage == "setup_required":
            self.acts.begin_setup(login)
        elif setup is None:
            self._sign_in(login)
        elif setup.stage == "verify_email":
            self.acts.email_code(
                setup, self.acts.emailed_code(setup, len(setup.emails))
            )
        elif setup.stage == "confirm_code":
            self.acts.setup_code(setup, 0)
        else:
            self.acts.advance(setup, setup.stage)

    def _sign_in(self, login: Login) -> None:
        self.acts.away_from_edges()
        device = login.member.device
        assert device is not None
        ahead = 1 if device.last_step >= step_of(self.acts.now()) else 0
        self._submit(login, ahead)

    def _submit(self, login: Login, steps: int) -> None:
        device, step = login.member.device, step_of(self.acts.now()) + steps
        if device is None:
            self.acts.submit_code(login, "000000", None)
        else:
            code = self.acts.app_code(device.secret, step)
            self.acts.submit_code(login, code, step)

    @precondition(_begun)
    @rule(which=_which, steps=st.integers(-3, 3))
    def submit_a_code_of_the_app(self, which: int, steps: int) -> None:
        """A used code, or one of another time, is wrong like any other."""
        self.acts.away_from_edges()
        if self._login(which).stage != "signed_in":
            self._submit(self._login(which), steps)

    @precondition(_begun)
    @rule(which=_which, times=_few)
    def submit_wrong_codes(self, which: int, times: int) -> None:
        login = self._login(which)
        for _ in range(times):
            self.acts.away_from_edges()
            device = login.member.device
            code = self.acts.wrong_code(*[device.secret] if device else [])
            self.acts.submit_code(login, code, None)

    @rule(place=st.sampled_from(PLACES))
    def go_elsewhere(self, place: str) -> None:
        self.acts.go_to(place)

    @precondition(_begun)
    @rule(which=_which)
    def replay_a_code(self, which: int) -> None:
        self.acts.away_from_edges()
        device = self._login(which).member.device
        if device is not None:
            code = self.acts.app_code(device.secret, device.last_step)
            self.acts.submit_code(self._login(which), code, device.last_step)

    @precondition(_begun)
    @rule(which=_which)
    def begin_a_set_up(self, which: int) -> None:
        self.acts.begin_setup(self._login(which))

    @precondition(_begun)
    @rule(which=_which)
    def cancel_a_login(self, which: int) -> None:
        self.acts.cancel(self._login(which))

    @precondition(_begun)
    @rule(which=_which)
    def renew_a_session(self, which: int) -> None:
        self.acts.renew(self._login(which))

    @precondition(_has_setup)
    @rule(which=_which, superseded=st.booleans())
    def submit_an_emailed_code(self, which: int, superseded: bool) -> None:
        setup = self._setup(which)
        number = 1 if superseded else len(setup.emails)
        self.acts.email_code(setup, self.acts.emailed_code(setup, number))

    @precondition(_has_setup)
    @rule(which=_which, times=_few)
    def submit_wrong_emailed_codes(self, which: int, times: int) -> None:
        setup = self._setup(which)
        right = self.acts.emailed_code(setup, len(setup.emails))
        for _ in range(times):
            self.acts.email_code(setup, "000000" if right != "000000" else "000001")

    @precondition(_has_setup)
    @rule(which=_which, patient=st.booleans())
    def resend(self, which: int, patient: bool) -> None:
        if patient:
            self.acts.pass_time(61 * SECOND)
        self.acts.resend(self._setup(which))

    @precondition(_has_setup)
    @rule(which=_which, stage=st.sampled_from(ORDER[1:3]))
    def leave_a_stage(self, which: int, stage: str) -> None:
        self.acts.advance(self._setup(which), stage)

    @precondition(_has_setup)
    @rule(which=_which)
    def show_the_secret(self, which: int) -> None:
        self.acts.show_authenticator(self._setup(which))

    @precondition(_has_setup)
    @rule(which=_which, steps=st.integers(-2, 2))
    def submit_a_set_up_code(self, which: int, steps: int) -> None:
        self.acts.setup_code(self._setup(which), steps)

    @precondition(_has_setup)
    @rule(which=_which, times=_few)
    def submit_wrong_set_up_codes(self, which: int, times: int) -> None:
        for _ in range(times):
            self.acts.setup_code(self._setup(which), None)

    @precondition(_has_setup)
    @rule(which=_which)
    def cancel_a_set_up(self, which: int) -> None:
        self.acts.cancel_setup(self._setup(which))

    @precondition(_has_session)
    @rule(which=_which, leave=st.booleans())
    def use_a_session(self, which: int, leave: bool) -> None:
        sessions = list(self.acts.tokens)
        session = sessions[-1 - which % len(sessions)]
        if leave:
            self.acts.log_out(session)
        self.acts.use(session)

    @rule(required=st.booleans())
    def switch_the_requirement(self, required: bool) -> None:
        self.acts.require(required=required)

    @rule(who=_which)
    def disable_a_member_or_take_back(self, who: int) -> None:
        member = self._member(who)
        self.acts.disable(member, disabled=not member.disabled)

    @rule(who=_which)
    def reset_a_device(self, who: int) -> None:
        self.acts.reset(self._member(who))

    @rule()
    def look_at_the_roster(self) -> None:
        self.acts.look_at_roster()

    @rule(duration=st.sampled_from(_SKIPS))
    def let_time_pass(self, duration: timedelta) -> None:
        self.acts.pass_time(duration)


async def test_service_answers_as_the_model_does(
    delete_all_rows: Callable[[], Awaitable[None]],
    database_url: str,
    mail_server: MailServer,
) -> None:
    async with running_model_service(
        delete_all_rows, database_url, mail_server
    ) as here:

        class PeopleHere(People):
            service = here

        await asyncio.to_thread(
            run_state_machine_as_test, PeopleHere, settings=_SETTINGS
        )
