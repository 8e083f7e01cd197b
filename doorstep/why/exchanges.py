"""Why an application has no tokens of somebody who signed in to it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from doorstep.db.event_kinds import EventKind
from doorstep.db.events import RecordedEvent
from doorstep.db.signing_keys import SigningKey
from doorstep.rules.clients import SigningAlgorithm
from doorstep.rules.stages import is_client
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.facts import Facts

_EXCHANGED_WITHIN = timedelta(seconds=60)
_OF_EXCHANGES = (
    *(EventKind.code_issued, EventKind.tokens_issued, EventKind.token_refused),
    *(EventKind.token_reused,),
)


def failed_exchanges(
    facts: Facts,
    refused: Sequence[RecordedEvent],
    keys: Sequence[SigningKey],
    on_ring: Sequence[str] | None,
) -> tuple[Explanation, ...]:
    """`refused` are failed authentications in the account, newest first; `on_ring` the
    names of the ring's keys, None where it is not known here.
    """
    login = facts.login
    if login is None or not is_client(login.application):
        return ()
    return (
        *_of_keys(keys, on_ring, facts.at),
        *_of_authentication(refused, login.application, login.started_at),
        *_of_code(facts),
    )


def _of_keys(
    keys: Sequence[SigningKey], on_ring: Sequence[str] | None, at: datetime
) -> Iterator[Explanation]:
    """None at all is no trouble: the first use makes them."""
    usable = {
        key.algorithm
        for key in keys
        if key.signs(at) and (on_ring is None or _sealed_by(key) in on_ring)
    }
    missing = [each for each in SigningAlgorithm if each not in usable]
    if keys and missing:
        yield Explanation(Reason.signing_key_missing, failure=" and ".join(missing))


def _sealed_by(key: SigningKey) -> str:
    return key.sealed.partition(".")[0]


def _of_authentication(
    refused: Sequence[RecordedEvent], client_id: str, since: datetime
) -> Iterator[Explanation]:
    for event in refused:
        if event.detail.get("client") == client_id and event.at >= since:
            yield Explanation(
                Reason.client_not_authenticated,
                since=event.at,
                failure=str(event.detail.get("reason", "")),
                client=client_id,
            )
            return


def _of_code(facts: Facts) -> Iterator[Explanation]:
    """The last thing that happened to the login's code."""
    happened = [event for event in facts.events if event.kind in _OF_EXCHANGES]
    if not happened:
        return
    last = happened[-1]
    client = str(last.detail.get("client", ""))
    if last.kind == EventKind.token_reused:
        yield Explanation(Reason.code_reused, since=last.at, client=client)
    elif last.kind == EventKind.token_refused:
        failure = str(last.detail.get("reason", ""))
        yield Explanation(
            Reason.code_refused, since=last.at, failure=failure, client=client
        )
    elif last.kind == EventKind.code_issued and (
        facts.at >= last.at + _EXCHANGED_WITHIN
    ):
        yield Explanation(Reason.code_expired, since=last.at, client=client)
