"""Options in the database URL: every client accepts or rejects libpq's options by
name.
"""

import asyncio
from urllib.parse import urlsplit

import pytest

from changed_settings import changed
from cli.up.cluster import OWNER, Cluster
from command import run_doorstep
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.db.migrate import migrate
from doorstep.db.migration_files import pending
from doorstep.db.pool import connected, open_pool
from doorstep.errors import ConfigurationError
from doorstep.process.readiness import Readiness
from doorstep.rules.seal import new_entry
from doorstep.settings import Settings, load
from doorstep.temporal.client import connect
from doorstep.wires.database_url import (
    check_address,
    connect_timeout,
    for_asyncpg,
    keeps_statements,
)
from service import Service
from waiting import timed

HERE = "postgresql://doorstep:hunter2@127.0.0.1/doorstep"
UNDERSTOOD = {
    "connect_timeout": ("10", "0", "-1", ""),
    "channel_binding": ("prefer", "disable"),
    "application_name": ("door step",),
    "fallback_application_name": ("door step",),
    "options": ("-c search_path=public -c work_mem=5MB",),
    "search_path": ("public",),
    "client_encoding": ("UTF8", "utf-8", "auto"),
    "gssencmode": ("prefer", "disable"),
    "sslcompression": ("0",),
    "sslsni": ("1",),
    "sslcertmode": ("allow",),
    "sslnegotiation": ("postgres",),
    "ssl_min_protocol_version": ("TLSv1.2",),
    "load_balance_hosts": ("disable",),
    "target_session_attrs": ("any", "read-write", "primary"),
    "replication": ("false",),
    "passfile": ("/nowhere",),
    "pgbouncer": ("true", "false"),
}
REFUSED = {
    **dict.fromkeys(("channel_binding", "gssencmode", "sslcertmode"), "require"),
    "client_encoding": "LATIN1",
    "connect_timeout": "soon",
    "hostaddr": "127.0.0.1",
    "keepalives": "1",
    "keepalives_idle": "5",
    "keepalives_interval": "5",
    "keepalives_count": "5",
    "tcp_user_timeout": "5000",
    "gssdelegation": "1",
    "gsslib": "gssapi",
    "krbsrvname": "postgres",
    "load_balance_hosts": "random",
    "max_protocol_version": "3.2",
    "min_protocol_version": "3.2",
    "oauth_issuer": "https://acme.test",
    "replication": "database",
    "require_auth": "scram-sha-256",
    "requirepeer": "postgres",
    "scram_client_key": "x",
    "service": "doorstep",
    "servicefile": "/nowhere",
    "sslcompression": "1",
    "sslcrl": "/nowhere",
    "sslcrldir": "/nowhere",
    "sslkeylogfile": "/nowhere",
    "sslmode": "verify_full",
    "sslnegotiation": "direct",
    "sslpassword": "x",
    "sslsni": "0",
    "ssl_max_protocol_version": "TLSv1.3",
    "ssl_min_protocol_version": "TLSv1.3",
    "target_session_attrs": "standby",
    # Options of other clients than libpq.
    "binary_parameters": "yes",
    "connection_limit": "5",
    "pgbouncer": "1",
    "pool_timeout": "5",
    "schema": "public",
    "ssl": "true",
    "statement_cache_size": "0",
    "statement_timeout": "0",
}
EVERY = "&".join(
    f"{name}={value.replace(' ', '%20').replace('=', '%3D')}"
    for name, values in UNDERSTOOD.items()
    for value in values[:1]
)


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("setting", ["DATABASE_URL", "MIGRATION_URL"])
def test_row30_an_unsupported_option_is_refused_by_name(
    name: str, setting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"DOORSTEP_{setting}", f"{HERE}?{name}={REFUSED[name]}")

    with pytest.raises(ConfigurationError, match=rf"\b{name}\b") as raised:
        load()

    output = str(raised.value)
    assert output.startswith(f"DOORSTEP_{setting}: ")
    assert "hunter2" not in output
    assert len(output.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [(n, value) for n, values in UNDERSTOOD.items() for value in values],
)
async def test_row30_a_supported_option_is_accepted(
    name: str, value: str, cluster: Cluster, database_url: str
) -> None:
    owner = cluster.address(OWNER, urlsplit(database_url).path.lstrip("/"))
    url = f"{owner}&{name}={value.replace(' ', '%20').replace('=', '%3D')}"
    check_address(url, plaintext_allowed=False)

    await migrate(url)

    async with connected(url) as connection, await open_pool(url, most=1) as pool:
        assert await pending(connection) == []
        assert await pool.fetchval("show statement_timeout") == "3500ms"


async def test_row30_supported_options_take_effect(empty_url: str) -> None:
    async with connected(f"{empty_url}&{EVERY}") as connection:
        seen = [
            await connection.fetchval(f"show {name}")
            for name in ("application_name", "search_path", "work_mem")
        ]

    assert seen == ["door step", "public", "5MB"]


async def test_row30_api_worker_and_doctor_take_them_too(service: Service) -> None:
    url = f"{service.settings.database_url}&{EVERY}"
    settings = changed(service.settings, database_url=url)
    client = await connect(settings, lazy=True)

    missing = await Readiness(settings, client, system_clock).missing()
    found = await findings_of(settings)

    assert missing is None
    assert found["database"].state == "ok"


@pytest.mark.parametrize(
    "words",
    [
        ("api",),
        ("worker",),
        ("migrate",),
        ("doctor",),
        ("purge",),
        ("account", "list"),
        ("member", "list", "--account", "Acme"),
        ("audit", "verify"),
        ("keys", "list"),
        ("why", "jo@acme.test"),
    ],
)
async def test_row30_every_command_refuses_by_name(words: tuple[str, ...]) -> None:
    settings = {
        "DOORSTEP_DATABASE_URL": f"{HERE}?keepalives_idle=30",
        "DOORSTEP_KEYS": new_entry("test"),
        "DOORSTEP_TEMPORAL_ADDRESS": "127.0.0.1:1",
        "DOORSTEP_SMTP_URL": "smtp://127.0.0.1:1",
    }

    code, output = await run_doorstep(*words, **settings)

    assert code == 1
    assert (
        "DOORSTEP_DATABASE_URL: the option keepalives_idle is not supported" in output
    )
    assert "Traceback" not in output
    assert "hunter2" not in output


async def test_row30_connect_timeout_of_the_url_is_used() -> None:
    async def silent(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        url = f"postgresql://doorstep@127.0.0.1:{port}/doorstep?connect_timeout=1"

        async def refused() -> None:
            with pytest.raises(ConfigurationError, match="DOORSTEP_DATABASE_URL"):
                async with connected(url):
                    pass

        _, took = await timed(refused())

    assert took < 5  # not the 10 s of a command's default
    assert connect_timeout(f"{HERE}?connect_timeout=0") is None


@pytest.mark.parametrize(
    ("given", "translated"),
    [
        (f"{HERE}?connect_timeout=10", HERE),
        (f"{HERE}?", HERE),
        ("postgresql:///?user=me&dbname=d%2Fb", "postgresql://me@/d%2Fb"),
        ("postgresql://h/?database=d&password=p%40", "postgresql://:p%40@h/d"),
        ("postgresql:///d?host=/run/a+b", "postgresql:///d?host=%2Frun%2Fa%2Bb"),
        ("postgresql://h/d?options=-c%20a%3Db", "postgresql://h/d?options=-c%20a%3Db"),
    ],
)
def test_row30_options_are_translated_for_asyncpg(given: str, translated: str) -> None:
    assert for_asyncpg(given) == translated


def test_statements_are_kept_unless_the_pooler_does_not() -> None:
    kept = [
        keeps_statements(f"{HERE}{options}")
        for options in ("", "?pgbouncer=false", "?pgbouncer=true")
    ]

    assert kept == [True, True, False]
    assert for_asyncpg(f"{HERE}?pgbouncer=true") == HERE


@pytest.mark.parametrize(
    "rest",
    [
        "?connect_timeout",
        "?connect_timeout=1&connect_timeout=2",
        "?user=other",
        "?dbname=other",
        "?database=other",
        "?password=other",
        "#hunter3",
        "?x=hunter3@db.acme.test/doorstep",
    ],
)
def test_row30_urls_that_clients_read_differently_are_refused(rest: str) -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_DATABASE_URL: ") as raised:
        Settings.model_validate({"database_url": HERE + rest})

    assert "hunter" not in str(raised.value)


async def test_row30_a_missing_root_certificate_is_named() -> None:
    url = f"{HERE}?sslmode=verify-ca"

    code, output = await run_doorstep(
        "migrate", DOORSTEP_DATABASE_URL=url, HOME="/nowhere"
    )

    assert code == 1
    assert "root certificate file" in output
    assert "Traceback" not in output
