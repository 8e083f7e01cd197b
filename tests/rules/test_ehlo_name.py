"""How a worker greets a mail server: always by a name that one which checks accepts."""

import pytest

from doorstep.errors import ConfigurationError
from doorstep.settings import load
from doorstep.wires.ehlo_name import name_or_literal


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("app.acme.example", "app.acme.example"),
        ("bücher.example", "xn--bcher-kva.example"),
        ("[192.0.2.1]", "[192.0.2.1]"),
        ("[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]"),
    ],
)
def test_full_names_and_address_literals_are_ehlo_names(
    given: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_SMTP_EHLO_NAME", given)

    assert load().smtp_ehlo_name == name


@pytest.mark.parametrize(
    "given",
    [
        "localhost",
        "a_b.acme.example",
        "app.acme.example.",
        "app acme.example",
        "app.acme.example\r\nMAIL",
        "-a.example",
        "192.0.2.1:25",
        "[192.0.2.1",
        "[2001:db8::1]",
        "[IPv6:192.0.2.1]",
        "[300.0.2.1]",
        f"{'a' * 64}.example",
        "ü" * 80 + ".example",
    ],
)
def test_what_servers_refuse_is_no_ehlo_name(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_SMTP_EHLO_NAME", given)

    with pytest.raises(ConfigurationError, match="DOORSTEP_SMTP_EHLO_NAME: must be"):
        load()


@pytest.mark.parametrize(
    ("domain", "address", "name"),
    [
        ("acme.example", "192.0.2.1", "acme.example"),
        ("localhost", "192.0.2.1", "[192.0.2.1]"),
        ("a_b.example", "2001:db8::1", "[IPv6:2001:db8::1]"),
        ("localhost", "fe80::1%eth0", "[IPv6:fe80::1]"),
    ],
)
def test_a_domain_that_is_no_host_name_is_replaced_by_our_address(
    domain: str, address: str, name: str
) -> None:
    assert name_or_literal(domain, address) == name
