"""Links that open something are in no log of API and worker, whatever is asked for."""

from pathlib import Path

import httpx

from cli.up.ports import is_open
from doorstep.rules.tokens import new_token
from invitation import CHOSEN, INVITED, MEMBERS, SUBJECT, Invited, administrator
from service import Service
from stopped_process import stopped_process
from trials.ports import free_port
from waiting import until_true

_QUERY = "the-text-of-a-query"


async def test_L1_IV2_no_log_line_holds_a_link_or_a_query(
    service: Service, tmp_path: Path
) -> None:
    port = free_port()
    one = Invited(service, await administrator(service))
    queue = f"{service.settings.task_queue}-of-processes"
    settings = service.settings.model_copy(update={"task_queue": queue})
    origin = f"http://127.0.0.1:{port}"
    service.mail.answer = "451 4.7.1 come back later"
    async with (
        stopped_process(settings, "worker", tmp_path, DOORSTEP_LOG_LEVEL="DEBUG"),
        stopped_process(
            *(settings, "api", tmp_path),
            ready=lambda: is_open("127.0.0.1", port),
            DOORSTEP_API_PORT=str(port),
            DOORSTEP_LOG_LEVEL="DEBUG",
        ),
        httpx.AsyncClient(base_url=origin) as http,
    ):
        await _invite(http, one)
        service.mail.answer = None
        await until_true(lambda: bool(one.tokens(SUBJECT)))
        token, unknown = one.tokens(SUBJECT)[0], new_token()
        for link in (unknown, token):
            await _ask(http, link)

    logs = [(tmp_path / f"{name}.log").read_text() for name in ("api", "worker")]
    assert all(logs)
    for secret in (token, unknown, _QUERY, INVITED, CHOSEN):
        assert [log for log in logs if secret in log] == []


async def _invite(http: httpx.AsyncClient, one: Invited) -> None:
    headers = {"Authorization": f"Bearer {one.admin.session_token}"}
    person = {"email": INVITED, "name": "Kim", "role": "member", "language": "en"}
    answer = await http.post(MEMBERS, json=person, headers=headers)
    assert answer.status_code == 201


async def _ask(http: httpx.AsyncClient, link: str) -> None:
    """Well and badly, by programs and by browsers."""
    paths = [f"/invitation/{link}", f"/v1/invitations/{link}", f"/not-me/{link}"]
    for path in [*paths, "/sign-in", "/v1/me", "/v1/account/members", "/oauth2/par"]:
        address = f"{path}?q={_QUERY}&cursor={_QUERY}"
        for method in ("GET", "HEAD", "DELETE", "TRACE"):
            await http.request(method, address)
        for content in (b"{", b"\xff", b"x" * 100_000):
            await http.post(address, content=content)
    await http.post(f"/v1/invitations/{link}", json={"password": CHOSEN})
