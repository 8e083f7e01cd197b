"""Ledgers of wrong login codes: when they block, and until when."""

from datetime import UTC, datetime, timedelta

from doorstep.rules.code_ledgers import Blocked, Ledger, LedgerKind
from doorstep.rules.policy import LoginPolicy

_AT = datetime(2026, 3, 5, 12, tzinfo=UTC)
_POLICY = LoginPolicy()
_AGAIN = timedelta(hours=1)


def _after(count: int) -> Ledger:
    ledger = Ledger(LedgerKind.known_network)
    for _ in range(count):
        ledger = ledger.after_wrong_code(_AT, _POLICY)
    return ledger


def test_free_tries_block_nothing_and_the_next_one_waits() -> None:
    free = _after(_POLICY.free_tries - 1)
    first = _after(_POLICY.free_tries)

    assert free.blocks(None, _AT, _AGAIN) is None
    assert first.blocks(None, _AT, _AGAIN) == Blocked(_AT + _POLICY.first_wait)
    assert first.blocks(None, _AT + _POLICY.first_wait, _AGAIN) is None


def test_a_closed_ledger_blocks_for_good_and_is_asked_for_again_later() -> None:
    closed = _after(_POLICY.tries_before_disabling)
    later = _AT + timedelta(days=300)

    assert _after(_POLICY.tries_before_disabling - 1).closed_at is None
    assert closed.closed_at == _AT
    assert closed.blocks(None, later, _AGAIN) == Blocked(later + _AGAIN)


def test_no_code_of_a_disabled_device_is_judged_whatever_its_ledger_says() -> None:
    assert _after(0).blocks(_AT, _AT, _AGAIN) == Blocked(None)
    assert _after(_POLICY.free_tries).blocks(_AT, _AT, _AGAIN) == Blocked(None)
