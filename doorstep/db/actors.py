"""Who caused an event of the audit trail, and where."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from doorstep.rules.stages import ApplicationId

ACTOR_LOGIN = "actor_login_id"
"""In the detail of an act on something else than the actor's own login: the login of
the session that it was done in.
"""


@dataclass(frozen=True)
class Actor:
    """Who acts: a member, with the login of the session, an operator, or an application
    by a credential of its own.

    `stepped_up` says whether what weakens a door may be done.
    """

    member_id: UUID | None = None
    login_id: UUID | None = None
    stepped_up: bool = False
    client_id: ApplicationId | None = None


OPERATOR: Final = Actor(stepped_up=True)
