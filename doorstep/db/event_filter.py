"""Which events of an account to list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

_LATE = timedelta(days=1)
"""An event is written about when it happens: at most this far apart."""


@dataclass(frozen=True)
class EventFilter:
    """None matches any; `until` is the first moment that is left out."""

    kind: str | None = None
    member_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def tests(self) -> dict[str, object]:
        """Columns with their operator, and what each is compared with."""
        tests = {
            "kind =": self.kind,
            "member_id =": self.member_id,
            "at >=": self.since,
            "at <": self.until,
            "id >=": self.since and _id_about(self.since - _LATE),
            "id <=": self.until and _id_about(self.until + _LATE),
        }
        return {test: value for test, value in tests.items() if value is not None}


def _id_about(moment: datetime) -> UUID:
    """The least id of that millisecond (UUIDv7, RFC 9562), which the index finds."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
