"""The keys that sign ID tokens: showing and rotating them."""

from datetime import datetime

import typer

from cli import texts
from cli.database import open_database
from cli.tables import show
from doorstep.clock import system_clock
from doorstep.db.signing_keys import SigningKey, SigningKeys
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import DatabaseSettings
from doorstep.transactions import signing_keys


async def show_signing_keys(settings: DatabaseSettings, *, as_json: bool) -> None:
    at = system_clock()
    async with open_database(settings) as pool, pool.acquire() as connection:
        keys = await SigningKeys(connection).all()
    show([_row(key, at) for key in keys], as_json=as_json, none=texts.NO_SIGNING_KEYS)


async def rotate_signing_keys(
    settings: DatabaseSettings, ring: KeyRing, *, stolen: bool
) -> None:
    at = system_clock()
    async with open_database(settings) as pool:
        if stolen:
            await signing_keys.replace_stolen_signing_keys(pool, ring, at)
            typer.echo(texts.NEW_KEYS_SIGN)
            return
        rotated = await signing_keys.rotate_signing_keys(pool, ring, at)
    if rotated.added:
        added = rotated.added
        typer.echo(texts.keys_added(len(added), _moment(added[0].signs_from)))
    if rotated.waiting:
        typer.echo(texts.keys_waiting(_moment(rotated.waiting[0].signs_from)))


def _row(key: SigningKey, at: datetime) -> dict[str, object]:
    return {
        "kid": key.id,
        "algorithm": key.algorithm.value,
        "state": _state(key, at),
        "signs_from": key.signs_from,
        "retired_at": key.retired_at,
        "published_until": key.published_until,
    }


def _state(key: SigningKey, at: datetime) -> str:
    if key.withdrawn:
        return "withdrawn"
    if key.signs(at):
        return "signs"
    if key.signs_from > at:
        return "waits"
    return "published" if key.published(at) else "retired"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"
