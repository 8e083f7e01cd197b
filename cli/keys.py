"""`doorstep keys`: create a key, list the ring DOORSTEP_KEYS, rotate to the newest."""

import asyncio
import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from cli import texts
from cli.amounts import amount
from cli.database import open_database
from cli.groups import command_group
from cli.options import AsJson, DataDir, settings_for
from cli.signals import until_signalled
from doorstep.clock import system_clock
from doorstep.errors import ConfigurationError

if TYPE_CHECKING:
    from doorstep.db.pool import Pool
    from doorstep.rules.seal import KeyRing
    from doorstep.settings.processes import DatabaseSettings
    from doorstep.transactions.key_rotation import KeyUse, Rotation

_STOPPED = 130  # 128 + SIGINT, as shells have it

keys = command_group("Make, list and rotate DOORSTEP_KEYS.")


@keys.command()
def new(
    name: Annotated[
        str | None, typer.Option(help="The key's name. Default: made from the date.")
    ] = None,
) -> None:
    """Print a new entry for DOORSTEP_KEYS, `name:base64`.

    Where several processes run: append it to the ring of each of them first, so that
    all can open what it seals; then put it in front everywhere and run `doorstep keys
    rotate`.

    \b
    Examples:
      doorstep keys new
    """
    from doorstep.rules.seal import new_entry

    dated = f"k{system_clock():%Y%m%d}-{secrets.token_hex(2)}"
    typer.echo(new_entry(name or dated))


@keys.command("list")
def list_keys(data_dir: DataDir = None) -> None:
    """List the keys, and what still needs each of them.

    The newest key comes first.

    \b
    Examples:
      doorstep keys list
    """
    settings, ring = _ring(data_dir)

    async def show() -> None:
        async with open_database(settings) as pool:
            await _show(pool, ring)

    asyncio.run(show())


@keys.command()
def rotate(data_dir: DataDir = None) -> None:
    """Reseal everything with the newest key.

    The service runs on meanwhile. Ctrl-C stops it between two batches; run it again
    to continue.

    \b
    Examples:
      doorstep keys rotate
    """
    settings, ring = _ring(data_dir)
    finished = False

    async def work() -> None:
        nonlocal finished
        async with open_database(settings) as pool:
            finished = await _rotate(pool, ring)

    asyncio.run(until_signalled(work()))
    if not finished:
        raise typer.Exit(_STOPPED)


@keys.command()
def signing(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Show the keys that sign ID tokens.

    \b
    Examples:
      doorstep keys signing
    """
    from cli.signing_keys import show_signing_keys

    settings, _ = _ring(data_dir)
    asyncio.run(show_signing_keys(settings, as_json=as_json))


@keys.command("rotate-signing")
def rotate_signing(
    stolen: Annotated[
        bool,
        typer.Option(
            "--stolen",
            help="Sign with new keys at once, and publish the others no more.",
        ),
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Add keys that will sign ID tokens.

    They are published now and sign in 48 hours' time, so that every application has
    them by then. The earlier ones stay published until their last token has ended.

    \b
    Examples:
      doorstep keys rotate-signing
      doorstep keys rotate-signing --stolen
    """
    from cli.signing_keys import rotate_signing_keys

    settings, ring = _ring(data_dir)
    asyncio.run(rotate_signing_keys(settings, ring, stolen=stolen))


def _ring(data_dir: DataDir) -> "tuple[DatabaseSettings, KeyRing]":
    from doorstep.rules.seal import KeyRing
    from doorstep.settings.processes import DatabaseSettings, KeySettings

    settings = settings_for(data_dir)
    ring = KeyRing.parse(KeySettings.of(settings).keys)
    return DatabaseSettings.of(settings), ring


async def _rotate(pool: "Pool", ring: "KeyRing") -> bool:
    import asyncpg

    from cli.progress import progress
    from doorstep.transactions.key_rotation import Rotation

    rotation = Rotation(pool, ring)
    try:
        with progress("Resealed", await rotation.waiting()) as report_progress:
            await rotation.run(report_progress)
    except asyncio.CancelledError:
        typer.echo(texts.stopped(rotation.resealed))
        raise
    except (asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError):
        raise  # not retried: the error names the remedy
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ConfigurationError(
            f"DOORSTEP_DATABASE_URL: the database failed ({type(error).__name__}) "
            f"after {rotation.resealed} were resealed. {texts.RUN_AGAIN}"
        ) from error
    typer.echo(texts.resealed(rotation.resealed, ring.newest))
    await _show(pool, ring)
    _report_unopened(rotation)
    return True


async def _show(pool: "Pool", ring: "KeyRing") -> None:
    from doorstep.transactions.key_rotation import key_uses

    for use in await key_uses(pool, ring, system_clock()):
        typer.echo(line_of(use))


def line_of(use: "KeyUse") -> str:
    """A key's name, and what still needs it."""
    return f"{use.name}  {_in_words(use)}"


def _in_words(use: "KeyUse") -> str:
    needed = ", ".join(_needed(use))
    if use.emailed_codes:
        codes = amount(use.emailed_codes, "emailed code")
        needed += f" and {codes}, valid for minutes"
    if use.newest:
        return f"seals new data; opens {needed}"
    if not use.on_ring:
        return f"is missing from DOORSTEP_KEYS, so {needed} cannot be opened"
    if use.retired:
        return "is no longer used and can be removed from DOORSTEP_KEYS"
    how = " (`doorstep keys rotate`)" if use.sealed else ""
    return f"still needed: opens {needed}{how}"


def _needed(use: "KeyUse") -> list[str]:
    heads = use.heads and amount(use.heads, "head") + " of purged audit events"
    kept = [amount(use.secrets, "secret"), amount(use.answers, "kept answer")]
    if heads:
        kept.append(heads)
    if use.client_secrets:
        kept.append(amount(use.client_secrets, "client secret"))
    if use.signing_keys:
        kept.append(amount(use.signing_keys, "signing key"))
    return kept


def _report_unopened(rotation: "Rotation") -> None:
    if not rotation.unopened:
        return
    typer.echo("No key in DOORSTEP_KEYS opens these values:", err=True)
    for place in rotation.unopened:
        typer.echo(f"  {place}", err=True)
    raise typer.Exit(1)
