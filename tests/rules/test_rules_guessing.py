"""The chances of guessing, for an attacker who makes the most of each limit."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from doorstep.rules.code_ledgers import Ledger, LedgerKind
from doorstep.rules.policy import (
    EnrollmentPolicy,
    LoginPolicy,
    PasswordPolicy,
    wait_after,
)

_DAY, _YEAR = timedelta(days=1), 365
_LOGIN, _EMAIL, _PASSWORD = LoginPolicy(), EnrollmentPolicy(), PasswordPolicy()
_A_CODE = 3e-6
_BEGAN = datetime(2026, 3, 5, tzinfo=UTC)
_PAGE = (Path(__file__).parent.parent.parent / "SECURITY.md").read_text()


def _row(beginning: str) -> str:
    """The row of the table in SECURITY.md that starts so."""
    (row,) = [line for line in _PAGE.splitlines() if line.startswith(f"| {beginning}")]
    return row


def _moments() -> Iterator[timedelta]:
    """When each of a series of wrong login codes can be sent, the first at once."""
    at = timedelta(0)
    for wrong in count(1):
        yield at
        at += wait_after(
            wrong,
            free=_LOGIN.free_tries,
            first=_LOGIN.first_wait,
            longest=_LOGIN.longest_wait,
        ) or timedelta(0)


def _tries_within(duration: timedelta) -> int:
    for tries, at in enumerate(_moments()):
        if at >= duration:
            return tries
    raise AssertionError


def _moment_of(wanted: int) -> timedelta:
    for wrong, at in enumerate(_moments(), 1):
        if wrong == wanted:
            return at
    raise AssertionError


def test_T1_row10_chance_of_login_codes_from_unknown_networks() -> None:
    """A try each minute for ten years, whatever the owner does meanwhile."""
    row = _row("login code, from any number of unknown networks")
    ledger, at, tries = Ledger(LedgerKind.other_networks), _BEGAN, 0

    while at < _BEGAN + 10 * _YEAR * _DAY:
        retry_at = ledger.refuses_until(at, _LOGIN.longest_wait)
        if not retry_at:
            ledger, tries = ledger.after_wrong_code(at, _LOGIN), tries + 1
        at = retry_at or at + timedelta(minutes=1)

    assert tries == 100
    assert tries * _A_CODE == pytest.approx(3e-4)
    assert "3.0 × 10⁻⁴ (100 tries in the life of the device)" in row
    assert "at most 3 × 10⁻⁴ in the life of the device" in _PAGE
    for figure in ("34 in the first day", "3.7 days", "1.0 × 10⁻⁴"):
        assert figure in row


def test_chance_of_login_codes_from_a_known_network() -> None:
    row = _row("login code, from a known network")

    assert _tries_within(_DAY) == 34
    assert _moment_of(100) / _DAY == pytest.approx(3.7, abs=0.05)
    for figure in ("3.7 days", "1.0 × 10⁻⁴", "3.0 × 10⁻⁴"):
        assert figure in row


@pytest.mark.parametrize(
    ("beginning", "sign_ins", "a_day", "figures"),
    [
        (
            "the same, while its owner signs in from there",
            1,
            33,
            ("33 a day", "9.9 × 10⁻⁵"),
        ),
        ("the same, eight times", 8, 96, ("96 a day", "2.9 × 10⁻⁴", "1.1 × 10⁻¹")),
    ],
)
def test_chance_of_login_codes_while_the_owner_signs_in(
    beginning: str, sign_ins: int, a_day: int, figures: tuple[str, ...]
) -> None:
    """The last wait must be over, or the owner cannot sign in and reset the count."""
    between = _tries_within(_DAY / sign_ins + timedelta(seconds=1)) - 1

    assert between * sign_ins == a_day
    assert all(figure in _row(beginning) for figure in figures)


def test_chances_are_those_of_the_tries() -> None:
    chances = {
        34 * _A_CODE: 1.0e-4,
        33 * _A_CODE: 9.9e-5,
        33 * _A_CODE * _YEAR: 3.6e-2,
        96 * _A_CODE: 2.9e-4,
        96 * _A_CODE * _YEAR: 1.05e-1,
        32 * _A_CODE * _YEAR: 3.5e-2,
    }

    for chance, published in chances.items():
        assert chance == pytest.approx(published, rel=0.03)


def test_login_codes_that_cause_no_mail() -> None:
    row = _row("the same, but never a fifth")
    quiet = _LOGIN.free_tries - 1

    assert (quiet, quiet * 8) == (4, 32)
    for figure in ("4 between", "32 a day", "9.6 × 10⁻⁵"):
        assert figure in row


def test_emailed_codes() -> None:
    row, a_day = _row("emailed code"), _EMAIL.email_code_tries_per_day

    assert a_day == 20
    for figure in ("20 a day", "2.0 × 10⁻⁵", "7.3 × 10⁻³"):
        assert figure in row


def test_passwords() -> None:
    """A pair starts again a window after the end of its last wait."""
    waits = [
        wait_after(
            wait,
            free=1,
            first=_PASSWORD.first_wait,
            longest=_PASSWORD.longest_wait,
        )
        or timedelta(0)
        for wait in (1, 2)
    ]
    round_of_ten = sum(waits, _PASSWORD.window)
    windows = _DAY // _PASSWORD.window

    assert (_PASSWORD.tries_per_pair + 1) * _DAY / round_of_ten == pytest.approx(960)
    assert _PASSWORD.tries_per_address * windows == 9600
    assert _PASSWORD.tries_per_client * windows == 9600
    assert "960 a day" in _row("password, one client")
    assert "9,600 a day" in _row("password, many clients")
    assert "9,600 a day" in _row("passwords of many addresses")
