"""Passwords: what is stored of them, and which is accepted."""

from collections.abc import Iterator

import pytest

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


async def test_A2_no_password_is_right_without_a_member(passwords: Passwords) -> None:
    assert not (await passwords.verify(PASSWORD, None)).right
    assert not (await passwords.verify("", None)).right
