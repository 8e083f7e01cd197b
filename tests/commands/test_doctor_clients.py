"""The doctor's check of applications."""

from dataclasses import replace

from changed_settings import changed
from client_rows import insert_client
from doctor_findings import findings_of
from doorstep.clock import system_clock
from doorstep.db.client_secrets import ClientSecrets
from doorstep.db.clients import Clients
from doorstep.db.pool import Pool
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import WorkerSettings

_CHECK = "applications"
_PUBLIC = "https://login.acme.test"


async def test_P1_addresses_that_lead_nowhere_are_found(
    settings: WorkerSettings, pool: Pool
) -> None:
    ring, at = KeyRing.parse(settings.keys), system_clock()

    none = (await findings_of(settings))[_CHECK]
    client = await insert_client(pool, ring, None, at)
    here = (await findings_of(settings))[_CHECK]
    public = changed(settings, public_url=_PUBLIC)
    loopback = (await findings_of(public))[_CHECK]
    async with pool.acquire() as connection:
        edited = replace(client.row, redirect_uris=("http://billing.acme.test/",))
        await Clients(connection).update(edited)
    plain = (await findings_of(public))[_CHECK]

    assert (none.state, here.state) == ("ok", "ok")
    assert (loopback.state, plain.state) == ("warning", "failed")
    assert client.id in loopback.summary
    assert "http://billing.acme.test/" in plain.summary


async def test_client_without_a_secret_or_an_address_is_found(
    settings: WorkerSettings, pool: Pool
) -> None:
    ring, at = KeyRing.parse(settings.keys), system_clock()
    client = await insert_client(pool, ring, None, at, redirect_uris=())

    without_address = (await findings_of(settings))[_CHECK]
    async with pool.acquire() as connection:
        await ClientSecrets(connection).delete_all(client.id)
        without_secret = (await findings_of(settings))[_CHECK]
        await Clients(connection).update(replace(client.row, disabled_at=at))
    off = (await findings_of(settings))[_CHECK]

    assert without_address.state == "warning"
    assert (without_secret.state, off.state) == ("failed", "ok")
    assert f"doorstep client rotate {client.id}" in without_secret.remedy
