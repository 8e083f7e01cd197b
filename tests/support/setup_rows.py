"""Running setups as rows, without a workflow."""

from datetime import timedelta

from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import EnrollmentStage, LoginStage
from seeding import member_id_of, rows_of
from service import MEMBER, Service


async def insert_setup(
    service: Service,
    email: str = MEMBER,
    stage: EnrollmentStage = EnrollmentStage.verify_email,
    ago: timedelta = timedelta(minutes=5),
) -> str:
    """Inserts the rows of a running setup, without a workflow. Returns its id."""
    member_id = await member_id_of(service.pool, email)
    ring = KeyRing.parse(service.settings.keys)
    async with service.pool.acquire() as connection, connection.transaction():
        rows = await rows_of(connection, member_id, service.clock() - ago)
        setup = await rows.enrollment(await rows.login(LoginStage.setting_up), stage)
        await rows.email(setup, ring)
    return str(setup.id)
