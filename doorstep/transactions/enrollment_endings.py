"""How flows end, and all that a member has open, in the transaction that ends it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from doorstep.db.devices import Devices
from doorstep.db.emails import Emails
from doorstep.db.enrollments import Enrollment, Enrollments
from doorstep.db.events import Event, EventKind, Events
from doorstep.db.logins import Login, Logins
from doorstep.db.pool import Connection
from doorstep.db.sessions import Sessions
from doorstep.messages.flows import SetupEnded
from doorstep.rules.stages import EnrollmentStage, LoginStage


async def end_enrollment(
    connection: Connection,
    enrollment: Enrollment,
    stage: EnrollmentStage,
    at: datetime,
) -> SetupEnded:
    """Close the set-up, erase a secret it leaves pending, take its login back.

    Whoever comes second gets the ending that was committed first.
    """
    ended = await Enrollments(connection).end(enrollment.id, stage, at)
    final = (await Enrollments(connection).get(enrollment.id)).stage
    if ended:
        await Devices(connection).abandon_pending(enrollment.id, at)
        await Emails(connection).abandon_unsent(enrollment.id, at)
        kind = EventKind.enrollment_ended
        await Events(connection).write(
            Event.of_enrollment(kind, enrollment, at, stage=stage)
        )
    enrolled = final is EnrollmentStage.enrolled
    home = LoginStage.code_required if enrolled else enrollment.returns_to
    return SetupEnded(
        enrollment_id=enrollment.id,
        stage=final,
        login_stage=home,
        login_expires_at=await _login_home(
            connection, enrollment, home, at + enrollment.policy.lifetime, moves=ended
        ),
    )


async def _login_home(
    connection: Connection,
    enrollment: Enrollment,
    home: LoginStage,
    deadline: datetime,
    *,
    moves: bool,
) -> datetime:
    if moves:
        return await Logins(connection).move(enrollment.login_id, home, deadline)
    return (await Logins(connection).get(enrollment.login_id)).expires_at


async def without_leftover(connection: Connection, login: Login, at: datetime) -> Login:
    """Back from a set-up whose workflow was terminated, or never came to be.

    For acts of a login whose workflow knows of no running set-up.
    """
    await _cancel_setups_of(connection, login, at)
    return await Logins(connection).get(login.id)


async def end_login(
    connection: Connection, login: Login, stage: LoginStage, at: datetime
) -> LoginStage:
    """Close the login, its set-up with it; gives the ending that stands."""
    if login.ended_at is not None:
        return login.stage
    await Logins(connection).end(login.id, stage, at)  # first: it goes nowhere then
    await _cancel_setups_of(connection, login, at)
    await note_login_ended(connection, replace(login, stage=stage), at)
    return stage


async def _cancel_setups_of(connection: Connection, login: Login, at: datetime) -> None:
    for enrollment in await Enrollments(connection).running_of(login.member_id):
        if enrollment.login_id == login.id:
            stage = EnrollmentStage.cancelled
            await end_enrollment(connection, enrollment, stage, at)


async def sign_out_everywhere(
    connection: Connection, member_id: UUID, at: datetime
) -> list[UUID]:
    """End a member's sessions and all that runs; gives the logins to be told."""
    await Sessions(connection).end_all_of(member_id, at)
    cancelled = await Logins(connection).cancel_all_of(member_id, at)
    for enrollment in await Enrollments(connection).running_of(member_id):
        await end_enrollment(connection, enrollment, EnrollmentStage.cancelled, at)
    for login in cancelled:
        await note_login_ended(connection, login, at)
    return [login.id for login in cancelled]


async def note_login_ended(connection: Connection, login: Login, at: datetime) -> None:
    """`login` as it stands after its end."""
    event = Event.of_login(EventKind.login_ended, login, at, stage=login.stage)
    await Events(connection).write(event)
