"""The people of an application that keeps its own passwords."""

from dataclasses import dataclass
from uuid import UUID

from api.actions.calling_clients import account_of, insufficient
from api.edge import bodies
from api.edge.lists import ListRequest
from api.edge.problems import Problem, not_found, unavailable
from api.edge.subject_bodies import NewSubject, Subject
from api.flows import Flows
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db import subjects
from doorstep.db.calling_clients import CallingClient
from doorstep.db.pool import Pool
from doorstep.errors import (
    AddressBeingErased,
    AddressTakenError,
    LastAdministratorError,
    MemberGone,
    OwnPersonError,
)
from doorstep.messages.flows import ErasureStart
from doorstep.rules.people import TwoStep
from doorstep.transactions.subjects import (
    SubjectFields,
    SubjectPut,
    erase_subject,
    put_subject,
)

_ERASED_WITHIN = 2
"""Seconds until an erasure that was just asked for is likely to be over."""


@dataclass(frozen=True)
class SubjectActions:
    """Every method is about the people of the calling client: any other id of a person
    is not found.
    """

    pool: Pool
    clock: Clock
    flows: Flows

    async def put(
        self, calling: CallingClient, external_id: str, new: NewSubject
    ) -> tuple[Subject, bool]:
        """Create or change; whether it was created."""
        done = await self._put(calling, external_id, new)
        for setup in done.setups:
            await self.flows.signal_ended([f"enrollment/{setup}"])
        await self.flows.start_notices(done.notices)
        return await self.read(calling, external_id), done.created

    async def _put(
        self, calling: CallingClient, external_id: str, new: NewSubject
    ) -> SubjectPut:
        account, fields = account_of(calling), SubjectFields(**dict(new))
        try:
            return await put_subject(
                self.pool,
                calling,
                external_id,
                fields,
                account_id=account.id,
                clock=self.clock,
            )
        except AddressBeingErased:
            raise unavailable(_ERASED_WITHIN) from None
        except AddressTakenError:
            raise Problem(ProblemKind.email_taken) from None
        except OwnPersonError:
            raise insufficient() from None

    async def read(self, calling: CallingClient, external_id: str) -> Subject:
        return Subject.of(await self.find(calling, external_id))

    async def find(self, calling: CallingClient, external_id: str) -> subjects.Subject:
        async with self.pool.acquire() as connection:
            found = await subjects.Subjects(connection, calling.id).find(
                external_id, self.clock()
            )
        if found is None:
            raise not_found()
        return found

    async def page(
        self, calling: CallingClient, asked: ListRequest[UUID], two_step: TwoStep | None
    ) -> bodies.Page[Subject]:
        """In the order they were created."""
        async with self.pool.acquire() as connection:
            rows = await subjects.Subjects(connection, calling.id).page(
                account_of(calling).id,
                at=self.clock(),
                limit=asked.fetched,
                after=asked.cursor,
                two_step=two_step,
            )
        shown = tuple(map(Subject.of, asked.shown(rows)))
        more = len(rows) > asked.limit
        return bodies.Page(
            items=shown, next_cursor=str(shown[-1].member_id) if more else None
        )

    async def erase(self, calling: CallingClient, external_id: str) -> None:
        """Lock the person out at once; a workflow erases what is known of them."""
        subject = await self.find(calling, external_id)
        member = subject.member
        try:
            await erase_subject(self.pool, calling, member, self.clock)
        except MemberGone:
            raise not_found() from None
        except LastAdministratorError:
            raise Problem(ProblemKind.last_administrator) from None
        except OwnPersonError:
            raise insufficient() from None
        await self.flows.start_erasure(
            ErasureStart(member_id=member.id, account_id=member.account_id)
        )
