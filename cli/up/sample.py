"""The sample application of `doorstep up --sample`: a shop in `examples/shop/`.

It is registered as two clients of the sample account: one signs people in with their
password of Doorstep, the other keeps its own passwords.
"""

import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from cli.up.child import Part, plain_environment
from cli.up.data_folder import DataFolder
from doorstep.clock import Clock
from doorstep.db.accounts import Accounts
from doorstep.db.clients import Clients
from doorstep.db.pool import Pool
from doorstep.rules.client_fields import ClientChange, ClientFields
from doorstep.rules.clients import DEFAULT_SCOPES, ClientKind, FirstFactor, Scope
from doorstep.rules.seal import KeyRing
from doorstep.settings import Settings
from doorstep.transactions.clients import ClientRegistry

PROGRAM = Path(__file__).parents[2] / "examples" / "shop" / "app.py"
"""In a clone of the repository; an installed package has none."""
FILE = "sample.json"
_ACCOUNT = "Acme"
_PATIENCE_SECONDS = 0.5


class SampleClients(BaseModel):
    """The content of the file: `id:secret` of each."""

    model_config = ConfigDict(frozen=True)

    sign_in: str
    second_factor: str


async def sample_clients(
    pool: Pool, settings: Settings, folder: DataFolder, clock: Clock
) -> SampleClients | None:
    """Register the two, or give those of an earlier start today's port; None where
    there is no sample account.
    """
    async with pool.acquire() as connection:
        accounts = await Accounts(connection).named(_ACCOUNT)
    if not accounts or not settings.keys:
        return None
    ring = KeyRing.parse(settings.keys)
    registry = ClientRegistry(pool, ring, settings.public_url)
    text = folder.read(FILE)
    noted = SampleClients.model_validate_json(text) if text else None
    if noted and await _moved(registry, noted, settings.up_sample_port, clock):
        return noted
    made = []
    for fields in _new_clients(settings.up_sample_port):
        added = await registry.add(accounts[0], fields, clock())
        made.append(f"{added.client.id}:{added.secret.secret if added.secret else ''}")
    new = SampleClients(sign_in=made[0], second_factor=made[1])
    folder.write_private(FILE, new.model_dump_json(indent=2))
    return new


def sample_part(settings: Settings, folder: DataFolder, clients: SampleClients) -> Part:
    return Part(
        name="sample",
        command=(sys.executable, str(PROGRAM)),
        environment=plain_environment()
        | {
            "PYTHONUNBUFFERED": "1",
            "SHOP_ISSUER": settings.public_url,
            "SHOP_PORT": str(settings.up_sample_port),
            "SHOP_USERS": str(folder.path / "sample.sqlite"),
            "SHOP_SIGN_IN": clients.sign_in,
            "SHOP_SECOND_FACTOR": clients.second_factor,
        },
        log=folder.logs / "sample.log",
        patience=_PATIENCE_SECONDS,
    )


async def _moved(
    registry: ClientRegistry, noted: SampleClients, port: int, clock: Clock
) -> bool:
    """False where one of them has been removed."""
    for pair, new in zip(
        (noted.sign_in, noted.second_factor), _new_clients(port), strict=True
    ):
        async with registry.pool.acquire() as connection:
            found = await Clients(connection).find(pair.partition(":")[0])
        if found is None:
            return False
        change = ClientChange(redirect_uris=new.redirect_uris)
        await registry.change(found.account_id, found.id, change, clock())
    return True


def _new_clients(port: int) -> tuple[ClientFields, ClientFields]:
    own = f"http://127.0.0.1:{port}"
    return (
        ClientFields(
            name="The shop",
            kind=ClientKind.web,
            redirect_uris=(f"{own}/callback",),
            client_uri=f"{own}/",
        ),
        ClientFields(
            name="The shop, own passwords",
            kind=ClientKind.web,
            first_factor=FirstFactor.client,
            redirect_uris=(f"{own}/verified",),
            client_uri=f"{own}/",
            scopes=(*DEFAULT_SCOPES, Scope.subjects, Scope.verifications),
        ),
    )
