"""Back-channel logout: a client is told of the end of a session, for a day."""

from datetime import timedelta

from doorstep.messages.search_attributes import TROUBLE
from simulation import Simulation


async def test_P7_a_client_is_told_once(simulation: Simulation) -> None:
    logout = await simulation.logout()

    ended = await logout.result()

    assert ended.outcome == "told"
    assert len(simulation.fakes.logouts.tries) == 1


async def test_P7_a_client_that_is_down_is_told_once_it_is_back(
    simulation: Simulation,
) -> None:
    client = simulation.fakes.logouts
    client.fault = "no connection"
    logout = await simulation.logout()
    await simulation.skip(timedelta(hours=5))

    described = await logout.describe()
    client.fault = None
    ended = await logout.result()

    assert ended.outcome == "told"
    assert described.typed_search_attributes[TROUBLE] == "logout_delayed"
    first, second = client.tries[:2]
    assert second - first <= timedelta(seconds=10)
    longest = max(b - a for a, b in zip(client.tries, client.tries[1:], strict=False))
    assert longest <= timedelta(minutes=6)


async def test_P7_a_client_that_stays_down_is_given_up_after_a_day(
    simulation: Simulation,
) -> None:
    client = simulation.fakes.logouts
    client.fault = "http 503"
    logout = await simulation.logout()

    ended = await logout.result()

    described = await logout.describe()
    assert ended.outcome == "gave_up"
    assert client.given_up == 1
    assert (
        timedelta(hours=23) < client.tries[-1] - client.tries[0] < timedelta(hours=25)
    )
    assert described.typed_search_attributes[TROUBLE] == "logout_failed"


async def test_P7_a_refusal_of_a_client_is_final(simulation: Simulation) -> None:
    client = simulation.fakes.logouts
    client.refuses = True
    logout = await simulation.logout()

    ended = await logout.result()

    assert ended.outcome == "refused"
    assert len(client.tries) == 1
    assert client.given_up == 0
