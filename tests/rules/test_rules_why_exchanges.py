"""Why an application has no tokens of somebody who signed in to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from doorstep.db.event_kinds import EventKind
from doorstep.db.signing_keys import SigningKey
from doorstep.rules.clients import SigningAlgorithm
from doorstep.why.exchanges import failed_exchanges
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.facts import Facts
from why_facts import LOGIN, MINUTE, NOON, event, facts

CLIENT = "app_" + "x" * 22
_OF_CLIENT = replace(LOGIN, application=CLIENT)
_EARLIER = NOON - 2 * MINUTE


def _facts(*kinds: EventKind, **detail: str) -> Facts:
    happened = tuple(
        event(kind, _EARLIER, {"client": CLIENT, **detail}) for kind in kinds
    )
    return facts(login=_OF_CLIENT, events=happened)


def _reasons(found: tuple[Explanation, ...]) -> list[Reason]:
    return [each.reason for each in found]


@pytest.mark.parametrize(
    ("kinds", "reasons"),
    [
        ([EventKind.code_issued], [Reason.code_expired]),
        ([EventKind.code_issued, EventKind.tokens_issued], []),
        ([EventKind.code_issued, EventKind.token_refused], [Reason.code_refused]),
        ([EventKind.tokens_issued, EventKind.token_reused], [Reason.code_reused]),
    ],
    ids=["never exchanged", "exchanged", "refused", "used twice"],
)
def test_the_last_event_of_a_code_is_the_reason(
    kinds: list[EventKind], reasons: list[Reason]
) -> None:
    assert _reasons(failed_exchanges(_facts(*kinds), (), (), None)) == reasons


def test_a_code_that_may_still_be_exchanged_is_no_reason() -> None:
    young = event(EventKind.code_issued, NOON - timedelta(seconds=59))

    assert (
        failed_exchanges(facts(login=_OF_CLIENT, events=(young,)), (), (), None) == ()
    )


def test_a_failed_authentication_of_its_client_is_a_reason() -> None:
    kind, detail = EventKind.client_not_authenticated, {"reason": "wrong_secret"}
    own = event(kind, NOON, {"client": CLIENT, **detail})
    other = event(kind, NOON, {"client": "app_other", **detail})

    (found,) = failed_exchanges(_facts(), (other, own), (), None)

    assert found.reason is Reason.client_not_authenticated
    assert found.failure == "wrong_secret"
    assert failed_exchanges(_facts(), (other,), (), None) == ()


@pytest.mark.parametrize(
    ("on_ring", "reasons"),
    [
        (None, []),
        (["known"], []),
        (["another"], [Reason.signing_key_missing]),
    ],
)
def test_a_signing_key_that_the_ring_does_not_open_is_a_reason(
    on_ring: list[str] | None, reasons: list[Reason]
) -> None:
    keys = [
        SigningKey(each, each, {}, "known.x", _EARLIER, _EARLIER)
        for each in SigningAlgorithm
    ]

    assert _reasons(failed_exchanges(_facts(), (), keys, on_ring)) == reasons
    assert failed_exchanges(facts(login=LOGIN), (), keys, on_ring) == ()
