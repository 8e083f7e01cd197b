"""`/v1/verifications`: a code for a person whose password the application checked."""

from datetime import timedelta

import pytest

from application import Application, application_of, with_device, with_token
from journey import Journey
from problem_documents import kind, problem
from service import Service

_SCOPES = ("subjects", "verifications")
_REFUSED = (403, "insufficient-scope")


@pytest.fixture
async def shop(service: Service) -> Application:
    return await application_of(service)


@pytest.fixture
async def person(shop: Application) -> Journey:
    """Whose login waits for a code."""
    return await with_device(shop, "jo-1")


async def test_right_code_signs_in_without_a_session(person: Journey) -> None:
    signed_in = await person.submit_code(person.code())

    login = signed_in.json()
    assert (login["stage"], login["session"]) == ("signed_in", None)
    assert await person.read() == login
    renewed = await person.post(f"{person.login_path}/session")
    assert problem(renewed) == (410, "flow-ended", {"stage": "signed_in"})
    assert await person.service.pool.fetchval("select count(*) from sessions") == 0
    amr = "select detail ->> 'amr' from events where kind = 'authn_login_success'"
    assert await person.service.pool.fetchval(amr) == "otp"


async def test_verification_shows_its_application_and_purpose(
    shop: Application, person: Journey
) -> None:
    paying = await shop.verification("jo-1", purpose="Payment of 300 €")

    read = await paying.read()
    assert (read["application"], read["purpose"]) == (shop.id, "Payment of 300 €")
    assert read["stage"] == "code_required"
    assert "session" not in paying.login
    assert person.login["purpose"] is None


async def test_O1_code_is_asked_for_whatever_the_account_requires(
    shop: Application, person: Journey
) -> None:
    await shop.service.require_two_step(required=False)
    await shop.put("new", email="new@acme.test")

    assert (await shop.verification("new")).login["stage"] == "setup_required"
    assert (await shop.verification("jo-1")).login["stage"] == "code_required"
    assert (await person.submit_code(person.wrong_code())).status_code == 422


async def test_person_without_a_device_sets_one_up(shop: Application) -> None:
    await shop.put("jo-1")
    person = await shop.verification("jo-1")

    await person.set_up()
    signed_in = await person.sign_in_after_setup()

    assert signed_in.json()["stage"] == "signed_in"
    assert (await shop.get("jo-1")).json()["two_step"] == "enrolled"


async def test_repeat_of_a_right_code_gets_the_same_answer(person: Journey) -> None:
    code, key = person.code(), {"Idempotency-Key": "once"}
    url = f"{person.login_path}/code"

    answers = [
        await person.service.http.post(
            url, json={"code": code}, headers={**person.headers, **key}
        )
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


async def test_P8_verification_is_for_the_own_people_of_the_calling_client(
    shop: Application, person: Journey
) -> None:
    other = await application_of(shop.service, name="Another")

    unknown = await shop.verify("nobody")
    foreign = await shop.verify("jo-1", application=other.id)
    console = await shop.verify("jo-1", application="web_console")

    assert kind(unknown) == (404, "not-found")
    assert [kind(answer) for answer in (foreign, console)] == [
        (403, "not-an-application")
    ] * 2
    assert person.login["application"] == shop.id


async def test_disabled_person_gets_no_code_asked(
    shop: Application, person: Journey
) -> None:
    await shop.service.pool.execute("update members set disabled_at = now()")

    assert kind(await shop.verify("jo-1")) == (401, "invalid-credentials")
    assert kind(await person.submit_code(person.code())) == (410, "flow-ended")


@pytest.mark.parametrize(
    "changed",
    [
        {"purpose": ""},
        {"purpose": "x" * 101},
        {"purpose": "a\nb"},
        {"purpose": "\u202eabc"},
        {"client_address": "localhost"},
        {"client_address": "192.0.2.1, 192.0.2.2"},
        {"external_id": ".."},
        {"external_id": "a b"},
        {"password": "x"},
    ],
)
async def test_A1_malformed_verification_is_refused(
    shop: Application, changed: dict[str, str]
) -> None:
    await shop.put("jo-1")

    assert kind(await shop.verify("jo-1", **changed)) == (422, "invalid-request")


async def test_T1_codes_count_where_the_application_says_the_person_is(
    shop: Application, person: Journey
) -> None:
    """The person is known at home; a thief of the password, elsewhere, is not."""
    vouching = await with_token(shop.service, shop.id, *_SCOPES, "client_address")

    thief = await vouching.verification("jo-1", client_address="198.51.100.7")
    for _ in range(5):
        await thief.submit_code(thief.code() if thief.secret else "000000")
    held = await thief.submit_code("000000")
    at_home = await vouching.verification("jo-1", client_address="::ffff:127.0.0.1")

    assert kind(held) == (429, "too-many-attempts")
    assert (await at_home.submit_code(person.code())).json()["stage"] == "signed_in"
    networks = "select network from known_networks order by network"
    found = [row["network"] for row in await shop.service.pool.fetch(networks)]
    assert found == ["127.0.0.1"]


async def test_T1_nobody_names_another_address_without_the_scope(
    shop: Application, person: Journey
) -> None:
    refused = await shop.verify("jo-1", client_address="198.51.100.7")

    assert kind(refused) == _REFUSED
    assert refused.headers["WWW-Authenticate"] == (
        'Bearer error="insufficient_scope", scope="client_address"'
    )
    assert person.login["stage"] == "code_required"


async def test_too_many_verifications_are_refused(shop: Application) -> None:
    await shop.put("jo-1")
    await shop.service.pool.execute(
        """
        insert into logins (
            id, account_id, member_id, application, stage, client_address, started_at,
            expires_at, latest_expiry, ended_at, token_hash
        )
        select gen_random_uuid(), account_id, member_id, $1, 'cancelled', '127.0.0.1',
            now() - interval '1 minute', now(), now(), now(),
            sha256(number::text::bytea)
        from subjects join members on members.id = member_id,
            generate_series(1, 60) as number
        """,
        shop.id,
    )

    assert kind(await shop.verify("jo-1")) == (429, "too-many-logins")


async def test_P5_token_of_an_application_ends_with_time_and_with_it(
    shop: Application,
) -> None:
    old = await with_token(shop.service, shop.id, *_SCOPES, age=timedelta(minutes=15))
    pool = shop.service.pool

    assert kind(await old.call("GET", "/v1/subjects")) == (401, "not-signed-in")
    assert (await shop.call("GET", "/v1/subjects")).status_code == 200
    await pool.execute("update clients set disabled_at = now()")
    assert kind(await shop.call("GET", "/v1/subjects")) == (401, "not-signed-in")
    await pool.execute("update clients set disabled_at = null, tokens_from = now()")
    assert kind(await shop.call("GET", "/v1/subjects")) == (401, "not-signed-in")
