"""The code that was used last, typed again, over HTTP."""

from datetime import datetime

from authenticator import next_step
from problem_documents import problem
from seeding import another_login, long_enrolled
from service import Service


async def test_V5_used_code_is_answered_like_a_wrong_one(service: Service) -> None:
    first = await long_enrolled(service)
    later = await another_login(first)
    used = first.code()
    await first.submit_code(used)
    earliest = next_step(service.clock())

    answers = [
        await later.submit_code(code) for code in (used, used, first.wrong_code())
    ]

    latest = next_step(service.clock())
    for left, answer in zip((5, 4, 3), answers, strict=True):
        status, slug, extra = problem(answer)
        assert (status, slug) == (422, "wrong-code")
        assert set(extra) == {"attempts_left", "next_code_at"}
        assert extra["attempts_left"] == left
        shown = datetime.fromisoformat(extra["next_code_at"])
        assert earliest <= shown <= latest
    kinds = await service.pool.fetch("select kind from events order by id desc limit 3")
    assert [row["kind"] for row in kinds] == [
        "authn_otp_fail",
        *["authn_otp_replay"] * 2,
    ]


async def test_V5_refusal_says_that_the_current_code_is_used_whatever_was_typed(
    service: Service,
) -> None:
    """The app's clock is half a minute ahead here, so that no step ends meanwhile."""
    person = await long_enrolled(service)
    later = await another_login(person)
    used = person.code(steps=1)
    before = await later.submit_code(person.wrong_code())
    await person.submit_code(used)

    after = [await later.submit_code(code) for code in (used, person.wrong_code())]

    sentence = "You have already used the current code. The next one appears in "
    assert sentence not in before.json()["detail"]
    assert all(answer.json()["detail"].startswith(sentence) for answer in after)


async def test_repeat_of_a_refused_used_code_has_the_first_detail(
    service: Service,
) -> None:
    person = await long_enrolled(service)
    later = await another_login(person)
    used = person.code(steps=1)
    await person.submit_code(used)

    first, again = [
        await service.http.post(
            f"{later.login_path}/code",
            json={"code": used},
            headers={
                "Authorization": f"Bearer {later.login['flow_token']}",
                "Idempotency-Key": "typed-twice",
            },
        )
        for _ in "ab"
    ]

    assert first.json()["attempts_left"] == 5
    assert again.json() == first.json()
