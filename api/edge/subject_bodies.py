"""The bodies of applications that keep their own passwords."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.edge.bodies import Answer, Body
from doorstep.db.subjects import Subject as SubjectRow
from doorstep.rules.networks import ClientAddress
from doorstep.rules.people import EmailAddress, Language, Name, TwoStep, Typed
from doorstep.rules.subjects import ExternalId


class NewSubject(Body):
    """All that is known of a person: what is left out is not kept."""

    email: EmailAddress
    name: Name
    language: Annotated[Language, Field(strict=False)]


class Subject(Answer):
    """A person as the application knows them."""

    external_id: str
    member_id: UUID
    email: str
    name: str
    language: Language
    two_step: TwoStep
    created_at: datetime

    @classmethod
    def of(cls, row: SubjectRow) -> "Subject":
        return cls(
            external_id=row.external_id,
            member_id=row.member.id,
            email=row.member.email,
            name=row.member.name,
            language=row.member.language,
            two_step=row.two_step,
            created_at=row.named_at,
        )


class Verification(Body):
    """`application` is the calling client. `purpose` is shown where the code is asked
    for; `client_address` is that of the person's browser.
    """

    external_id: ExternalId
    application: Typed
    purpose: Name | None = None
    client_address: ClientAddress | None = None
