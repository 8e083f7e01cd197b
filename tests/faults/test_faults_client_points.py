"""An API is killed at ten named points at once, before or after each has committed.

Whoever asks again is served, and nothing is there twice.
"""

from collections.abc import AsyncIterator

import pytest
from temporalio.testing import WorkflowEnvironment

from address_change import SUBJECT
from cli.up.cluster import Cluster
from client_addresses import client_at, second_api
from client_application import answer_of, pushed
from client_points import MOVED, KilledApi, killed_api
from doorstep.db.migrate import migrate
from doorstep.rules.time_limits import USUAL
from journey import Journey
from mail_server import MailServer
from password_reset import NEW, Reset
from service import PASSWORD, running_service
from visitor import Visitor
from waiting import until


@pytest.fixture(scope="module", params=[False, True], ids=["before", "after"])
async def killed(
    request: pytest.FixtureRequest,
    cluster: Cluster,
    temporal: WorkflowEnvironment,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[KilledApi]:
    database = f"doorstep_client_points_{request.param}".lower()
    await cluster.make_database(database)
    url = cluster.address(database, database)
    await migrate(*cluster.addresses(database).values())
    mail = MailServer()
    await mail.start()
    async with (
        running_service(url, temporal, mail) as service,
        second_api(service, limits=USUAL) as app,
    ):
        prompt, folder = client_at(service, app), tmp_path_factory.mktemp("killed")
        yield await killed_api(service, prompt, folder, committed=request.param)
    await mail.stop()


async def test_P2_page_loaded_again_gives_the_only_code_that_is_good(
    killed: KilledApi,
) -> None:
    answer = await killed.again("code")
    tokens = await killed.exchange(answer_of(answer)["code"])
    spent = await killed.again("code")

    assert tokens.status_code == 200
    assert spent.status_code == 200  # a page of ours: the client has its tokens
    assert "location" not in spent.headers


async def test_P2_session_answers_once_more_and_one_of_its_codes_is_used(
    killed: KilledApi,
) -> None:
    mine = "authorization_codes join members on members.id = member_id"
    codes = f"{mine} where email = 'single-sign-on@acme.test'"
    before = await killed.count(codes)

    answer = await killed.again("single sign-on")
    tokens = await killed.exchange(answer_of(answer)["code"])

    assert before == 1 + killed.committed  # that of the sign-in, and the lost one
    assert await killed.count(codes) == before + 1
    assert tokens.status_code == 200


async def test_P1_handle_opens_its_request_once(killed: KilledApi) -> None:
    again = await killed.again("handle")
    third = await killed.again("handle")
    killed.service.http.cookies.clear()
    visitor = Visitor(killed.service.http)
    page = await visitor.open(await pushed(killed.client))

    taken = [again.status_code, third.status_code]
    assert taken == ([400, 400] if killed.committed else [303, 400])
    assert page.heading == "Sign in to The Shop"


async def test_P2_repeated_exchange_and_refresh_give_the_first_tokens(
    killed: KilledApi,
) -> None:
    for point in ("exchange", "refresh"):
        first, second = await killed.again(point), await killed.again(point)
        headers = {"Authorization": f"Bearer {first.json()['access_token']}"}
        known = await killed.service.http.get("/oauth2/userinfo", headers=headers)

        assert first.json() == second.json()
        assert known.status_code == 200
    assert await killed.count("events where kind = 'authn_token_reuse'") == 0
    assert await killed.count("events where kind = 'authn_token_refreshed'") == 1


async def test_W2_repeated_step_up_gets_its_verdict_and_uses_its_code_once(
    killed: KilledApi,
) -> None:
    noted = "events where kind = 'authn_step_up_success'"
    before = await killed.count(noted)

    first = await killed.again("step-up")
    second = await killed.again("step-up")
    otherwise = await killed.stepping.with_session(
        *("POST", "/v1/me/step-up", "another request"),
        json=killed.asked["step-up"].content["json"],
    )

    assert before == killed.committed
    assert first.status_code == second.status_code == 200
    assert first.json() == second.json()
    assert otherwise.status_code == 422
    assert await killed.count(noted) == 1


async def test_W2_AD3_repeat_of_asking_for_an_address_is_one_change(
    killed: KilledApi,
) -> None:
    changes, asked = "address_changes", "events where kind = 'user_email_change_asked'"
    before = await killed.count(changes)

    first = await killed.again("new address")
    second = await killed.again("new address")
    code = await until(lambda: _codes(killed, MOVED), lambda codes: len(codes) == 1)
    moved = await killed.signed_in["new address"].with_session(
        "POST", "/v1/me/email/code", json={"code": code[0]}
    )

    assert before == killed.committed
    assert first.status_code == second.status_code == 202
    assert first.json() == second.json()
    assert moved.status_code == 204
    assert await killed.count(changes) == await killed.count(asked) == 1


async def _codes(killed: KilledApi, address: str) -> list[str]:
    return killed.service.mail.codes(address, SUBJECT)


async def test_W2_PW6_repeat_of_changing_the_own_password_changes_it_once(
    killed: KilledApi,
) -> None:
    mine = "events join members on members.id = member_id"
    changed = (
        f"{mine} where kind = 'authn_password_change' "
        "and email = 'own-password@acme.test'"
    )
    before = await killed.count(changed)

    first = await killed.again("own password")
    second = await killed.again("own password")
    person = killed.signed_in["own password"]

    assert before == killed.committed
    assert first.status_code == second.status_code == 204
    assert await killed.count(changed) == 1
    assert (await Journey(killed.service, person.email).start(NEW)).status_code == 201


async def test_W2_reset_is_asked_for_again(killed: KilledApi) -> None:
    """One that was committed has no workflow; nobody has its token."""
    reset = Reset(killed.service, "reset@acme.test")
    rows = await killed.count("recoveries")

    await reset.prove()

    assert rows == 1 + killed.committed  # that of the other test, and the lost one
    assert (await reset.set_password()).status_code == 204


async def test_W2_new_password_is_set_once_and_told_once(killed: KilledApi) -> None:
    person = Journey(killed.service, "password@acme.test")

    again = await killed.again("password")

    assert again.status_code == (410 if killed.committed else 204)
    assert (await killed.reset.read())["stage"] == "done"
    assert (await person.start(PASSWORD)).status_code == 401
    assert (await person.start(NEW)).status_code == 201
    mine = "notices join members on members.id = member_id"
    told = f"{mine} where email = '{person.email}' and kind = 'password_recovered'"
    assert await killed.count(told) == 1
