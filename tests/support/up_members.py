"""People of a running `doorstep up` who can sign in at once."""

from datetime import timedelta
from uuid import uuid4

from command import run_in_process
from doorstep.clock import system_clock
from doorstep.db.pool import open_pool
from doorstep.rules.seal import KeyRing
from doorstep.settings import load
from seeding import insert_device, member_id_of
from up import Up


async def new_member(up: Up, password: str) -> str:
    """The address of one without an authenticator."""
    email = f"{uuid4().hex}@acme.test"
    await run_in_process(
        *("member", "create", "--account", "Acme", "--email", email, "--name", "Kim"),
        *("--password-stdin", "--data-dir", str(up.folder)),
        typed=f"{password}\n",
    )
    return email


async def give_device(up: Up, email: str) -> str:
    """The secret of an authenticator that was set up three hours ago."""
    settings = load(up.folder)
    assert settings.database_url
    assert settings.keys
    at = system_clock() - timedelta(hours=3)
    async with await open_pool(settings.database_url) as pool:
        member = await member_id_of(pool, email)
        return await insert_device(pool, KeyRing.parse(settings.keys), member, at)
