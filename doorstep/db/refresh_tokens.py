"""The table `refresh_tokens`: each is used once, and its grant's next replaces it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.row_mapper import RowMapper


@dataclass(frozen=True)
class RefreshToken:
    token_hash: bytes
    grant_id: UUID
    issued_at: datetime
    used_at: datetime | None


refresh_token_of = RowMapper(RefreshToken)
