"""The bodies about a member's access, as an administrator sees and ends it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.edge.bodies import Answer, Body
from doorstep.db.running_flows import RunningLogin as RunningLoginRow
from doorstep.rules.people import ReasonText, Typed
from doorstep.rules.stages import ApplicationId, LoginStage


class EndSessions(Body):
    """`session_id` is the one to end; without it, all of them."""

    reason: ReasonText
    session_id: Annotated[UUID | None, Field(strict=False)] = None


class EraseMember(Body):
    """`email` is the member's address, given again since it cannot be undone."""

    reason: ReasonText
    email: Typed


class RunningLogin(Answer):
    """A sign-in that waits for a code or a setup; family and system of the browser may
    be empty.
    """

    id: UUID
    application: ApplicationId
    client_name: str | None
    stage: LoginStage
    started_at: datetime
    expires_at: datetime
    client_address: str
    browser_family: str
    browser_system: str

    @classmethod
    def of(cls, row: RunningLoginRow) -> "RunningLogin":
        return cls.model_validate(row, from_attributes=True)
