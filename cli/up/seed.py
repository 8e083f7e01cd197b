"""The sample account: Acme, with an administrator and two members."""

import secrets
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from cli.up.data_folder import DataFolder
from doorstep.clock import Clock
from doorstep.db.members import Members
from doorstep.db.pool import Pool
from doorstep.rules.addresses import TypedAddress
from doorstep.rules.passwords import Passwords
from doorstep.rules.people import Language, Role
from doorstep.rules.time_limits import USUAL
from doorstep.transactions import operators

FILE = "accounts.json"
_ACCOUNT = "Acme"
_PEOPLE = (
    ("admin@acme.test", "Alex Martin", Role.admin),
    ("jo@acme.test", "Jo Bennett", Role.member),
    ("sam@acme.test", "Sam Keller", Role.member),
)
_SYLLABLES = [c + v for c in "bdfghjklmnprstvz" for v in "aeiou"]


class Seeded(BaseModel):
    """A sample member, with the password that was given first."""

    model_config = ConfigDict(frozen=True)

    email: str
    name: str
    role: Role
    password: str


@dataclass(frozen=True)
class Account:
    """A sample member as it is now; without a password where it was changed."""

    email: str
    role: Role
    password: str | None


class Seed(BaseModel):
    """The content of the file; `finished` once all are in the database."""

    model_config = ConfigDict(frozen=True)

    finished: bool
    people: tuple[Seeded, ...]


async def seed(pool: Pool, folder: DataFolder, clock: Clock) -> tuple[Seeded, ...]:
    """Create the sample members in an empty database, or the missing ones after an
    interrupted start; returns them.

    A database with other accounts is not changed.
    """
    text = folder.read(FILE)
    noted = Seed.model_validate_json(text) if text else None
    empty = not await pool.fetchval("select exists (select from accounts)")
    if noted is None and not empty:
        return ()
    people = noted.people if noted else _new_people()
    if noted is None or not noted.finished or empty:
        _note(folder, people, finished=False)
        await _make_missing(pool, people, clock)
        _note(folder, people, finished=True)
    return people


async def present_accounts(
    pool: Pool, people: tuple[Seeded, ...]
) -> tuple[Account, ...]:
    """Those who still have their address, with the passwords that still hold."""
    passwords = Passwords(USUAL)
    found = []
    for person in people:
        async with pool.acquire() as connection:
            address = TypedAddress.read(person.email)
            member = await Members(connection).with_address(address)
        if member is None:
            continue
        checked = await passwords.verify(person.password, member.password_hash)
        password = person.password if checked.right else None
        found.append(Account(person.email, member.role, password))
    passwords.close()
    return tuple(found)


async def _make_missing(pool: Pool, people: tuple[Seeded, ...], clock: Clock) -> None:
    rows = await pool.fetch("select email from members")
    known = {row["email"] for row in rows}
    for person in people:
        if person.email not in known:
            await _make(pool, person, clock)


async def _make(pool: Pool, person: Seeded, clock: Clock) -> None:
    if person.role is Role.admin:
        await operators.create_account(
            pool,
            name=_ACCOUNT,
            admin_email=person.email,
            admin_name=person.name,
            password=person.password,
            at=clock(),
        )
        return
    await operators.create_member(
        pool,
        account=_ACCOUNT,
        email=person.email,
        name=person.name,
        role=person.role,
        language=Language.en,
        password=person.password,
        at=clock(),
    )


def _note(folder: DataFolder, people: tuple[Seeded, ...], *, finished: bool) -> None:
    text = Seed(finished=finished, people=people).model_dump_json(indent=2)
    folder.write_private(FILE, text)


def _new_people() -> tuple[Seeded, ...]:
    return tuple(
        Seeded(email=email, name=name, role=role, password=_new_password())
        for email, name, role in _PEOPLE
    )


def _new_password() -> str:
    """Four pronounceable words of two syllables, 50 bits."""
    words = ("".join(secrets.choice(_SYLLABLES) for _ in range(2)) for _ in range(4))
    return "-".join(words)
