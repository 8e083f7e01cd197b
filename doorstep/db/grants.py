"""The privileges of the application's role: it cannot change or delete audit events.

Migrations run as an owner, API and worker as another role. If both are one role, the
privileges are revoked from the owner itself. An owner can grant them to itself again,
and a superuser needs none: only two roles protect the audit trail from somebody who has
the application's password.
"""

from doorstep.db.pool import Connection
from doorstep.db.sealed_heads import SealedHeads

APPEND_ONLY = ("events", "event_links")
TO_UNDO = ("update", "delete", "truncate")
PURGE = "purge_unowned_events(bigint)"
"""A function with the owner's privileges that purges events without an account."""
_OURS = """
    select format('alter table %s owner to current_user', oid::regclass) as taking
    from pg_class
    where relnamespace = current_schema()::regnamespace
        and relowner = $1::text::regrole and relkind in ('r', 'p')
    union all
    select format('alter function %s owner to current_user', oid::regprocedure)
    from pg_proc
    where pronamespace = current_schema()::regnamespace
        and proowner = $1::text::regrole
"""


async def grant_to(owner: Connection, role: str) -> None:
    """Grant `role` exactly what it needs; idempotent.

    Tables that the role still owns from a one-role installation get the new owner,
    which has to be a superuser or a member of that role.
    """
    name, schema, own = await owner.fetchrow(
        """
        select quote_ident($1), quote_ident(current_schema()), $1 = current_user
        """,
        role,
    ) or ("", "", False)
    async with owner.transaction():
        await SealedHeads(owner).lock()  # a purge changes privileges too
        if not own:
            await _take_over(owner, name)
            await owner.execute(
                f"revoke all on all tables in schema {schema} from {name}"
            )
        await owner.execute(
            f"""
            grant usage on schema {schema} to {name};
            grant select, insert, update, delete
                on all tables in schema {schema} to {name};
            grant usage, select on all sequences in schema {schema} to {name};
            revoke all on function {PURGE} from public;
            grant execute on function {PURGE} to {name};
            revoke {", ".join(TO_UNDO)} on {", ".join(APPEND_ONLY)}
                from public, {name};
            """
        )
        if not own:
            await owner.execute(
                f"revoke insert, update, delete on schema_migrations from {name}"
            )


async def _take_over(owner: Connection, role: str) -> None:
    for record in await owner.fetch(_OURS, role):
        await owner.execute(record["taking"])
