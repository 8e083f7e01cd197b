"""An event of the audit trail, as administrators read it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.edge.bodies import Answer
from doorstep.db.actors import ACTOR_LOGIN
from doorstep.db.events import CLIENT, EventKind, RecordedEvent
from doorstep.db.logins import Origin


class Event(Answer):
    """One of the audit trail: ids, a kind, and facts without free text but a reason and
    what a changed name was and is.

    Network address and browser are those of the login that it was done in:
    `actor_login_id`, where somebody acted on something else than the own login, else
    `login_id`. They are null for an operator, and once that login has been purged.

    `client_name` is of the application that a login is for, that acted, or that the
    event is about; null for those of Doorstep itself.
    """

    id: UUID
    kind: Annotated[str, Field(json_schema_extra={"enum": list(EventKind)})]
    at: datetime
    member_id: UUID | None
    actor_id: UUID | None
    login_id: UUID | None
    enrollment_id: UUID | None
    actor_login_id: UUID | None
    client_address: str | None
    browser_family: str | None
    browser_system: str | None
    client_name: str | None
    detail: dict[str, str | int | bool]

    @classmethod
    def of(
        cls, row: RecordedEvent, origin: Origin | None, clients: Mapping[str, str]
    ) -> "Event":
        detail = dict(row.detail)
        of_login = origin.application if origin else None
        login_id = detail.pop(ACTOR_LOGIN, None)
        return cls(
            id=row.id,
            kind=row.kind,
            at=row.at,
            member_id=row.member_id,
            actor_id=row.actor_id,
            login_id=row.login_id,
            enrollment_id=row.enrollment_id,
            actor_login_id=UUID(str(login_id)) if login_id else None,
            client_address=origin.client_address if origin else None,
            browser_family=origin.browser.family if origin else None,
            browser_system=origin.browser.system if origin else None,
            client_name=clients.get(str(detail.get(CLIENT)), of_login),
            detail=detail,
        )
