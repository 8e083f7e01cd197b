"""Who goes on errands: members put into the database, some with an authenticator."""

from dataclasses import dataclass
from uuid import UUID

from doorstep.db.pool import Pool
from doorstep.rules import totp
from doorstep.rules.seal import KeyRing
from trials.bench.people import make_account, make_people
from trials.faults.authenticator import Authenticator
from trials.faults.plan import Errand, Kind

_SEEDED = "seeded"


@dataclass(frozen=True)
class Person:
    member_id: UUID
    email: str
    app: Authenticator | None


async def make_travellers(
    pool: Pool, ring: KeyRing, errands: tuple[Errand, ...]
) -> tuple[Person, list[Person]]:
    """An administrator, and one person an errand in the order of the errands."""
    account = await make_account(pool)
    administrator, *_ = await _make(pool, ring, account, "login-admin", 1)
    await pool.execute(
        "update members set role = 'admin' where id = $1", administrator.member_id
    )
    fresh = sum(errand.kind is Kind.setup for errand in errands)
    newcomers = iter(await _make(pool, ring, account, "setup", fresh))
    others = iter(await _make(pool, ring, account, "login", len(errands) - fresh))
    people = [
        next(newcomers if errand.kind is Kind.setup else others) for errand in errands
    ]
    return administrator, people


async def _make(
    pool: Pool, ring: KeyRing, account: UUID, kind: str, count: int
) -> list[Person]:
    made = await make_people(pool, ring, account, kind, count)
    records = await pool.fetch("select id, email from members")
    ids = {record["email"]: record["id"] for record in records}
    return [
        Person(
            ids[person.email],
            person.email,
            None if kind == "setup" else _app(person.secret),
        )
        for person in made
    ]


def _app(secret: bytes) -> Authenticator:
    return Authenticator(_SEEDED, totp.as_base32(secret))
