"""What an authorization request needs of a person, beside the session there may be."""

from datetime import datetime

from doorstep.db.authorization_requests import AuthorizationRequest
from doorstep.db.clients import Client
from doorstep.db.signed_in import SignedIn
from doorstep.rules.acr import Acr, highest
from doorstep.rules.authorization import AuthorizationError, AuthorizationRefused
from doorstep.rules.single_sign_on import Missing, missing


def lacking(
    client: Client,
    request: AuthorizationRequest,
    found: SignedIn | None,
    at: datetime,
) -> Missing:
    """Raises AuthorizationRefused where an essential value cannot be reached."""
    acr, asked = needed(client, request, found), request.parameters
    if found is None:
        return Missing.everything
    return missing(
        found.session.amr,
        found.session.auth_time,
        acr,
        at,
        anew=asked.anew,
        max_age=asked.max_age,
    )


def fits(client: Client, request: AuthorizationRequest, found: SignedIn) -> bool:
    """Whether the member may use the client, and is whom it asks for."""
    own = client.account_id in (None, found.account.id)
    return own and request.member_id in (None, found.member.id)


def needed(
    client: Client, request: AuthorizationRequest, found: SignedIn | None
) -> Acr:
    """Raises AuthorizationRefused where an essential value cannot be reached."""
    required = Acr.mfa if found and found.account.two_step_required else None
    acr = request.parameters.acr.needed(highest((client.min_acr, required)))
    if acr is None:
        raise unmet()
    return acr


def unmet() -> AuthorizationRefused:
    return AuthorizationRefused(
        AuthorizationError.unmet_authentication_requirements,
        "none of the essential values of acr can be reached",
    )
