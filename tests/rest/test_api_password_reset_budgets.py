"""The budgets of password resets: of a mail, a mailbox and a client."""

from journey import Journey
from password_reset import Reset
from problem_documents import kind, problem
from service import MEMBER, Service

_NOBODY = "nobody@acme.test"


async def _age(service: Service, seconds: int) -> None:
    """As if all resets had been asked for earlier."""
    await service.pool.execute(
        """
        update recoveries set asked_at = asked_at - $1 * interval '1 second',
            asked = array(
                select mail - $1 * interval '1 second' from unnest(asked) as mail
            )
        """,
        seconds,
    )


async def test_PW5_five_wrong_codes_burn_the_mail_and_a_resend_brings_a_new_one(
    service: Service,
) -> None:
    reset = Reset(service)
    await reset.ask()
    first = await reset.emailed_code()

    left = [problem(await reset.submit_wrong_code())[2] for _ in range(5)]
    burned = await reset.submit_code(first)
    too_soon = await reset.resend()
    await _age(service, 61)
    again = await reset.resend()
    second = await reset.emailed_code()

    assert [each["attempts_left"] for each in left] == [4, 3, 2, 1, 0]
    assert kind(burned) == (429, "too-many-attempts")
    assert kind(too_soon) == (429, "resend-too-soon")
    assert again.json()["email"]["number"] == 2
    if first != second:
        assert kind(await reset.submit_code(first)) == (422, "wrong-code")
    assert (await reset.submit_code(second)).status_code == 200


async def test_E4_PW5_mails_count_with_those_of_setups(service: Service) -> None:
    await service.require_two_step()
    for _ in range(3):
        assert (await Reset(service).ask()).status_code == 202
    person = Journey(service)
    for _ in range(2):
        await person.start()
        assert (await person.begin_setup()).status_code == 201

    await person.start()
    for refused in (await Reset(service).ask(), await person.begin_setup()):
        assert kind(refused) == (429, "too-many-emails")


async def test_E2_PW5_wrong_codes_count_over_all_resets_of_a_day(
    service: Service,
) -> None:
    for email in (MEMBER, _NOBODY):
        for _ in range(4):
            reset = Reset(service, email)
            await reset.ask()
            for _ in range(5):
                await reset.submit_wrong_code()
        await _age(service, 3700)
        last = Reset(service, email)

        assert (await last.ask()).json()["email"]["attempts_left"] == 0
        assert kind(await last.submit_wrong_code()) == (429, "too-many-attempts")


async def test_H1_PW6_one_client_asks_for_so_many_addresses_only(
    service: Service,
) -> None:
    for number in range(30):
        asked = await Reset(service, f"{number}@acme.test").ask()
        assert asked.status_code == 202

    refused = problem(await Reset(service).ask())

    assert refused[:2] == (429, "too-many-attempts")
    assert 0 < refused[2]["retry_after"] <= 900
    events = "select count(*) from events where kind = 'authn_password_reset_asked'"
    assert await service.pool.fetchval(events) == 0
