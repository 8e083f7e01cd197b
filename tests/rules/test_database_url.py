"""DOORSTEP_DATABASE_URL: which URLs are accepted."""

import ssl

import pytest

from doorstep.errors import ConfigurationError
from doorstep.settings import Settings
from doorstep.wires.database_url import (
    check_address,
    host_of,
    must_write,
    one_by_one,
    tls_for,
)
from doorstep.wires.hosts import NO_HOST

AWAY = "postgresql://doorstep:hunter2@db.acme.test/doorstep"
HERE = "postgresql://me:hunter2@"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///doorstep",
        "postgresql://doorstep@/doorstep?host=/run/postgresql",
        "postgresql://%2Frun%2Fpostgresql/doorstep",
        "postgresql://127.0.0.1:5433/doorstep",
        "postgresql://[::1]:5433/doorstep",
        "postgresql://localhost/doorstep?sslmode=prefer",
        "postgresql://%2Frun%2Fpostgresql:5433,127.0.0.1:5434,localhost/doorstep",
        "postgresql:///doorstep?host=/run/a:b,localhost&port=5432,5433",
    ],
)
def test_loopback_databases_may_be_plain(url: str) -> None:
    check_address(url, plaintext_allowed=False)

    assert tls_for(url) is None


@pytest.mark.parametrize(
    "url",
    [
        f"{AWAY}?sslmode=disable&sslmode=verify-full",
        f"{AWAY}?sslcrl=/x",
        "postgresql://a:hunter2@b@db.acme.test/doorstep",
        f"{AWAY}?sslrootcert=/nowhere.pem",
    ],
)
def test_an_invalid_database_url_is_refused_without_showing_its_password(
    url: str,
) -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_DATABASE_URL: ") as raised:
        tls_for(url)

    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"{HERE}db.acme.test:99999/d", "a port must be a number from 1 to 65535"),
        (f"{HERE}db.acme.test:0/d", "a port must be"),
        (f"{HERE}db.acme.test:abc/d", "a port must be"),
        (f"{HERE}db.acme.test:5432,localhost:70000/d", "a port must be"),
        (f"{HERE}%2Frun%2Fpostgresql:99999/d", "a port must be"),
        (f"{HERE}[::1]:abc/d", "a port must be"),
        (f"{HERE}::1/d", "IPv6"),
        (f"{HERE}/d?host=localhost:99999", "a port must be"),
        (f"{HERE}/d?host=/run/postgresql&port=99999", "a port must be"),
        (f"{HERE}a..b/d", NO_HOST),
        (f"{HERE}{'a' * 64}.test/d", NO_HOST),
        (f"{HERE}localhost,,db.acme.test/d", NO_HOST),
    ],
)
def test_an_invalid_database_name_is_refused(url: str, why: str) -> None:
    for name in ("database_url", "migration_url"):
        with pytest.raises(ConfigurationError, match=why) as raised:
            Settings.model_validate({name: url})

        assert str(raised.value).startswith(f"DOORSTEP_{name.upper()}: ")
        assert "hunter2" not in str(raised.value)


def test_the_systems_certificate_authorities_are_trusted() -> None:
    assert isinstance(tls_for(f"{AWAY}?sslrootcert=system"), ssl.SSLContext)


@pytest.mark.parametrize(
    ("url", "each"),
    [
        (
            f"{HERE}a,b:5433,[::1]:5434/d",
            [f"{HERE}a/d", f"{HERE}b:5433/d", f"{HERE}[::1]:5434/d"],
        ),
        (f"{HERE}/d?host=a,b&port=1,2", [f"{HERE}a:1/d", f"{HERE}b:2/d"]),
        (f"{HERE}/d?host=a,b&port=1", [f"{HERE}a:1/d", f"{HERE}b:1/d"]),
        (
            f"{HERE}/d?host=/run/x,b&port=1,2&target_session_attrs=any",
            [
                f"{HERE}/d?target_session_attrs=any&host=%2Frun%2Fx&port=1",
                f"{HERE}b:2/d?target_session_attrs=any",
            ],
        ),
        (f"{HERE}a:1/d?connect_timeout=2", [f"{HERE}a:1/d?connect_timeout=2"]),
    ],
)
def test_each_host_has_a_url_of_its_own(url: str, each: list[str]) -> None:
    assert list(one_by_one(url)) == each
    assert all("hunter2" not in host_of(one) for one in each)


def test_ports_that_are_not_those_of_the_hosts_are_refused() -> None:
    with pytest.raises(ConfigurationError, match="one port, or as many ports as hosts"):
        one_by_one(f"{HERE}/d?host=a,b,c&port=1,2")


@pytest.mark.parametrize(
    ("hosts", "writes"),
    [
        ("a/d", False),
        ("a/d?target_session_attrs=any", False),
        ("a/d?target_session_attrs=read-write", True),
        ("a/d?target_session_attrs=primary", True),
        ("a,b/d", True),
        ("a,b/d?target_session_attrs=any", True),
    ],
)
def test_of_several_hosts_one_that_takes_writes_is_wanted(
    hosts: str,
    writes: bool,
) -> None:
    assert must_write(f"{HERE}{hosts}") is writes
