"""`doorstep why`, asked within the test's own process."""

from datetime import datetime, timedelta
from typing import Any

from doorstep.clock import system_clock
from doorstep.settings import Settings
from doorstep.why.answer import Diagnosis, answer
from doorstep.why.reasons import Reason
from doorstep.why.words import sentence, what_next
from service import MEMBER, Service
from waiting import until


async def why(service: Service, name: str = MEMBER) -> Diagnosis:
    return await answer(service.settings, name, system_clock)


async def why_later(service: Service, by: timedelta, name: str = MEMBER) -> Diagnosis:
    """As it is answered some time from now, when nothing has happened meanwhile."""

    def later() -> datetime:
        return system_clock() + by

    return await answer(service.settings, name, later)


async def why_at_last(
    service: Service, reason: Reason, name: str = MEMBER
) -> Diagnosis:
    """Once this is the reason: a server has to try first."""
    return await until(
        lambda: why(service, name), lambda found: found.explanation.reason is reason
    )


def told(found: Diagnosis) -> str:
    """The sentence and what happens next, and those of what holds elsewhere."""
    all_of_them = (found.explanation, *found.elsewhere)
    return " ".join(f"{sentence(each)} {what_next(each)}" for each in all_of_them)


def happened(found: Diagnosis) -> list[str]:
    return [incident.said for incident in found.timeline]


def but(settings: Settings, **others: Any) -> Settings:
    """The same with these settings instead."""
    said = {name: getattr(settings, name) for name in settings.model_fields_set}
    return Settings.model_validate({**said, **others})
