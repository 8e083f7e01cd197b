"""The open HTTP connections of a process, and which one is evicted at the limit.

With a limit alone, one client could use up all connections. So at the limit a new
connection evicts the one that has waited longest for its client, in the network with
the most such connections. Requests that are being answered are not cut off.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import structlog

from doorstep.rules.networks import Network, is_within, network_of, read_address

_BEHIND_A_PROXY = ""
"""The network of all trusted proxies, whose clients cannot be distinguished here."""
_log = structlog.get_logger(__name__)


class Connection(Protocol):
    def evict(self) -> None:
        """Close the connection at once."""


class OpenConnections:
    """At most `most`; 7/8 of them may be answered at once, 1/2 in one network.

    A connection waits for its client (to send the rest of a request, or to read), or is
    being answered.
    """

    def __init__(self, most: int, trusted: Sequence[Network] = ()) -> None:
        self._most = most
        self._trusted = trusted
        self._networks: dict[Connection, str] = {}
        self._waited_for: dict[str, dict[Connection, None]] = {}
        self._answered: set[Connection] = set()
        self._answered_by_network: Counter[str] = Counter()
        self._used_up = False

    def enter(self, connection: Connection, peer: str) -> bool:
        """Add it, evicting another if needed; False if all are being answered."""
        if len(self._networks) >= self._most:
            self._note()
            if not self._make_room():
                return False
        behind = self.trusts(peer)
        self._networks[connection] = _BEHIND_A_PROXY if behind else network_of(peer)
        self._wait(connection)
        return True

    def trusts(self, peer: str) -> bool:
        """Whether the peer is a trusted proxy."""
        return is_within(read_address(peer), self._trusted)

    def leave(self, connection: Connection) -> None:
        if connection in self._networks:
            self._forget(connection)
            del self._networks[connection]
            self._used_up = self._used_up and len(self._networks) > self._most // 2

    def waits_for_client(self, connection: Connection) -> None:
        """It waits from now on; called again, its wait starts again."""
        if connection in self._networks:
            self._forget(connection)
            self._wait(connection)

    def being_answered(self, connection: Connection) -> None:
        """It is being answered from now on."""
        if connection in self._networks and connection not in self._answered:
            self._forget(connection)
            self._answered.add(connection)
            self._answered_by_network[self._networks[connection]] += 1

    def must_refuse(self, connection: Connection) -> bool:
        """Whether too many are being answered for one more request."""
        network = self._networks.get(connection, _BEHIND_A_PROXY)
        share = self._answered_by_network[network] >= self._most // 2
        too_many = len(self._answered) >= self._most - self._most // 8
        return too_many or (share and network != _BEHIND_A_PROXY)

    def _wait(self, connection: Connection) -> None:
        network = self._networks[connection]
        self._waited_for.setdefault(network, {})[connection] = None

    def _forget(self, connection: Connection) -> None:
        network = self._networks[connection]
        if connection in self._answered:
            self._answered.remove(connection)
            self._answered_by_network[network] -= 1
            if not self._answered_by_network[network]:
                del self._answered_by_network[network]
            return
        waiting = self._waited_for[network]
        del waiting[connection]
        if not waiting:
            del self._waited_for[network]

    def _note(self) -> None:
        """Log it once, until half of them are free again."""
        if not self._used_up:
            self._used_up = True
            _log.warning("connections used up", most=self._most)

    def _make_room(self) -> bool:
        if not self._waited_for:
            return False
        network = max(self._waited_for, key=self._burden)
        longest = next(iter(self._waited_for[network]))
        self.leave(longest)
        longest.evict()
        return True

    def _burden(self, network: str) -> tuple[bool, int]:
        """The sort key for eviction: proxies last, since many clients share them."""
        return network != _BEHIND_A_PROXY, len(self._waited_for[network])
