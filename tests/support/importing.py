"""Members as an import leaves them."""

from doorstep.db.accounts import Accounts
from doorstep.rules.imported_people import ImportedPerson
from doorstep.rules.seal import KeyRing
from doorstep.rules.stages import ApplicationId
from doorstep.transactions.import_changes import import_batch
from doorstep.transactions.member_import import Import, LineResult
from service import Service

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
UNUSUAL = f"otpauth://totp/Acme:jo?secret={SECRET}&algorithm=SHA256&digits=8&period=60"


async def imported(
    service: Service,
    *lines: dict[str, str],
    client_id: ApplicationId | None = None,
    dry_run: bool = False,
) -> list[LineResult]:
    """The lines, each with an address; a name is added where there is none."""
    async with service.pool.acquire() as connection:
        account = await Accounts(connection).get(service.account_id)
    ring = KeyRing.parse(service.settings.keys)
    order = Import(
        service.pool, ring, account, client_id, service.clock(), dry_run=dry_run
    )
    people = [ImportedPerson.of({"name": "Jo", **line}) for line in lines]
    return await import_batch(order, people)
