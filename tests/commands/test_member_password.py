"""`doorstep member password`: a new password ends sessions and flows."""

import pytest
from test_operator_commands import audited, environment

from changed_settings import changed
from cli import texts
from cli.interventions import change_password
from command import run_doorstep
from doorstep.audit.linking import link_batch
from doorstep.audit.verification import verify
from doorstep.db.events import EventKind
from doorstep.db.pool import connected
from doorstep.errors import InvalidInputError, NotFoundError
from doorstep.mail.message import MailKind
from doorstep.rules.passwords import PasswordCheck, Passwords
from journey import Journey
from leaks import dump, histories, leaks
from mail_pictures import words
from problem_documents import kind
from seeding import another_login, long_enrolled
from service import MEMBER, PASSWORD, Service
from why_answers import timeline_of, why
from why_facts import said_of

NEW = "staple correct battery"
REASON = "it was read by somebody else"
_COMMAND = ("member", "password", MEMBER, "--reason", REASON, "--password-stdin")
_HASH = "select password_hash from members where email = $1"


async def _change(service: Service, password: str = NEW) -> str:
    return await change_password(service.settings, MEMBER, password, REASON)


async def _kinds(service: Service, *kinds: str) -> list[str]:
    records = await service.pool.fetch(
        "select kind from events where kind = any($1) order by id", kinds
    )
    return [record["kind"] for record in records]


async def test_password_is_changed_from_the_command_line(service: Service) -> None:
    variables = environment(service)

    code, output = await run_doorstep(*_COMMAND, typed=f"{NEW}\n", **variables)

    assert (code, output) == (0, texts.signed_out(texts.PASSWORD_CHANGED, logins=0))
    assert kind(await Journey(service).start(PASSWORD)) == (401, "invalid-credentials")
    assert (await Journey(service).start(NEW)).status_code == 201


async def test_S2_L1_new_password_ends_sessions_and_flows_each_with_its_event(
    service: Service,
) -> None:
    signed_in = await long_enrolled(service)
    setting_up, waiting = [await another_login(signed_in) for _ in range(2)]
    await signed_in.submit_code(signed_in.code())
    await setting_up.as_far_as("connect_device")

    output = await _change(service)

    assert output == texts.signed_out(texts.PASSWORD_CHANGED, logins=2)
    assert (await signed_in.with_session("GET", "/v1/me")).status_code == 401
    acts = [await waiting.submit_code(waiting.code(1)), await setting_up.begin_setup()]
    acts.append(await setting_up.advance("connect_device"))
    assert [answer.status_code for answer in acts] == [410, 410, 410]
    pending = "select count(*) from devices where status = 'pending'"
    assert await service.pool.fetchval(pending) == 0
    ended = ("authn_enrollment_ended", "authn_login_ended")
    assert await _kinds(service, *ended, "authn_password_change") == [
        *("authn_enrollment_ended", "authn_login_ended", "authn_login_ended"),
        "authn_password_change",
    ]


async def test_S2_login_whose_password_is_changed_while_it_is_judged_is_refused(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge = Passwords.verify

    async def change_meanwhile(
        passwords: Passwords, typed: str, known: str
    ) -> PasswordCheck:
        verdict = await judge(passwords, typed, known)
        await _change(service)
        return verdict

    with monkeypatch.context() as slow:
        slow.setattr(Passwords, "verify", change_meanwhile)
        judged = await Journey(service).start(PASSWORD)

    assert kind(judged) == (401, "invalid-credentials")
    assert await service.pool.fetchval("select count(*) from logins") == 0
    assert (await Journey(service).start(NEW)).status_code == 201


async def test_authenticator_still_works_at_the_next_login(service: Service) -> None:
    person = await long_enrolled(service)
    await _change(service)

    await person.start(NEW)
    signed_in = await person.submit_code(person.code())

    assert signed_in.status_code == 200
    assert (await person.with_session("GET", "/v1/me")).status_code == 200


async def test_T3_earlier_password_spends_no_code_and_sends_no_mail(
    service: Service,
) -> None:
    attacker = await long_enrolled(service)
    await _change(service)

    wrong = [await attacker.submit_code(attacker.wrong_code()) for _ in range(6)]
    setup = await attacker.begin_setup()

    assert {answer.status_code for answer in [*wrong, setup]} == {410}
    assert await service.pool.fetchval("select failures from known_networks") == 0
    assert service.mail.codes(MEMBER) == []


async def test_member_is_notified_by_mail_unless_disabled(service: Service) -> None:
    await _change(service)
    await service.mail.wait_for(1)
    await service.pool.execute("update members set disabled_at = now()")
    await _change(service)

    assert service.mail.subjects() == [words(MailKind.password_changed).subject]
    notices = await service.pool.fetch("select kind from notices")
    assert [notice["kind"] for notice in notices] == ["password_changed"]


async def test_L1_new_password_is_audited_with_its_reason_in_a_sound_trail(
    service: Service,
) -> None:
    await _change(service)

    assert await audited(service, "authn_password_change") == [REASON]
    assert said_of(EventKind.password_changed, {"reason": REASON}) in timeline_of(
        await why(service)
    )
    await link_batch(service.pool, service.clock())
    async with connected(service.settings.database_url) as connection:
        assert (await verify(connection)).sound


async def test_L1_W1_no_password_is_stored_or_logged(
    service: Service, capfd: pytest.CaptureFixture[str]
) -> None:
    await long_enrolled(service)

    output = await _change(service)

    queue = service.settings.task_queue
    traces = [*await dump(service.pool), *await histories(service.client, queue, 1)]
    assert leaks(traces, {PASSWORD, NEW}) == []
    assert NEW not in f"{output}{capfd.readouterr()}"


async def test_repeat_changes_nothing_more(service: Service) -> None:
    await long_enrolled(service)

    output = [await _change(service) for _ in range(2)]

    assert output == [texts.signed_out(texts.PASSWORD_CHANGED, n) for n in (1, 0)]
    assert await _kinds(service, "authn_login_ended") == ["authn_login_ended"]
    assert (await Journey(service).start(NEW)).status_code == 201


@pytest.mark.parametrize("password", ["", "seven 7", "x" * 1025, "with\0a zero"])
async def test_invalid_password_is_refused(service: Service, password: str) -> None:
    before = await service.pool.fetchval(_HASH, MEMBER)

    with pytest.raises(InvalidInputError, match="password") as refused:
        await _change(service, password)

    assert not password or password not in str(refused.value)
    assert await service.pool.fetchval(_HASH, MEMBER) == before


async def test_refusals_are_those_of_the_other_commands(service: Service) -> None:
    nobody = ("member", "password", "nobody@acme.test", *_COMMAND[3:])
    without_reason = ("member", "password", MEMBER, "--password-stdin")
    variables = environment(service)

    output = [
        await run_doorstep(*words, typed=typed, **variables)
        for words, typed in ((_COMMAND, "short"), (nobody, NEW))
    ]
    code, usage = await run_doorstep(*without_reason, typed=NEW, **variables)

    with pytest.raises(InvalidInputError) as refused:
        await _change(service, "short")
    assert output == [
        (1, f"doorstep: {refused.value}"),
        (1, f"doorstep: {NotFoundError('member', 'nobody@acme.test')}"),
    ]
    assert code == 2
    assert "--reason" in usage
    assert (await Journey(service).start(PASSWORD)).status_code == 201


async def test_S2_new_password_counts_at_once_while_no_worker_runs(
    own_service: Service,
) -> None:
    person = await long_enrolled(own_service)
    waiting = await another_login(person)
    await person.submit_code(person.code())
    await own_service.stop_worker()

    output = await _change(own_service)

    assert output == texts.signed_out(texts.PASSWORD_CHANGED, logins=1)
    assert (await person.with_session("GET", "/v1/me")).status_code == 401
    assert (await waiting.submit_code(waiting.code(1))).status_code == 410
    assert (await Journey(own_service).start(PASSWORD)).status_code == 401
    assert (await Journey(own_service).start(NEW)).status_code == 201


async def test_new_password_is_set_where_temporal_does_not_answer(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    away = changed(service.settings, temporal_address="127.0.0.1:1")

    output = await change_password(away, MEMBER, NEW, REASON)

    assert texts.TEMPORAL_AWAY in output
    assert (await person.submit_code(person.code())).status_code == 410
    assert (await Journey(service).start(NEW)).status_code == 201
