"""Every deadline, through the real API, activities, database and mail server."""

from datetime import timedelta

from journey import Journey, enrolled
from time_skipping import SkippingService
from waiting import until


async def test_login_expires_after_ten_minutes(skipping: SkippingService) -> None:
    person = await enrolled(skipping.service)
    later = Journey(skipping.service)
    await later.start()

    await skipping.skip(timedelta(minutes=10, seconds=1))

    await until(later.read, lambda login: login["stage"] == "expired")
    refused = await later.submit_code(person.code())
    assert refused.status_code == 410
