"""The check of applications: addresses that people are sent to, and secrets."""

from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from cli.amounts import amount
from cli.doctor.findings import Finding, failed, ok, warning
from doorstep.db.client_secrets import ClientSecrets
from doorstep.db.clients import Client, Clients
from doorstep.db.pool import Pool
from doorstep.rules.client_uris import ClientUri, is_on_loopback, reached_from
from doorstep.rules.clients import ClientKind, FirstFactor

_CHECK = "applications"
_URI: TypeAdapter[str] = TypeAdapter(ClientUri)
_WHERE = "Change it in the Admin Center, on the page “Applications”."


async def examine_clients(pool: Pool, public_url: str) -> list[Finding]:
    """A finding for each thing that keeps people out or leads them elsewhere; those of
    applications that are turned off are no matter.
    """
    async with pool.acquire() as connection:
        clients = [
            each for each in await Clients(connection).all() if not each.disabled
        ]
        secrets = await ClientSecrets(connection).of(*(each.id for each in clients))
    with_secret = {each.client_id for each in secrets}
    found = [
        finding
        for client in clients
        for finding in (
            *_addresses(client, public_url),
            *_access(client, has_secret=client.id in with_secret),
        )
    ]
    summary = f"{amount(len(clients), 'application')}, addresses in order."
    return found or [ok(_CHECK, summary)]


def _addresses(client: Client, public_url: str) -> Iterator[Finding]:
    who = _named(client)
    for uri in (*client.redirect_uris, *client.post_logout_redirect_uris):
        if not _is_valid(uri):
            yield failed(_CHECK, f"{who}: {uri} is no address to return to.", _WHERE)
        elif (
            client.kind is ClientKind.web
            and is_on_loopback(uri)
            and not is_on_loopback(public_url)
        ):
            summary = f"{who}: {uri} leads people to their own machine."
            yield warning(_CHECK, summary, f"A test address? {_WHERE}")
    for uri in filter(None, (client.backchannel_logout_uri, client.jwks_uri)):
        if not reached_from(uri, public_url):
            summary = f"{who}: {uri} is in a private network, so it is never called."
            yield failed(_CHECK, summary, _WHERE)


def _access(client: Client, *, has_secret: bool) -> Iterator[Finding]:
    who = _named(client)
    needs_address = client.kind is not ClientKind.machine
    if client.first_factor is FirstFactor.client:
        needs_address = False  # it may ask for codes by JSON
    if needs_address and not client.redirect_uris:
        yield warning(
            _CHECK, f"{who}: nobody can sign in without a return address.", _WHERE
        )
    if client.auth_method.by_secret and not has_secret:
        remedy = f"Make one with `doorstep client rotate {client.id}`."
        yield failed(_CHECK, f"{who}: it has no secret.", remedy)


def _named(client: Client) -> str:
    return f"{client.name} ({client.id})"


def _is_valid(uri: str) -> bool:
    try:
        _URI.validate_python(uri)
    except ValidationError:
        return False
    return True
