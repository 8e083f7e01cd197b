"""A login that waits for its code, and the judge of login codes."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from activities.enrollments import EnrollmentChanges
from activities.login_codes import LoginCodes
from authenticator import code_at
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.db.rosters import Rosters
from doorstep.messages.activities import LoginCode, LoginCodeVerdict, NewEnrollment
from doorstep.messages.flows import Outcome
from doorstep.rules.codes import TypedCode, seal_code
from doorstep.rules.people import TwoStep
from doorstep.rules.seal import KeyRing
from doorstep.rules.tokens import new_token, token_hash
from left_notices import LeftNotices
from seeding import HOME, insert_device, new_member, rows_of

NOW = datetime(2026, 3, 5, 12, 0, 0, tzinfo=UTC)
IDLE = timedelta(hours=1)


@dataclass(frozen=True)
class LoginCodeFixture:
    """A login that waits for its code, of a device set up at `HOME` hours before."""

    pool: Pool
    ring: KeyRing
    login: Login
    secret: str

    def order(self, code: str, at: datetime = NOW, client: str = HOME) -> LoginCode:
        attempt_id = uuid4()
        typed = TypedCode(code, token_hash(new_token()).hex(), client, "test")
        return LoginCode(
            attempt_id=attempt_id,
            member_id=self.login.member_id,
            flow_id=self.login.id,
            at=at,
            sealed=seal_code(self.ring, typed, self.login.id, attempt_id),
        )

    async def judge(self, order: LoginCode) -> LoginCodeVerdict:
        judge = LoginCodes(self.pool, self.ring, IDLE, LeftNotices())
        return await judge.judge(order)

    async def type(
        self, code: str, at: datetime = NOW, client: str = HOME
    ) -> LoginCodeVerdict:
        return await self.judge(self.order(code, at, client))

    async def guess(self, at: datetime = NOW, client: str = HOME) -> LoginCodeVerdict:
        return await self.type(self.wrong(at), at, client)

    async def guesses(self, times: int, at: datetime, client: str) -> datetime:
        """As soon as each wait allows; returns the end of the last wait."""
        for _ in range(times):
            verdict = await self.guess(at, client)
            assert verdict.outcome is Outcome.wrong_code
            at = verdict.retry_at or at
        return at

    async def sign_in(self, at: datetime, client: str = HOME) -> LoginCodeVerdict:
        """With a right code, in a login of its own."""
        other = await self.another_login(at)
        return await other.type(self.code(at=at), at, client)

    async def another_login(self, at: datetime = NOW) -> "LoginCodeFixture":
        async with self.pool.acquire() as connection:
            rows = await rows_of(connection, self.login.member_id, at)
            return replace(self, login=await rows.login())

    def code(self, steps: int = 0, at: datetime = NOW) -> str:
        return code_at(self.secret, at, steps)

    def wrong(self, at: datetime = NOW) -> str:
        near = {self.code(steps, at) for steps in range(-4, 5)}
        return next(code for code in ("000000", "111111") if code not in near)

    async def locked(self, at: datetime = NOW) -> bool:
        """Whether the roster says so."""
        async with self.pool.acquire() as connection:
            entry = await Rosters(connection).entry(
                self.login.account_id, self.login.member_id, at
            )
        return entry is not None and entry.two_step is TwoStep.locked

    async def open_set_up(self) -> UUID:
        enrollment_id = uuid4()
        await EnrollmentChanges(self.pool, self.ring).open(
            NewEnrollment(
                attempt_id=uuid4(),
                member_id=self.login.member_id,
                flow_id=self.login.id,
                at=NOW,
                enrollment_id=enrollment_id,
            )
        )
        return enrollment_id

    async def count(self, what: str) -> int:
        return int(await self.pool.fetchval(f"select count(*) from {what}"))


def outcomes(*verdicts: LoginCodeVerdict) -> list[Outcome]:
    return [verdict.outcome for verdict in verdicts]


async def login_code_fixture(pool: Pool, ring: KeyRing) -> LoginCodeFixture:
    member_id = await new_member(pool, NOW)
    secret = await insert_device(pool, ring, member_id, NOW - timedelta(hours=3))
    async with pool.acquire() as connection:
        login = await (await rows_of(connection, member_id, NOW)).login()
    return LoginCodeFixture(pool, ring, login, secret)
