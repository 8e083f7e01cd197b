"""The members of the scenarios, inserted by SQL; some have an authenticator."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from doorstep.db.pool import Pool
from doorstep.rules import totp
from doorstep.rules.seal import KeyRing
from trials.bench.members import make_members
from trials.faults.authenticator import Authenticator
from trials.faults.plan import Kind, Scenario

_SEEDED = "seeded"


@dataclass(frozen=True)
class Member:
    member_id: UUID
    email: str
    app: Authenticator | None


async def make_members_of(
    pool: Pool, ring: KeyRing, account: UUID, scenarios: tuple[Scenario, ...]
) -> tuple[Member, list[Member]]:
    """An administrator, and one member per scenario, in the scenarios' order; people
    of an application are registered by it.
    """
    administrator, *_ = await _make(pool, ring, account, "login-admin", 1)
    await pool.execute(
        "update members set role = 'admin' where id = $1", administrator.member_id
    )
    fresh = sum(scenario.kind is Kind.setup for scenario in scenarios)
    newcomers = iter(await _make(pool, ring, account, "setup", fresh))
    existing = iter(await _make(pool, ring, account, "login", len(scenarios) - fresh))

    def member(scenario: Scenario) -> Member:
        if scenario.kind is Kind.subject:
            return Member(uuid4(), f"subject-{scenario.number}@bench.test", None)
        return next(newcomers if scenario.kind is Kind.setup else existing)

    return administrator, [member(scenario) for scenario in scenarios]


async def _make(
    pool: Pool, ring: KeyRing, account: UUID, kind: str, count: int
) -> list[Member]:
    made = await make_members(pool, ring, account, kind, count)
    records = await pool.fetch("select id, email from members")
    ids = {record["email"]: record["id"] for record in records}
    return [
        Member(
            ids[person.email],
            person.email,
            None if kind == "setup" else _app(person.secret),
        )
        for person in made
    ]


def _app(secret: bytes) -> Authenticator:
    return Authenticator(_SEEDED, totp.as_base32(secret))
