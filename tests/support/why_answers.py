"""`doorstep why`, called in the test's process."""

from datetime import datetime, timedelta

from doorstep.clock import system_clock
from doorstep.why.diagnosis import Diagnosis, diagnose
from doorstep.why.explanations import Reason
from doorstep.why.words import sentence, what_next
from service import MEMBER, Service
from waiting import until


async def why(service: Service, name: str = MEMBER) -> Diagnosis:
    return await diagnose(service.settings, name, system_clock)


async def why_later(service: Service, by: timedelta, name: str = MEMBER) -> Diagnosis:
    """The answer some time from now, if nothing happens until then."""

    def later() -> datetime:
        return system_clock() + by

    return await diagnose(service.settings, name, later)


async def why_at_last(
    service: Service, reason: Reason, name: str = MEMBER
) -> Diagnosis:
    """Once this is the reason: Temporal or the mail server must try first."""
    return await until(
        lambda: why(service, name), lambda found: found.explanation.reason is reason
    )


def text_of(found: Diagnosis) -> str:
    """All sentences of the answer, with what happens next."""
    all_of_them = (found.explanation, *found.besides)
    return " ".join(f"{sentence(each)} {what_next(each)}" for each in all_of_them)


def timeline_of(found: Diagnosis) -> list[str]:
    return [incident.said for incident in found.timeline]
