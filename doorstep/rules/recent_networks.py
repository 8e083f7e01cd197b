"""The networks that a process has lately seen to be known, to some member each.

Under overload it tells apart, before anything is read for a request, who is to be
looked at first: those of the newest sessions as it starts, and those it sees. It grants
nothing: whether a network is known to the member is asked of the database.
"""

MOST_NETWORKS = 10_000


class RecentNetworks:
    """The latest ones, at most so many."""

    def __init__(self, most: int = MOST_NETWORKS) -> None:
        self._most = most
        self._latest: dict[str, None] = {}

    def note(self, network: str) -> None:
        self._latest.pop(network, None)
        self._latest[network] = None
        if len(self._latest) > self._most:
            del self._latest[next(iter(self._latest))]

    def __contains__(self, network: str) -> bool:
        return network in self._latest
