"""Members to log in and to set up, inserted by SQL.

Their password hash is a cheap one, so that hashing does not count; what a real one
costs is measured separately.
"""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from argon2 import PasswordHasher
from uuid_utils.compat import uuid7

from doorstep.db.pool import Pool
from doorstep.rules import totp
from doorstep.rules.passwords import Passwords
from doorstep.rules.seal import KeyRing, Purpose
from doorstep.rules.time_limits import USUAL

PASSWORD = "four words that nobody said"
CHEAP_HASHES = {"HASHING_MEMORY": "8", "HASHING_PASSES": "1"}
"""Settings by which the cheap hashes cost what hashes cost, and so stay."""
_INSERT_DEVICE = """
    with device as (
        insert into devices (
            id, account_id, member_id, enrollment_id, status, sealed_secret, last_step,
            created_at, enrolled_at
        ) values ($1, $2, $3, $4, 'active', $5, 0, $6, $6) returning id
    )
    insert into known_networks (device_id, network, known_until)
    select id, '127.0.0.1', $6 + interval '30 days' from device
"""


@dataclass(frozen=True)
class BenchMember:
    email: str
    secret: bytes


async def make_account(pool: Pool) -> UUID:
    account_id = uuid7()
    await pool.execute(
        """
        insert into accounts (id, name, two_step_required, created_at)
        values ($1, 'Bench', true, $2)
        """,
        account_id,
        datetime.now(UTC),
    )
    return account_id


async def make_members(
    pool: Pool, ring: KeyRing, account_id: UUID, kind: str, count: int
) -> list[BenchMember]:
    """Members named after `kind`; those who log in have a device."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    members = []
    for number in range(count):
        email = f"{kind}-{number}@bench.test"
        member_id = await _make_member(pool, account_id, email, cheap)
        secret = totp.new_secret()
        if kind != "setup":
            await _make_device(pool, ring, account_id, member_id, secret)
        members.append(BenchMember(email, secret))
    return members


async def hashing_seconds(rounds: int = 20) -> float:
    """What one real password costs."""
    passwords = Passwords(USUAL)
    real = await passwords.hash(PASSWORD)
    began = time.perf_counter()
    for _ in range(rounds):
        await passwords.verify(PASSWORD, real)
    passwords.close()
    return (time.perf_counter() - began) / rounds


async def _make_member(
    pool: Pool, account_id: UUID, email: str, password_hash: str
) -> UUID:
    member_id = uuid7()
    await pool.execute(
        """
        insert into members (
            id, account_id, email, email_key, name, role, language, password_hash,
            created_at
        ) values ($1, $2, $3, $3, 'Bench', 'member', 'en', $4, $5)
        """,
        member_id,
        account_id,
        email,
        password_hash,
        datetime.now(UTC),
    )
    return member_id


async def _make_device(
    pool: Pool, ring: KeyRing, account_id: UUID, member_id: UUID, secret: bytes
) -> None:
    login_id, enrollment_id, device_id = uuid7(), uuid7(), uuid7()
    at = datetime.now(UTC)
    await pool.execute(
        """
        insert into logins (
            id, account_id, member_id, application, token_hash, stage, client_address,
            started_at, expires_at, latest_expiry, ended_at
        ) values ($1, $2, $3, 'web_console', $4, 'cancelled', '', $5, $5, $5, $5)
        """,
        login_id,
        account_id,
        member_id,
        login_id.bytes,
        at,
    )
    await pool.execute(
        """
        insert into enrollments (
            id, account_id, member_id, login_id, replaces_device, returns_to, stage,
            stage_since, setup_tries_left, started_at, expires_at, ended_at
        ) values ($1, $2, $3, $4, false, 'setup_required', 'enrolled',
            $5, 10, $5, $5, $5)
        """,
        enrollment_id,
        account_id,
        member_id,
        login_id,
        at,
    )
    await pool.execute(
        _INSERT_DEVICE,
        device_id,
        account_id,
        member_id,
        enrollment_id,
        ring.seal(Purpose.totp, secret, str(device_id)),
        at,
    )
