"""Real TLS: a certificate of another name is not accepted."""

import ssl
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from temporalio.api.workflowservice.v1 import GetSystemInfoRequest
from temporalio.testing import WorkflowEnvironment

from certificate_authority import CertificateAuthority
from cli.up.cluster import Cluster
from doorstep.db.migrate import migrate
from doorstep.db.pool import open_pool
from doorstep.errors import ConfigurationError
from doorstep.settings.processes import TemporalSettings
from doorstep.temporal.client import connect
from tls_proxies import postgres_tls_proxy, temporal_tls_proxy

# It resolves to 127.0.0.1, but does not count as loopback.
ELSEWHERE = "127.1"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> CertificateAuthority:
    folder: Path = tmp_path_factory.mktemp("authority")
    return CertificateAuthority(folder)


@pytest.fixture(scope="module")
def socket(cluster: Cluster) -> str:
    query = parse_qs(urlsplit(cluster.address("postgres", "postgres")).query)
    return f"{query['host'][0]}/.s.PGSQL.5432"


def database(
    port: int, host: str, *, name: str = "doorstep_test", **options: object
) -> str:
    words = "&".join(f"{option}={value}" for option, value in options.items())
    return f"postgresql://{name}@{host}:{port}/{name}?{words}"


async def test_C2_a_database_of_the_right_name_is_reached_over_tls_by_default(
    socket: str, authority: CertificateAuthority
) -> None:
    async with postgres_tls_proxy(socket, authority.server(ELSEWHERE)) as (
        port,
        received,
    ):
        url = database(port, ELSEWHERE, sslrootcert=authority.file)
        async with await open_pool(url) as pool:
            assert await pool.fetchval("select 1") == 1

    assert len(received) == 1  # the SSLRequest, and nothing in plain text after it


async def test_C2_a_database_of_another_name_or_authority_is_refused(
    socket: str, authority: CertificateAuthority
) -> None:
    async with postgres_tls_proxy(socket, authority.server("other.test")) as (port, _):
        wrong_name = database(port, ELSEWHERE, sslrootcert=authority.file)
        on_loopback = database(
            port, "localhost", sslmode="verify-full", sslrootcert=authority.file
        )
        wrong_authority = database(port, ELSEWHERE)

        for url in (wrong_name, on_loopback, wrong_authority):
            with pytest.raises(ssl.SSLCertVerificationError):
                await open_pool(url)
            with pytest.raises(ConfigurationError, match="DOORSTEP_DATABASE_URL"):
                await migrate(url)


async def test_C2_migrations_check_the_name_too(
    socket: str, empty_url: str, authority: CertificateAuthority
) -> None:
    name = urlsplit(empty_url).path.lstrip("/")
    values = {"sslmode": "verify-full", "sslrootcert": authority.file}
    async with postgres_tls_proxy(socket, authority.server("localhost")) as (
        port,
        received,
    ):
        right = database(port, "localhost", name=name, **values)
        wrong = database(port, "127.0.0.1", name=name, **values)

        await migrate(right)
        with pytest.raises(ConfigurationError, match="certificate is not trusted"):
            await migrate(wrong)

    assert len(set(received)) == 1


async def test_C2_a_database_without_tls_is_not_used_in_plain_text(socket: str) -> None:
    async with postgres_tls_proxy(socket, None) as (port, received):
        url = database(port, ELSEWHERE)

        with pytest.raises(ConnectionError, match="rejected SSL"):
            await open_pool(url)
        on_loopback = database(port, "localhost", sslmode="verify-full")
        with pytest.raises(ConfigurationError, match="rejected SSL"):
            await migrate(on_loopback)

    assert set(received[1::2]) == {b""}


async def test_C2_a_temporal_server_of_another_name_is_refused(
    temporal: WorkflowEnvironment, authority: CertificateAuthority
) -> None:
    address = temporal.client.service_client.config.target_host
    async with temporal_tls_proxy(address, authority.server("localhost")) as port:
        right = _temporal(f"localhost:{port}", temporal_tls_ca_file=authority.file)
        wrong = _temporal(f"127.0.0.1:{port}", temporal_tls_ca_file=authority.file)
        named = _temporal(
            f"127.0.0.1:{port}",
            temporal_tls_ca_file=authority.file,
            temporal_tls_server_name="localhost",
        )

        await _greet(right)
        await _greet(named)
        with pytest.raises(ConfigurationError, match="not trusted under that name"):
            await _greet(wrong)
        with pytest.raises(ConfigurationError, match="not trusted under that name"):
            await _greet(_temporal(f"localhost:{port}", temporal_tls=True))


async def test_C2_temporal_receives_our_certificate(
    temporal: WorkflowEnvironment, authority: CertificateAuthority
) -> None:
    address = temporal.client.service_client.config.target_host
    tls = authority.server("localhost")
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_verify_locations(authority.file)
    file = authority.certificate("doorstep")
    async with temporal_tls_proxy(address, tls) as port:
        ours = _temporal(
            f"localhost:{port}",
            temporal_tls_ca_file=authority.file,
            temporal_tls_cert_file=file,
            temporal_tls_key_file=file,
        )
        nobody = _temporal(f"localhost:{port}", temporal_tls_ca_file=authority.file)

        await _greet(ours)
        with pytest.raises(ConfigurationError):
            await _greet(nobody)


def _temporal(address: str, **values: object) -> TemporalSettings:
    return TemporalSettings.model_validate({"temporal_address": address, **values})


async def _greet(settings: TemporalSettings) -> None:
    client = await connect(settings)
    await client.workflow_service.get_system_info(GetSystemInfoRequest())
