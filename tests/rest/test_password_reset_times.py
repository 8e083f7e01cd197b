"""How long the acts of a reset take tells nobody whose address it is for."""

from password_reset import Reset
from service import Service
from waiting import timed

_KINDS = ("member", "nobody", "disabled", "passwordless")
_FEWEST_ROUNDS, _MOST_ROUNDS = 4, 40


async def test_A2_PW3_time_does_not_reveal_who_can_reset_a_password(
    service: Service,
) -> None:
    """Compares the fastest by the clock, taken in turn: on a busy machine it takes more
    rounds until nothing has disturbed one of each.
    """
    asked: dict[str, list[float]] = {kind: [] for kind in _KINDS}
    typed: dict[str, list[float]] = {kind: [] for kind in _KINDS}

    for number in range(_MOST_ROUNDS):
        people = await _one_of_each_kind(service, number)
        for kind_ in (*_KINDS[number % 4 :], *_KINDS[: number % 4]):
            reset = Reset(service, people[kind_])
            answer, took = await timed(reset.ask())
            assert answer.status_code == 202
            asked[kind_].append(took)
            if kind_ == "member":
                await reset.emailed_code()
            await service.mail.until_nothing_comes()
            answer, took = await timed(reset.submit_wrong_code())
            assert answer.status_code == 422
            typed[kind_].append(took)
        await _asked_by_another_client(service, number)
        if number >= _FEWEST_ROUNDS and _alike(asked) and _alike(typed):
            return
    raise AssertionError((asked, typed))


def _alike(seconds: dict[str, list[float]]) -> bool:
    quickest = [min(each) for each in seconds.values()]
    return max(quickest) < 2 * min(quickest)


async def _asked_by_another_client(service: Service, number: int) -> None:
    """An hour has so many resets for each client."""
    query = (
        "update recoveries set client_address = $1 where client_address = '127.0.0.1'"
    )
    await service.pool.execute(query, f"198.51.100.{number}")


async def _one_of_each_kind(service: Service, number: int) -> dict[str, str]:
    """Addresses that nobody has asked for: an hour has five mails for each."""
    people = {kind_: f"{kind_}-{number}@acme.test" for kind_ in _KINDS}
    for kind_ in ("member", "disabled", "passwordless"):
        await service.add_member(people[kind_])
    await service.pool.execute(
        "update members set disabled_at = now() where email = $1", people["disabled"]
    )
    await service.pool.execute(
        "update members set password_hash = null where email = $1",
        people["passwordless"],
    )
    return people
