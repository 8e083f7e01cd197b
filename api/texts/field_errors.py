"""What is wrong with one field of a request, in the caller's language."""

import re
from collections.abc import Mapping

from doorstep import i18n


def _(text: str) -> str:
    """Mark a text for translation; it is looked up when the language is known."""
    return text


FIELD_ERRORS: Mapping[str, str] = {
    # of pydantic
    "missing": _("This field is required."),
    "extra_forbidden": _("This field is unknown."),
    "model_type": _("Must be a JSON object."),
    "string_type": _("Must be a string."),
    "string_unicode": _("Must be valid Unicode text."),
    "bool_type": _("Must be true or false."),
    "tuple_type": _("Must be an array."),
    "dict_type": _("Must be a JSON object."),
    "enum": _("Must be one of: %(allowed)s."),
    "literal_error": _("Must be one of: %(allowed)s."),
    "empty": _("Must not be empty."),
    "string_too_short": _("Must have at least %(min_length)s characters."),
    "string_too_long": _("Must have at most %(max_length)s characters."),
    "string_pattern_mismatch": _("Must be %(digits)s digits."),
    # of `doorstep.rules`
    "text": _("Must be valid Unicode text."),
    "control_characters": _("Must not contain control characters or line breaks."),
    "direction": _("Must not contain characters that change the text direction."),
    "blank": _("Must not be blank."),
    "address": _("Must be an email address."),
    "another_address": _("This is not the member's email address."),
    "cannot_confirm": _("The member cannot sign in to confirm another address."),
    "invisible": _("Must not contain invisible characters."),
    "octets": _("Must not be longer than 254 bytes."),
    "dots": _("Must not have a dot first or last before the @, or two dots in a row."),
    "domain": _("The domain is not valid."),
    "labels": _("The domain is incomplete. Example: example.com"),
    "client_address": _("Must be an IP address."),
    "external_id": _(
        "Must be 1 to 255 visible ASCII characters, and not a dot or two."
    ),
    "colour": _("Must be a colour such as #0b6b63."),
    # of clients
    "uri": _("Must be a complete address such as https://app.example.com/back."),
    "uri_fragment": _("Must not contain a fragment (#)."),
    "uri_plain": _("Must begin with https:// (http:// only on this computer)."),
    "uri_private": _("Must not be in a private network or on this computer."),
    "too_long": _("Must have at most %(max_length)s entries."),
    "jwks": _("Must be a JWK set with public keys."),
    "jwks_private": _("Must hold public keys only. Keep the private ones to yourself."),
    "auth_method_of_kind": _(
        "A native application, and only that, has the method none."
    ),
    "pkce_of_native": _("An application without a secret always uses PKCE."),
    "uris_of_machine": _("Must be empty: no person signs in to a machine."),
    "first_factor_of_kind": _("Does not fit the kind of the application."),
    "keys_missing": _("The method private_key_jwt needs jwks or jwks_uri."),
    "keys_twice": _("Set either jwks or jwks_uri."),
    "scopes_of_kind": _("Holds a scope that this kind of application cannot have."),
    "entra_field": _("Is needed for Microsoft Entra ID, and only there."),
    "no_secret": _("This application does not use a secret."),
    "too_many_groups": _("There are as many groups as there can be."),
    "under_eight": _("Must have at least 8 characters."),
    "under_fifteen": _("Must have at least 15 characters."),
    "personal": _(
        "Must not contain a word of the name, the email address, the account or "
        "Doorstep."
    ),
    "common": _("Is one of the passwords that attackers try first."),
    # of the edge
    "json": _("Must be valid JSON."),
    "twice": _("This field appears twice."),
    "limit": _("Must be a whole number from 1 to 200."),
    "id": _("Must be an ID."),
    "moment": _("Must be a time such as 2026-03-05T14:03:00Z."),
    "key": _("Must be 1 to 255 visible characters."),
    "other_request": _("This key was already used for a different request."),
}
COMPLETE = frozenset(kind for kind, text in FIELD_ERRORS.items() if "%(" not in text)
"""The kinds whose texts need no context."""

_UNCLEAR = _("This is not valid.")
_QUOTED = re.compile("'([^']*)'")
_DIGITS = re.compile(r"\^\[0-9\]\{([0-9,]+)\}\$")
"""The pattern of a code."""


def field_error(kind: str, context: Mapping[str, object], language: str) -> str:
    """`kind` and `context` as pydantic has them: never a value that was sent."""
    if kind == "string_too_short" and context.get("min_length") == 1:
        kind = "empty"
    if kind == "string_pattern_mismatch":
        kind, context = _of_pattern(kind, context)
    known = i18n.translator(language).gettext(FIELD_ERRORS.get(kind, _UNCLEAR))
    allowed = ", ".join(_QUOTED.findall(str(context.get("expected", ""))))
    return known % {**context, "allowed": allowed}


def _of_pattern(
    kind: str, context: Mapping[str, object]
) -> tuple[str, Mapping[str, object]]:
    """How many digits a code has; a pattern of anything else is not explained."""
    if "digits" in context:
        return kind, context
    found = _DIGITS.fullmatch(str(context.get("pattern", "")))
    if found is None:
        return "", {}
    return kind, {"digits": found[1].replace(",", "\N{EN DASH}")}
