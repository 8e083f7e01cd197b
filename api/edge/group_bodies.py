"""Groups of members: the request and response bodies."""

from datetime import datetime
from uuid import UUID

from api.edge.bodies import Answer, Body
from doorstep.db.groups import Group as GroupRow
from doorstep.rules.people import Name


class GroupName(Body):
    name: Name


class Group(Answer):
    """`members` is how many it has."""

    id: UUID
    name: str
    members: int
    created_at: datetime

    @classmethod
    def of(cls, row: GroupRow) -> "Group":
        return cls(
            id=row.id, name=row.name, members=row.members, created_at=row.created_at
        )
