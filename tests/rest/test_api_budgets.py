"""Budgets over HTTP: logins, passwords, codes of a device."""

from datetime import datetime, timedelta
from uuid import UUID

from api.texts.problems import wrong_code
from doorstep.db.logins import Logins
from doorstep.messages.flows import LoginStart
from doorstep.rules.policy import LoginPolicy
from journey import Journey
from problem_documents import kind, problem
from seeding import another_login, long_enrolled, member_id_of, rows_of
from service import ADMIN, MEMBER, Service


def _since(service: Service, moment: datetime) -> float:
    return (service.clock() - moment).total_seconds()


async def test_sixty_logins_in_a_quarter_of_an_hour_are_enough(
    service: Service,
) -> None:
    member_id = await member_id_of(service.pool, MEMBER)
    began = service.clock()
    at = began - timedelta(minutes=14)
    async with service.pool.acquire() as connection:
        rows = await rows_of(connection, member_id, at)
        for _ in range(60):
            await rows.login()

    refused = await Journey(service).start()

    status, slug, extra = problem(refused)
    assert (status, slug) == (429, "too-many-logins")
    assert 60 - _since(service, began) <= extra["retry_after"] <= 60
    assert (await Journey(service, ADMIN).start()).status_code == 201


async def test_ten_wrong_passwords_cause_a_wait_for_that_address_and_client(
    service: Service,
) -> None:
    guessing = Journey(service, f" {MEMBER.upper()}")

    answers = [await guessing.start("guess") for _ in range(10)]
    refused = await Journey(service).start()

    assert {kind(answer) for answer in answers} == {(401, "invalid-credentials")}
    status, slug, extra = problem(refused)
    assert (status, slug) == (429, "too-many-attempts")
    assert 0 < extra["retry_after"] <= 30
    assert (await Journey(service, ADMIN).start()).status_code == 201


async def test_T3_a_hundred_wrong_passwords_from_one_client_make_it_wait_a_minute(
    service: Service,
) -> None:
    """Whatever the addresses: each was typed once."""
    began = service.clock()
    await service.pool.execute(
        """
        insert into password_tries (id, address_key, client_address, at, waits)
        select gen_random_uuid(), sha256(each::text::bytea), '127.0.0.1', $1, 0
        from generate_series(1, 100) as each
        """,
        began,
    )

    status, slug, extra = problem(await Journey(service).start())

    assert (status, slug) == (429, "too-many-attempts")
    assert 60 - _since(service, began) <= extra["retry_after"] <= 60


async def test_A2_wait_after_wrong_passwords_does_not_depend_on_the_member(
    service: Service,
) -> None:
    people = [Journey(service, email) for email in (MEMBER, "nobody@acme.test")]

    refused = []
    for person in people:
        for _ in range(10):
            await person.start("guess")
        refused.append(problem(await person.start("guess")))

    assert [(status, slug) for status, slug, _ in refused] == [
        (429, "too-many-attempts")
    ] * 2
    assert all(0 < extra["retry_after"] <= 30 for _, _, extra in refused)


async def test_device_with_too_many_wrong_codes_must_be_replaced(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    await service.pool.execute("update known_networks set failures = 99")

    hundredth = await person.submit_code(person.wrong_code())
    right = await person.submit_code(person.code())
    other = await (await another_login(person)).submit_code(person.code())
    again = await person.begin_setup()

    assert problem(hundredth)[2]["attempts_left"] == 0
    assert "retry_after" not in problem(hundredth)[2], "no wait helps"
    assert problem(right) == problem(other) == (423, "device-disabled", {})
    assert again.status_code == 201
    assert again.json()["replaces_device"] is True


async def test_T1_limits_in_a_forged_workflow_start_lift_no_budget(
    service: Service,
) -> None:
    """A client with write access to Temporal starts the login's workflow again."""
    person = await long_enrolled(service)
    login_id = UUID(person.login["id"])
    async with service.pool.acquire() as connection:
        login = await Logins(connection).get(login_id)
    handle = service.client.get_workflow_handle(f"login/{login_id}")
    lavish = LoginPolicy(free_tries=10**6, session_lifetime=timedelta(days=3650))

    await handle.terminate()
    await service.client.start_workflow(
        "Login",
        LoginStart(
            login_id=login_id,
            account_id=login.account_id,
            member_id=login.member_id,
            application=login.application,
            stage=login.stage,
            started_at=login.started_at,
            policy=lavish,
        ),
        id=handle.id,
        task_queue=service.settings.task_queue,
    )
    wrong = [await person.submit_code(person.wrong_code()) for _ in range(5)]
    refused = await person.submit_code(person.wrong_code())

    left = [problem(answer)[2]["attempts_left"] for answer in wrong]
    assert left == [4, 3, 2, 1, 0]
    assert kind(refused) == (429, "too-many-attempts")


async def test_E3_set_up_keeps_the_limits_that_its_login_started_with(
    service: Service,
) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    limits = {"enrollment": {"email_code_tries": 2, "setup_code_tries": 3}}
    await service.pool.execute("update logins set policy = $1", limits)

    await person.begin_setup()
    code = await person.email_code()
    wrong = "000000" if code != "000000" else "000001"
    left = [problem(await person.submit_email_code(wrong))[2] for _ in range(2)]

    assert [each["attempts_left"] for each in left] == [1, 0]
    kept = "select setup_tries_left from enrollments"
    assert await service.pool.fetchval(kept) == 3


async def test_T1_the_last_wrong_code_before_a_wait_says_how_long_it_lasts(
    service: Service,
) -> None:
    person = await long_enrolled(service)

    wrong = [await person.submit_code(person.wrong_code()) for _ in range(5)]

    *earlier, wait = [problem(each)[2].get("retry_after", 0) for each in wrong]
    assert earlier == [0, 0, 0, 0]
    assert 0 < wait <= 30
    assert wrong[-1].json()["detail"] == wrong_code(wait, None, "en")
