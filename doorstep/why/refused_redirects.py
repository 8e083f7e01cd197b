"""Clients that send people to an address that is not registered for them: those are
stuck before Doorstep knows who they are.
"""

from collections.abc import Iterator, Sequence

from doorstep.db.events import CLIENT, RecordedEvent
from doorstep.why.explanations import Explanation, Reason


def refused_redirects(refused: Sequence[RecordedEvent]) -> Iterator[Explanation]:
    """The last time of each client; `refused` are events of the account, newest
    first.
    """
    told = set()
    for event in refused:
        client = str(event.detail.get(CLIENT, ""))
        if client not in told:
            told.add(client)
            yield Explanation(Reason.redirect_refused, since=event.at, client=client)
