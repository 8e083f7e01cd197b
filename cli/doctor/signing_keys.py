"""The checks of the keys that sign ID tokens."""

from datetime import timedelta

from cli.doctor.findings import Finding, failed, ok, warning
from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.db.signing_keys import SigningKey, SigningKeys
from doorstep.errors import UnsealError
from doorstep.rules.clients import SigningAlgorithm
from doorstep.rules.seal import KeyRing, Purpose

_CHECK = "signing keys"
_OLD = timedelta(days=366)
_ROTATE = "Run `doorstep keys rotate-signing`."


async def examine_signing_keys(
    pool: Pool, ring: KeyRing, clock: Clock
) -> list[Finding]:
    """Whether each algorithm has a key that signs and that the ring opens."""
    async with pool.acquire() as connection:
        keys = await SigningKeys(connection).all()
    if not keys:
        return [ok(_CHECK, "None yet: the first request for them makes them.")]
    at = clock()
    signing = {key.algorithm: key for key in reversed(keys) if key.signs(at)}
    if missing := [each for each in SigningAlgorithm if each not in signing]:
        names = " and ".join(missing)
        summary = f"No key signs with {names}: no application gets an ID token."
        return [failed(_CHECK, summary, "Run `doorstep keys rotate-signing --stolen`.")]
    if closed := [key for key in signing.values() if not _opens(key, ring)]:
        return [_unopened(closed[0])]
    oldest = min(key.signs_from for key in signing.values())
    if at - oldest > _OLD:
        return [warning(_CHECK, f"In use since {oldest:%Y-%m-%d}.", _ROTATE)]
    return [ok(_CHECK, f"{' and '.join(sorted(signing))} sign.")]


def _opens(key: SigningKey, ring: KeyRing) -> bool:
    try:
        ring.open(Purpose.signing_key, key.sealed, key.id)
    except UnsealError:
        return False
    return True


def _unopened(key: SigningKey) -> Finding:
    name = key.sealed.partition(".")[0]
    return failed(
        _CHECK,
        f"No key in DOORSTEP_KEYS opens the {key.algorithm} key: no application gets "
        "an ID token.",
        f"Put the key {name!r} back into DOORSTEP_KEYS, or make new signing keys with "
        "`doorstep keys rotate-signing --stolen`.",
    )
