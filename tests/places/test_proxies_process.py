"""`doorstep api` as it is started, from its environment, behind nginx."""

from dataclasses import replace
from pathlib import Path

from behind_proxy import CLIENT, Behind
from certificate_authority import CertificateAuthority
from changed_settings import changed
from proxies import HOST, NGINX, Given
from service import MEMBER, PASSWORD, Service
from stopped_process import stopped_process
from trials.ports import free_port
from waiting import until


async def test_T2_a_login_reaches_the_process_with_the_clients_address(
    service: Service, tmp_path: Path
) -> None:
    authority = CertificateAuthority(tmp_path)
    ports = (free_port() for _ in range(3))
    given = Given(tmp_path, authority.certificate(HOST), *ports)
    settings = changed(
        service.settings, public_url=f"https://{HOST}:{given.https_port}"
    )
    behind = Behind(replace(service, settings=settings), NGINX, given, authority)
    body = {"email": MEMBER, "password": PASSWORD, "application": "web_console"}
    async with (
        stopped_process(
            settings,
            "api",
            tmp_path,
            DOORSTEP_API_PORT=str(given.api_port),
            DOORSTEP_TRUSTED_PROXIES="127.0.0.1",
        ),
        NGINX.running(given),
        behind.client() as http,
    ):

        async def sign_in() -> int:
            """502 until it listens, and 503 where the machine is busy."""
            answer = await http.post(
                "/v1/logins", json=body, headers={"X-Forwarded-For": "198.51.100.9"}
            )
            return answer.status_code

        await until(sign_in, lambda status: status == 201)

    rows = await service.pool.fetch("select client_address from sessions")
    assert {row["client_address"] for row in rows} == {CLIENT}
