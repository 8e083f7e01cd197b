"""The examples of the OpenAPI document are played on the service."""

from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from address_change import SUBJECT, Move
from api.edge.openapi.examples import ANSWERS, REQUESTS
from application import Application, application_of
from invitation import Invited
from journey import Journey
from password_reset import Reset
from service import ADMIN, EmptyService, Service
from waiting import until_true

_JO = str(REQUESTS["log_in"]["email"])


class _Player:
    """Sends the examples, with ids, tokens and codes of this service put in."""

    def __init__(self, http: httpx.AsyncClient, document: dict[str, Any]) -> None:
        self.http = http
        self.operations = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()
        }
        self.played: set[str] = set()
        self.ids: dict[str, str] = {}

    async def play(self, name: str, token: str = "", **values: str) -> dict[str, Any]:
        method, path, operation = self.operations[name]
        body = None
        if "requestBody" in operation:
            example = operation["requestBody"]["content"]["application/json"]["example"]
            body = {**example, **values}
        answer = await self.http.request(
            method,
            path.format(**self.ids),
            json=body,
            headers={"Authorization": f"Bearer {token}"} if token else {},
        )
        shown = operation["responses"][str(answer.status_code)].get("content", {})
        assert answer.is_success, answer.text
        self.played.add(name)
        if "application/json" not in shown and shown:
            _assert_same_columns(answer, shown)
            return {}
        found = answer.json() if answer.content else {}
        if shown:
            _assert_alike(found, shown["application/json"]["example"], name)
        return dict(found)


def _assert_same_columns(file: httpx.Response, shown: Mapping[str, Any]) -> None:
    example = shown[file.headers["content-type"]]["example"]
    assert file.text.splitlines()[0] == example.splitlines()[0]


def _assert_alike(found: Any, example: Any, where: str) -> None:
    """The same fields, of the same types; null stands for a value at times."""
    if isinstance(example, Mapping) and "detail" not in where:
        assert isinstance(found, Mapping), where
        assert set(found) == set(example), where
        for name in example:
            _assert_alike(found[name], example[name], f"{where}.{name}")
    elif isinstance(example, list) and found:
        _assert_alike(found[0], example[0], where)
    elif found is not None and example is not None:
        assert type(found) is type(example), where


@pytest.fixture
async def player(shared_service: EmptyService, service: Service) -> _Player:
    return _Player(service.http, shared_service.document())


async def test_every_example_of_the_document_is_taken(
    player: _Player, service: Service
) -> None:
    admin = Journey(service, ADMIN, "admin_center")
    await admin.start()
    token = admin.session_token
    await service.add_member(_JO)

    await _administer(player, token)
    await _keep_an_application(player, token)
    flow = await _set_up(player, service, token)
    session = await _sign_in(player, flow)
    await _step_up(player, service, session)
    await _look_around(player, session)
    login = await player.play("log_in")
    player.ids["login_id"] = login["id"]
    await player.play("cancel_login", login["flow_token"])
    player.ids["login_id"] = (await player.play("log_in"))["id"]
    await player.play("cancel_member_login", token)
    await _change_address(player, service, token)
    await _reset_password(player, service)
    await _invite(player, service, token)
    await player.play("change_password", token)
    await player.play("erase_member", token)
    await player.play("log_out", token)
    await _second_factor(player, await application_of(service))

    assert player.played == set(player.operations)
    assert set(ANSWERS) <= player.played
    bodies = {n for n, one in player.operations.items() if "requestBody" in one[2]}
    assert set(REQUESTS) == bodies


async def _administer(player: _Player, token: str) -> None:
    await player.play("read_account", token)
    await player.play("change_account", token)
    created = await player.play("create_member", token)
    player.ids["member_id"] = created["id"]
    await player.play("change_member", token)
    await player.play("read_member", token)
    await player.play("list_members", token)
    await player.play("download_members", token)
    await player.play("list_events", token)
    player.ids["group_id"] = (await player.play("add_group", token))["id"]
    for name in ("list_groups", "read_group", "rename_group", "put_group_member"):
        await player.play(name, token)
    for name in ("remove_group_member", "remove_group"):
        await player.play(name, token)
    await player.play("reset_device", token)
    await player.play("unlock_device", token)
    await player.play("list_member_sessions", token)
    await player.play("list_member_logins", token)
    await player.play("end_member_sessions", token)


async def _keep_an_application(player: _Player, token: str) -> None:
    added = await player.play("add_client", token)
    player.ids |= {"client_id": added["id"], "secret_id": added["secret_id"]}
    await player.play("add_client_secret", token)
    await player.play("end_client_secret", token)
    for name in ("list_clients", "read_client", "change_client", "remove_client"):
        await player.play(name, token)


async def _set_up(player: _Player, service: Service, admin: str) -> str:
    """From the password to an enrolled device; two setups are cancelled before."""
    person = Journey(service, _JO)
    person.login = await player.play("log_in")
    flow = str(person.login["flow_token"])
    player.ids["login_id"] = person.login["id"]
    for cancel, token in (("cancel_setup", flow), ("cancel_for_member", admin)):
        cancelled = await player.play("begin_setup", flow)
        player.ids["enrollment_id"] = cancelled["id"]
        await player.play(cancel, token)
    person.enrollment = await player.play("begin_setup", flow)
    player.ids["enrollment_id"] = person.enrollment["id"]
    await player.play("list_setups", admin)
    await player.play("read_running_setup", admin)
    await player.play("read_setup", flow)
    for resend, token in (("resend_for_member", admin), ("resend_email", flow)):
        await service.pool.execute(
            "update emails set asked_at = asked_at - interval '61 seconds'"
        )
        await player.play(resend, token)
    await player.play("submit_email_code", flow, code=await person.email_code())
    await player.play("advance_setup", flow)
    person.secret = (await player.play("read_authenticator", flow))["secret"]
    await player.play("submit_setup_code", flow, code=person.code())
    player.ids["code"] = person.code(steps=1)
    return flow


async def _sign_in(player: _Player, flow: str) -> str:
    await player.play("read_login", flow)
    await player.play("submit_code", flow, code=player.ids["code"])
    signed_in = await player.play("renew_session", flow)
    return str(signed_in["session"]["token"])


async def _step_up(player: _Player, service: Service, session: str) -> None:
    """As if the code that signed in were the next one by now."""
    await service.pool.execute("update devices set last_step = last_step - 1")
    await player.play("step_up", session, code=player.ids["code"])


async def _second_factor(player: _Player, shop: Application) -> None:
    """An application that keeps its own passwords."""
    player.ids["external_id"] = "4711"
    await player.play("put_subject", shop.token)
    await player.play("read_subject", shop.token)
    await player.play("list_subjects", shop.token)
    await player.play("open_verification", shop.token, application=shop.id)
    await player.play("erase_subject", shop.token)


async def _reset_password(player: _Player, service: Service) -> None:
    """Two resets of one member, of which the second is cancelled.

    An hour after the setups: their mails count too.
    """
    await service.pool.execute(
        "update emails set asked_at = asked_at - interval '1 hour'"
    )
    reset = Reset(service, _JO, await player.play("forget_password"))
    player.ids["reset_id"], token = reset.document["id"], reset.document["flow_token"]
    await player.play("read_reset", token)
    await reset.emailed_code()
    await service.pool.execute(
        "update recoveries set asked_at = asked_at - interval '61 seconds'"
    )
    await player.play("resend_reset_email", token)
    await player.play("submit_reset_code", token, code=await reset.emailed_code())
    await player.play("set_new_password", token)
    another = await player.play("forget_password")
    player.ids["reset_id"] = another["id"]
    await player.play("cancel_reset", another["flow_token"])


async def _change_address(player: _Player, service: Service, session: str) -> None:
    """Two changes, of which the first is cancelled."""
    email, codes = str(REQUESTS["change_email"]["email"]), service.mail.codes
    await player.play("change_email", session, email="mistyped@acme.test")
    await player.play("keep_email", session)
    await player.play("change_email", session)
    await player.play("read_pending_email", session)
    await until_true(lambda: bool(codes(email, SUBJECT)))
    await service.pool.execute(
        "update address_changes set asked_at = asked_at - interval '61 seconds'"
    )
    await player.play("resend_code_to_new_email", session)
    move = Move(Journey(service, session_token=session), email)
    code = await move.emailed_code()
    await player.play("confirm_new_email", session, code=code)


async def _invite(player: _Player, service: Service, admin: str) -> None:
    """Somebody who has no password yet; the first link dies with the second one."""
    signed_in = Journey(service, ADMIN, "admin_center", session_token=admin)
    one = Invited(service, signed_in, "lou@acme.test")
    assert (await one.create()).status_code == 201
    await one.token()
    ids, player.ids = player.ids, {**player.ids, "member_id": one.document["id"]}
    await player.play("cancel_invitation", admin)
    await player.play("send_invitation", admin)
    player.ids["token"] = await one.token(2)
    await player.play("read_invitation")
    await player.play("accept_invitation")
    player.ids = ids


async def _look_around(player: _Player, session: str) -> None:
    await player.play("change_me", session)
    await player.play("read_me", session)
    open_ones = await player.play("list_sessions", session)
    player.ids["session_id"] = open_ones["items"][0]["id"]
    await player.play("end_session", session)
