"""Telling a client that a session has ended, in place of HTTP."""

from datetime import datetime

from temporalio import activity
from temporalio.exceptions import ApplicationError

from doorstep.messages.flows import LogoutEnded, LogoutStart


class FakeLogouts:
    """A client that answers with `fault`, or takes the token where there is none."""

    def __init__(self) -> None:
        self.fault: str | None = None
        self.refuses = False
        self.tries: list[datetime] = []
        self.given_up = 0

    @activity.defn(name="tell_client")
    async def tell(self, _start: LogoutStart) -> LogoutEnded:
        self.tries.append(activity.info().started_time)
        if self.fault:
            raise ApplicationError(self.fault)
        return LogoutEnded(outcome="refused" if self.refuses else "told")

    @activity.defn(name="give_up_client")
    async def give_up(self, _start: LogoutStart) -> None:
        self.given_up += 1
