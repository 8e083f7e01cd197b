"""The table `member_counts`: how many members an account has, kept by a trigger.

Each change of a member is counted in its own transaction. An account's count is the sum
of a few rows, however many members it has; see decision 18.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, present
from doorstep.db.roster_states import LOCKED
from doorstep.rules.people import TwoStep

_COUNTS = f"""
    with locked as materialized ({LOCKED}), running as materialized (
        select distinct member_id from enrollments
        where account_id = $1 and ended_at is null and expires_at > $2
    ), setting_up as (
        select count(*) as members,
            count(*) filter (where member.enrolled) as enrolled,
            count(*) filter (where member.invited) as invited
        from running cross join lateral (
            select enrolled_at is not null as enrolled,
                enrolled_at is null and invited_at is not null as invited
            from members where id = running.member_id limit 1
        ) as member
        where member_id not in (select member_id from locked)
    ), kept as (
        select coalesce(sum(members), 0)::bigint as members,
            coalesce(sum(enabled), 0)::bigint as enabled,
            coalesce(sum(enrolled), 0)::bigint as enrolled,
            coalesce(sum(enabled_enrolled), 0)::bigint as enabled_enrolled,
            coalesce(sum(invited), 0)::bigint as invited
        from member_counts where account_id = $1
    )
    select kept.enabled, kept.enabled_enrolled, locked.members as locked,
        setting_up.members as setting_up,
        kept.enrolled - locked.members - setting_up.enrolled as enrolled,
        kept.invited - setting_up.invited as invited,
        kept.members - kept.enrolled - kept.invited - (
            setting_up.members - setting_up.enrolled - setting_up.invited
        ) as not_set_up
    from kept, setting_up,
        (select count(*) as members from locked) as locked
"""
"""Only who is locked or sets up at the moment $2 is looked at one by one."""


@dataclass(frozen=True)
class EnrollmentCounts:
    """Members by state; `enrolled` of the `enabled` members have an active device.

    A locked device counts, and one whose replacement is being set up.
    """

    counts: Mapping[TwoStep, int]
    enrolled: int
    enabled: int


class MemberCounts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def enrollment_counts(
        self, account_id: UUID, at: datetime
    ) -> EnrollmentCounts:
        record = present(
            await self._connection.fetchrow(
                _COUNTS,
                account_id,
                at,
            )
        )
        return EnrollmentCounts(
            counts={two_step: record[two_step] for two_step in TwoStep},
            enrolled=record["enabled_enrolled"],
            enabled=record["enabled"],
        )
