"""Whether people can sign in and set up now: asked by applications before they redirect
anybody, so that they can decide whether to fail open or closed.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from api.edge.problems import Problem
from api.flows import Flows
from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.db.unsent_mails import UnsentMails
from doorstep.rules.task_queues import mail_queue

OK: Final = "ok"
_DELAYED_AFTER: Final = timedelta(seconds=60)
_GOOD_FOR: Final = timedelta(seconds=2)
"""Many applications may ask at once, each before every sign-in."""


@dataclass(frozen=True)
class Condition:
    """Each `ok`, or words for an operator; mail may be `delayed`."""

    login: str
    setup: str
    mail: str

    @property
    def good(self) -> bool:
        return self.login == self.setup == OK


@dataclass
class Health:
    pool: Pool
    clock: Clock
    flows: Flows
    task_queue: str
    _seen: tuple[datetime, Condition] | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def condition(self) -> Condition:
        """As of a moment ago. Raises where the database is away."""
        async with self._one_at_a_time:
            at = self.clock()
            if self._seen is None or at >= self._seen[0] + _GOOD_FOR:
                self._seen = at, await self._look(at)
            return self._seen[1]

    async def _look(self, at: datetime) -> Condition:
        mail = await self._mail(at)
        try:
            idle = await self.flows.unworked(at)
        except Problem:
            away = "Temporal does not answer"
            return Condition(login=away, setup=away, mail=mail)
        if self.task_queue in idle:
            nobody = "no worker is running"
            return Condition(login=nobody, setup=nobody, mail=mail)
        unsent = mail_queue(self.task_queue) in idle
        setup = "no worker sends mail" if unsent else OK
        return Condition(login=OK, setup=setup, mail=mail)

    async def _mail(self, at: datetime) -> str:
        async with self.pool.acquire() as connection:
            oldest = await UnsentMails(connection).oldest(at)
        delayed = oldest is not None and at > oldest + _DELAYED_AFTER
        return "delayed" if delayed else OK
