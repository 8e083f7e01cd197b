"""The doctor's request to the public URL, with each fault of a proxy provoked."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from certificate_authority import CertificateAuthority
from changed_settings import changed
from cli.doctor.findings import Finding
from cli.doctor.public_url import examine_public_url
from doorstep.settings import Settings
from http_server import http_server
from trials.ports import free_port


def _answering(status: int, body: bytes) -> ASGIApp:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert scope["path"] == "/.well-known/openid-configuration"
        await receive()
        headers = [(b"content-length", str(len(body)).encode())]
        await send(
            {"type": "http.response.start", "status": status, "headers": headers}
        )
        await send({"type": "http.response.body", "body": body})

    return app


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CertificateAuthority:
    """One that this machine knows."""
    authority = CertificateAuthority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    return authority


@asynccontextmanager
async def _proxy(app: ASGIApp, certificate: Path) -> AsyncIterator[str]:
    """The public URL of a proxy with this certificate."""
    port = free_port()
    async with http_server(app=app, port=port, certificate=certificate):
        yield f"https://localhost:{port}"


async def _found(url: str) -> Finding:
    (found,) = await examine_public_url(changed(Settings(), public_url=url))
    return found


@pytest.mark.parametrize("body", ["", "not JSON", "[]", '{"issuer": 7}', '{"a": 1}'])
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (502, "it does not reach the API"),
        (503, "it does not reach the API"),
        (404, "Something other than Doorstep answers"),
        (200, "Something other than Doorstep answers"),
        (301, "Something other than Doorstep answers"),
    ],
)
async def test_what_a_proxy_answers_by_itself_is_told_apart(
    authority: CertificateAuthority, status: int, body: str, said: str
) -> None:
    answering = _answering(status, body.encode())
    async with _proxy(answering, authority.certificate("localhost")) as url:
        found = await _found(url)

    assert found.state == "failed"
    assert said in found.summary
    assert str(status) in found.summary


@pytest.mark.parametrize(
    ("issuer", "state"), [("its own", "ok"), ("https://other.test", "failed")]
)
async def test_the_installation_behind_the_proxy_has_to_be_this_one(
    authority: CertificateAuthority, issuer: str, state: str
) -> None:
    port = free_port()
    url = f"https://localhost:{port}"
    named = url if issuer == "its own" else issuer
    app = _answering(200, json.dumps({"issuer": named}).encode())
    certificate = authority.certificate("localhost")
    async with http_server(app=app, port=port, certificate=certificate):
        found = await _found(url)

    assert found.state == state
    assert named in found.summary


@pytest.mark.parametrize(
    ("certified", "hours"),
    [("other.test", 1), ("localhost", -0.01)],
    ids=["another name", "expired"],
)
async def test_C2_a_certificate_that_browsers_refuse_has_failed(
    authority: CertificateAuthority, certified: str, hours: float
) -> None:
    certificate = authority.certificate(certified, timedelta(hours=hours))
    async with _proxy(_answering(200, b""), certificate) as url:
        found = await _found(url)

    assert found.state == "failed"
    assert "is not trusted: " in found.summary


async def test_C2_an_authority_that_only_people_may_know_is_a_warning(
    authority: CertificateAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    async with _proxy(_answering(200, b""), authority.certificate("localhost")) as url:
        found = await _found(url)

    assert found.state == "warning"
    assert "is not trusted: " in found.summary


async def test_an_address_that_cannot_be_reached_from_here_is_a_warning() -> None:
    for url in (f"https://localhost:{free_port()}", "https://nowhere.invalid"):
        found = await _found(url)

        assert found.state == "warning"
        assert f"{url} cannot be reached from here: " in found.summary


async def test_what_speaks_no_tls_is_a_warning(
    authority: CertificateAuthority,  # noqa: ARG001  known to this machine
) -> None:
    async with http_server() as server:
        found = await _found(f"https://localhost:{server.port}")

    assert found.state == "warning"
    assert "no TLS" in found.summary


async def test_nothing_is_asked_where_people_use_this_machine() -> None:
    assert await examine_public_url(Settings()) == []
