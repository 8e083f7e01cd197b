"""The table `enrollments`: one row for each setup of an authenticator."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstep.db.pool import Connection, present
from doorstep.db.row_mapper import RowMapper
from doorstep.db.writes import Write
from doorstep.rules.policy import LoginPolicy
from doorstep.rules.stages import EnrollmentStage, LoginStage

COLUMNS = """
    id, account_id, member_id, login_id, replaces_device, returns_to, stage,
    setup_tries_left, started_at, expires_at, ended_at, stage_since,
    (select policy from logins where logins.id = login_id) as policy
"""


@dataclass(frozen=True)
class Enrollment:
    id: UUID
    account_id: UUID
    member_id: UUID
    login_id: UUID
    replaces_device: bool
    returns_to: LoginStage
    stage: EnrollmentStage
    setup_tries_left: int
    started_at: datetime
    expires_at: datetime
    policy: LoginPolicy  # its login's
    ended_at: datetime | None = None
    stage_since: datetime | None = None  # known once it is in the table

    def over(self, at: datetime) -> bool:
        """Whether it has ended, or is past its deadline, recorded or not."""
        return self.ended_at is not None or at >= self.expires_at

    def stage_at(self, at: datetime) -> EnrollmentStage:
        """The stage; `expired` if past its deadline, even if not recorded yet."""
        unnoted = self.ended_at is None and at >= self.expires_at
        return EnrollmentStage.expired if unnoted else self.stage


@dataclass(frozen=True)
class StageCount:
    """How many running setups are in a stage, and how many for too long."""

    stage: EnrollmentStage
    running: int
    stuck: int


enrollment_of = RowMapper(Enrollment)
_stage_count = RowMapper(StageCount)


class Enrollments:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @staticmethod
    def inserted(enrollment: Enrollment) -> Write:
        return Write(
            """
            insert into enrollments (
                id, account_id, member_id, login_id, replaces_device, returns_to,
                stage, stage_since, setup_tries_left, started_at, expires_at
            ) values ($1, $2, $3, $4, $5, $6, $7, $9, $8, $9, $10)
            """,
            (
                enrollment.id,
                enrollment.account_id,
                enrollment.member_id,
                enrollment.login_id,
                enrollment.replaces_device,
                enrollment.returns_to,
                enrollment.stage,
                enrollment.setup_tries_left,
                enrollment.started_at,
                enrollment.expires_at,
            ),
        )

    async def find(self, enrollment_id: UUID) -> Enrollment | None:
        """For an id from a request or command."""
        record = await self._connection.fetchrow(
            f"select {COLUMNS} from enrollments where id = $1", enrollment_id
        )
        return enrollment_of(record) if record else None

    async def of_login(self, login_id: UUID) -> list[Enrollment]:
        """The login's, in the order they were begun."""
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from enrollments where login_id = $1
            order by started_at, id
            """,
            login_id,
        )
        return [enrollment_of(record) for record in records]

    async def get(self, enrollment_id: UUID) -> Enrollment:
        return present(await self.find(enrollment_id))

    async def running_of(self, member_id: UUID) -> list[Enrollment]:
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from enrollments
            where member_id = $1 and ended_at is null order by id
            """,
            member_id,
        )
        return [enrollment_of(record) for record in records]

    async def running_in(
        self, account_id: UUID, at: datetime, *, limit: int, after: UUID | None = None
    ) -> list[Enrollment]:
        """The account's, in the order they were begun."""
        records = await self._connection.fetch(
            f"""
            select {COLUMNS} from enrollments
            where account_id = $1 and ended_at is null and expires_at > $2
                and id > $3
            order by id limit $4
            """,
            account_id,
            at,
            after or UUID(int=0),
            limit,
        )
        return [enrollment_of(record) for record in records]

    async def count_running(
        self, at: datetime, stuck_since: datetime
    ) -> list[StageCount]:
        """A count for every stage that is not final, also of 0."""
        waiting = [stage for stage in EnrollmentStage if not stage.final]
        records = await self._connection.fetch(
            """
            select wanted.stage, count(id) as running,
                count(id) filter (where stage_since < $3) as stuck
            from unnest($1::text[]) as wanted (stage)
            left join enrollments on enrollments.stage = wanted.stage
                and ended_at is null and expires_at > $2
            group by wanted.stage
            """,
            waiting,
            at,
            stuck_since,
        )
        return [_stage_count(record) for record in records]

    @staticmethod
    def moved(enrollment_id: UUID, stage: EnrollmentStage, at: datetime) -> Write:
        return Write(
            """
            update enrollments set stage = $2, stage_since = $3
            where id = $1 and ended_at is null
            """,
            (enrollment_id, stage, at),
            decisive=True,
        )

    @staticmethod
    def setup_try_spent(enrollment_id: UUID, left: int) -> Write:
        return Write(
            "update enrollments set setup_tries_left = $2 where id = $1",
            (enrollment_id, left),
        )

    @staticmethod
    def ended(enrollment_id: UUID, stage: EnrollmentStage, at: datetime) -> Write:
        """Enters a final stage."""
        return Write(
            """
            update enrollments set stage = $2, stage_since = $3, ended_at = $3
            where id = $1 and ended_at is null
            """,
            (enrollment_id, stage, at),
            decisive=True,
        )

    async def delete_of_logins(self, login_ids: list[UUID]) -> None:
        await self._connection.execute(
            "delete from enrollments where login_id = any($1)", login_ids
        )
