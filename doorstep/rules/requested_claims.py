"""The claims that a request asks for by name (OpenID Connect Core 5.5).

`auth_time` is in every ID token, so that of the `claims` only `acr` matters.
"""

import json
from collections.abc import Mapping

from doorstep.rules.acr import AcrWish, known

_MOST = 50
"""Values of a claim that are looked at."""


def acr_wish(acr_values: str, claims: str | None) -> AcrWish | None:
    """What is asked of the authentication; None for `claims` that are malformed.

    An essential claim without values asks for nothing: every ID token has one.
    """
    voluntary = known(acr_values.split())
    wish = AcrWish(voluntary[0] if voluntary else None)
    wanted = _claim(claims, "acr")
    values = None if wanted is None else _values(wanted)
    if wanted is None or values is None:
        return None
    if not values:
        return wish
    if wanted.get("essential") is True:
        return AcrWish(essential=known(values))
    return AcrWish((known(values) or (wish.wanted,))[0])


def values_of(claims: str | None, name: str) -> list[str] | None:
    """Those that are asked of a claim of the ID token; None if that is malformed."""
    wanted = _claim(claims, name)
    return None if wanted is None else _values(wanted)


def _claim(text: str | None, name: str) -> Mapping[str, object] | None:
    """Empty where it is not asked for."""
    try:
        document = json.loads(text) if text is not None else {}
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    of_token = document.get("id_token") or {}
    if not isinstance(of_token, dict):
        return None
    wanted = of_token.get(name) or {}
    return wanted if isinstance(wanted, dict) else None


def _values(wanted: Mapping[str, object]) -> list[str] | None:
    """Of `value`, or `values`; None where they are not texts."""
    values = wanted.get("values", [])
    if "value" in wanted:
        values = [wanted["value"]]
    if not isinstance(values, list) or len(values) > _MOST:
        return None
    texts = [value for value in values if isinstance(value, str)]
    return texts if len(texts) == len(values) else None
