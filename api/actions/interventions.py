"""An administrator's act on a member's access, with what of it is a problem."""

from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import UUID

from api.edge.problems import Problem, not_found
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.errors import LastAdministratorError, MemberGone
from doorstep.transactions.interventions import Intervention, intervene

_Done = TypeVar("_Done")


async def intervene_as(
    admin: SignedIn,
    member_id: UUID,
    reason: str | None,
    act: Callable[[Intervention], Awaitable[_Done]],
    *,
    pool: Pool,
    clock: Clock,
) -> _Done:
    """In the administrator's account; a member who is erased meanwhile is not found."""
    try:
        return await intervene(
            pool,
            admin.account.id,
            member_id,
            reason,
            act,
            clock=clock,
            by=admin.actor(clock()),
        )
    except MemberGone:
        raise not_found() from None
    except LastAdministratorError:
        raise Problem(ProblemKind.last_administrator) from None
