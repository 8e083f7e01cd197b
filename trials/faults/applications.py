"""The clients of the scenarios, registered before anything is killed."""

from dataclasses import dataclass
from uuid import UUID

from doorstep.clock import system_clock
from doorstep.db.pool import Pool
from doorstep.rules.client_fields import ClientFields
from doorstep.rules.seal import KeyRing
from doorstep.transactions.clients import ClientRegistry

CALLBACK = "https://shop.test/callback"
SIGNED_OUT = "https://shop.test/signed-out"
_SIGNS_IN = ("openid", "email", "offline_access")
_VERIFIES = ("openid", "subjects", "verifications")


@dataclass(frozen=True)
class Application:
    id: str
    secret: str

    @property
    def proof(self) -> tuple[str, str]:
        return self.id, self.secret


@dataclass(frozen=True)
class Applications:
    """Two that sign people in, and one that keeps their passwords itself."""

    shop: Application
    stall: Application
    portal: Application


async def register_applications(
    pool: Pool, ring: KeyRing, public_url: str, account_id: UUID, told_at: str
) -> Applications:
    registry = ClientRegistry(pool, ring, public_url)

    async def add(name: str, **fields: object) -> Application:
        given = {"name": name, "kind": "web", "redirect_uris": (CALLBACK,), **fields}
        new = ClientFields.model_validate(given)
        added = await registry.add(account_id, new, system_clock())
        assert added.secret is not None
        return Application(added.client.id, added.secret.secret)

    told: dict[str, object] = {
        "scopes": _SIGNS_IN,
        "post_logout_redirect_uris": (SIGNED_OUT,),
        "backchannel_logout_uri": told_at,
    }
    return Applications(
        await add("Shop", **told),
        await add("Stall", **told),
        await add("Portal", scopes=_VERIFIES, first_factor="client"),
    )
