"""Passwords: what is stored of them, and which is accepted."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from doorstep.rules.hash_cost import HashCost
from doorstep.rules.passwords import Passwords
from doorstep.rules.time_limits import USUAL

PASSWORD = "correct horse battery"


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    passwords = Passwords(USUAL)
    yield passwords
    passwords.close()


async def test_only_the_password_itself_is_right(passwords: Passwords) -> None:
    kept = await passwords.hash(PASSWORD)

    assert (await passwords.verify(PASSWORD, kept)).right
    assert not (await passwords.verify(PASSWORD + " ", kept)).right
    assert not (await passwords.verify(PASSWORD, "not a hash")).right


async def test_same_password_has_different_hashes(passwords: Passwords) -> None:
    first, second = await passwords.hash(PASSWORD), await passwords.hash(PASSWORD)

    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_hash_that_cost_less_is_renewed_with_the_right_password() -> None:
    earlier, now = HashCost(memory=8, passes=1), HashCost(memory=16, passes=2)
    before, after = Passwords(USUAL, cost=earlier), Passwords(USUAL, cost=now)
    kept = await before.hash(PASSWORD)

    right = await after.verify(PASSWORD, kept)
    wrong = await after.verify("another", kept)

    assert right.renewed is not None
    assert right.renewed.startswith("$argon2id$v=19$m=16,t=2,p=1$")
    assert (await after.verify(PASSWORD, right.renewed)).renewed is None
    assert (await before.verify(PASSWORD, right.renewed)).renewed is None
    assert not wrong.right
    assert wrong.renewed is None
    before.close()
    after.close()


async def test_A2_wrong_password_for_an_earlier_hash_costs_as_much_as_for_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = HashCost(memory=64, passes=3)
    before = Passwords(USUAL, cost=HashCost(memory=24, passes=2))
    after = Passwords(USUAL, cost=now)
    kept = await before.hash(PASSWORD)
    spent: list[int] = []
    monkeypatch.setattr(
        PasswordHasher,
        "hash",
        lambda hasher, _: spent.append(hasher.memory_cost * hasher.time_cost),
    )

    await after.verify("another", kept)

    assert [24 * 2 + rest for rest in spent] == [now.work]
    before.close()
    after.close()


async def test_A2_no_password_is_right_without_a_member(passwords: Passwords) -> None:
    assert not (await passwords.verify(PASSWORD, None)).right
    assert not (await passwords.verify("", None)).right
