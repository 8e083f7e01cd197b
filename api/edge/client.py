"""The client of a request: its address, as far as proxies are trusted, and its
browser.
"""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, TypeAlias

import structlog
from fastapi import Depends, Request

from doorstep.rules.networks import (
    Address,
    Network,
    is_public,
    is_within,
    network_of,
    read_address,
)
from doorstep.rules.user_agents import Browser

_LONGEST_USER_AGENT = 160
"""Edge sends 130 characters; a session shows all of them."""
_LONGEST_HEADER = 1024
_LONGEST_HOP = 64
_log = structlog.get_logger(__name__)
_WITH_PORT = re.compile(r"\A(?:\[([^\]]+)\]|([0-9.]+))(?::[0-9]+)?\Z")


async def _stays() -> bool:
    return False


@dataclass(frozen=True)
class Client:
    """A caller: its address, its User-Agent, and whether it has disconnected.

    `vouched`: an application that calls for the person has named the address.
    """

    address: str
    agent: str = ""
    vouched: bool = False
    has_left: Callable[[], Awaitable[bool]] = field(default=_stays, compare=False)

    @property
    def user_agent(self) -> str:
        """What a session shows of it."""
        visible = filter(str.isprintable, self.agent[:_LONGEST_HEADER])
        return "".join(visible)[:_LONGEST_USER_AGENT]

    @property
    def browser(self) -> Browser:
        return Browser.named_by(self.agent)

    @property
    def network(self) -> str:
        """The network that budgets count and that a device may know."""
        return network_of(self.address)


def client_address(
    peer: str, forwarded_for: Sequence[str], trusted: Sequence[Network]
) -> str:
    """The TCP peer, or the right-most untrusted hop before a trusted peer.

    A hop that is no address (`unknown`) is taken as the client: what is to the left of
    it may be forged.
    """
    hops = [hop.strip() for line in forwarded_for for hop in line.split(",")]
    name, address = peer, _parse(peer)
    while is_within(address, trusted) and hops:
        name = hops.pop()
        address = _parse(name)
    return str(address) if address is not None else name[:_LONGEST_HOP] or peer


def _parse(text: str) -> Address | None:
    """Some proxies write the port too: `192.0.2.1:5555`, `[2001:db8::1]:44`."""
    return read_address(_WITH_PORT.sub(r"\1\2", text))


class UntrustedProxies:
    """Says once in the log that a proxy of ours is probably not trusted."""

    def __init__(self) -> None:
        self._said = False

    def look(self, peer: str, hops: Sequence[str], trusted: Sequence[Network]) -> None:
        """A public peer that names another address is a client that forges one."""
        address = _parse(peer)
        if not hops or self._said or address is None or is_public(address):
            return
        if not is_within(address, trusted):
            self._said = True
            _log.warning(
                "proxy is not trusted",
                setting="DOORSTEP_TRUSTED_PROXIES",
                risk="everyone behind it counts as one client",
            )


async def _client(request: Request) -> Client:
    peer = request.client.host if request.client else "unknown"
    hops = request.headers.getlist("x-forwarded-for")
    trusted = request.app.state.parts.settings.trusted_proxies
    request.app.state.untrusted_proxies.look(peer, hops, trusted)
    return Client(
        client_address(peer, hops, trusted),
        request.headers.get("user-agent", ""),
        has_left=request.is_disconnected,
    )


TheClient: TypeAlias = Annotated[Client, Depends(_client)]
