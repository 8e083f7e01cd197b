"""The log says once which line a proxy in front lacks, and nothing of other sites."""

from collections.abc import Mapping

import pytest
import structlog

from api.edge.client import UntrustedProxies
from api.pages.frame.csrf import UnfitForm
from api.pages.frame.origins import Origins
from doorstep.rules.networks import Network, read_network

PUBLIC = "https://login.acme.test"
_LAN = "http://login.lan"


def _said(public_url: str, *requests: Mapping[str, str]) -> list[str]:
    origins = Origins(public_url)
    with structlog.testing.capture_logs() as logged:
        for headers in requests:
            try:
                origins.check(headers)
            except UnfitForm:
                continue
    return [line["event"] for line in logged if "remedy" in line]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "doorstep", "10.0.0.7:8000"])
def test_a_replaced_host_is_said_once(host: str) -> None:
    form = {"origin": PUBLIC, "sec-fetch-site": "same-origin", "host": host}

    assert _said(PUBLIC, form, form) == ["proxy replaces Host"]


def test_a_replaced_host_is_said_also_where_it_makes_forms_foreign() -> None:
    """Without TLS browsers send no `Sec-Fetch-Site`."""
    form = {"origin": "http://other.lan", "host": "127.0.0.1:8000"}

    assert _said(_LAN, form) == ["proxy replaces Host"]


@pytest.mark.parametrize(
    ("public_url", "headers"),
    [
        (PUBLIC, {"origin": PUBLIC, "host": "login.acme.test"}),
        (PUBLIC, {"origin": PUBLIC, "host": "login.acme.test.:443"}),
        (f"{PUBLIC}:8443", {"origin": f"{PUBLIC}:8443", "host": "login.acme.test"}),
        (PUBLIC, {"origin": "https://evil.test", "host": "evil.test"}),
        (PUBLIC, {"origin": "https://evil.test", "host": "192.0.2.1"}),
        (PUBLIC, {"host": "127.0.0.1:8000"}),
        (
            "http://127.0.0.1:8000",
            {"origin": "http://[::1]:8000", "host": "[::1]:8000"},
        ),
        (
            "http://[::1]:8000",
            {"origin": "http://[::1]:8000", "host": "localhost:8000"},
        ),
    ],
)
def test_nothing_is_said_of_a_right_host_or_of_strangers(
    public_url: str, headers: Mapping[str, str]
) -> None:
    assert _said(public_url, headers) == []


@pytest.mark.parametrize(
    ("public_url", "scheme", "said"),
    [
        (PUBLIC, "http", ["proxy reports http"]),
        (PUBLIC, "https", []),
        (PUBLIC, "HTTPS", []),
        (_LAN, "http", []),
    ],
)
def test_a_wrong_scheme_is_said(public_url: str, scheme: str, said: list[str]) -> None:
    host = public_url.partition("://")[2]
    form = {"origin": public_url, "host": host, "x-forwarded-proto": scheme}

    assert _said(public_url, form, form) == said


@pytest.mark.parametrize(
    ("peer", "hops", "trusted", "said"),
    [
        ("10.0.0.7", ["192.0.2.1"], (), 1),
        ("127.0.0.1", ["192.0.2.1"], ("10.0.0.7",), 1),
        ("fd00::7", ["192.0.2.1"], ("10.0.0.7",), 1),
        ("10.0.0.7", ["192.0.2.1"], ("10.0.0.7",), 0),
        ("10.0.0.7", [], (), 0),
        ("93.184.216.34", ["192.0.2.1"], (), 0),
        ("unknown", ["192.0.2.1"], (), 0),
    ],
)
def test_H2_L1_a_proxy_that_is_not_trusted_is_said_once_without_an_address(
    peer: str, hops: list[str], trusted: tuple[str, ...], said: int
) -> None:
    networks: list[Network] = [read_network(each) for each in trusted]
    untrusted = UntrustedProxies()
    with structlog.testing.capture_logs() as logged:
        for _ in range(2):
            untrusted.look(peer, hops, networks)

    assert [line["event"] for line in logged] == ["proxy is not trusted"] * said
    assert peer not in str(logged)
