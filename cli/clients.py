"""`doorstep client`: the applications that sign people in through Doorstep."""

import asyncio
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from cli import client_options as options
from cli import texts
from cli.groups import command_group
from cli.options import AsJson, DataDir

if TYPE_CHECKING:
    from api.edge import client_bodies as bodies
    from doorstep.db.clients import Client
    from doorstep.transactions.clients import ChangedClient

clients = command_group("Applications that sign people in through Doorstep.")


@clients.command()
def add(
    *,
    account: options.AccountOption = None,
    name: options.NameOption,
    kind: options.KindOption = "web",
    first_factor: options.FirstFactorOption = "doorstep",
    redirect_uri: options.RedirectUris = None,
    post_logout_redirect_uri: options.LogoutUris = None,
    backchannel_logout_uri: options.BackchannelUri = None,
    initiate_login_uri: options.InitiateUri = None,
    client_uri: options.ClientUri = None,
    auth_method: options.AuthMethodOption = None,
    jwks_uri: options.JwksUri = None,
    min_acr: options.MinAcr = None,
    scope: options.Scopes = None,
    no_pkce: options.NoPkce = False,
    id_token_alg: options.IdTokenAlg = "RS256",  # noqa: S107  an algorithm
    entra_tenant_id: options.EntraTenant = None,
    entra_client_id: options.EntraClient = None,
    entra_issuer: options.EntraIssuer = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Register an application.

    It prints the application's id and its secret, which is shown this once.

    \b
    Examples:
      doorstep client add --account Acme --name App --redirect-uri https://a.test/
      doorstep client add --account Acme --name Job --kind machine --json
    """
    from cli import client_acts
    from cli.client_input import fields_of

    fields = fields_of(locals())
    added = asyncio.run(client_acts.add(account, fields, data_dir))
    _print_added(added, as_json=as_json)


@clients.command()
def change(
    client: options.ClientId,
    *,
    name: options.NewName = None,
    redirect_uri: options.RedirectUris = None,
    post_logout_redirect_uri: options.LogoutUris = None,
    backchannel_logout_uri: options.BackchannelUri = None,
    initiate_login_uri: options.InitiateUri = None,
    client_uri: options.ClientUri = None,
    auth_method: options.AuthMethodOption = None,
    jwks_uri: options.JwksUri = None,
    min_acr: options.MinAcr = None,
    scope: options.Scopes = None,
    pkce: options.Pkce = None,
    disabled: options.Disabled = None,
    data_dir: DataDir = None,
) -> None:
    """Change an application, or turn it off and on.

    Turning it off ends its tokens. An option that may be repeated replaces the
    whole list; an empty text removes.

    \b
    Examples:
      doorstep client change app_kP3vX9sQ2mT7wZ4yB8nL1A --redirect-uri https://a/
      doorstep client change app_kP3vX9sQ2mT7wZ4yB8nL1A --off
    """
    from cli import client_acts
    from cli.client_input import change_of

    fields = change_of(locals())
    changed = asyncio.run(client_acts.change(client, fields, data_dir))
    typer.echo(texts.changed(changed))


@clients.command("list")
def list_clients(
    *,
    account: options.AccountFilter = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """List the applications, oldest first.

    \b
    Examples:
      doorstep client list
      doorstep client list --account Acme --json
    """
    from cli import client_acts
    from cli.tables import show

    found = asyncio.run(client_acts.listed(account, data_dir))
    show([_shown(each) for each in found], as_json=as_json, none=texts.NO_CLIENTS)


@clients.command("show")
def show_client(
    client: options.ClientId, *, as_json: AsJson = False, data_dir: DataDir = None
) -> None:
    """Show an application and its secrets' dates.

    \b
    Examples:
      doorstep client show app_kP3vX9sQ2mT7wZ4yB8nL1A
    """
    from api.edge.client_bodies import Client
    from cli import client_acts

    found = Client.of(*asyncio.run(client_acts.shown(client, data_dir)))
    if as_json:
        typer.echo(found.model_dump_json())
        return
    for name, text in _lines(found):
        typer.echo(f"{name:26}{text}".rstrip())


@clients.command()
def rotate(
    client: options.ClientId,
    *,
    finish: options.Finish = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Make a second secret, then end the first.

    Both work until --finish ends the older one.

    \b
    Examples:
      doorstep client rotate app_kP3vX9sQ2mT7wZ4yB8nL1A
      doorstep client rotate app_kP3vX9sQ2mT7wZ4yB8nL1A --finish
    """
    from cli import client_acts

    if finish:
        typer.echo(asyncio.run(client_acts.finish(client, data_dir)))
        return
    new = asyncio.run(client_acts.rotate(client, data_dir))
    if as_json:
        from api.edge.client_bodies import NewSecret

        typer.echo(NewSecret.of(new).model_dump_json())
        return
    typer.echo(new.secret)
    typer.echo(texts.SHOWN_ONCE, err=True)


@clients.command()
def remove(client: options.ClientId, *, data_dir: DataDir = None) -> None:
    """Remove an application, with its secrets and tokens.

    \b
    Examples:
      doorstep client remove app_kP3vX9sQ2mT7wZ4yB8nL1A
    """
    from cli import client_acts

    asyncio.run(client_acts.remove(client, data_dir))
    typer.echo(texts.CLIENT_REMOVED)


def _shown(client: "Client") -> dict[str, object]:
    return {
        "id": client.id,
        "account_id": client.account_id,
        "name": client.name,
        "kind": client.kind.value,
        "first_factor": client.first_factor.value,
        "disabled": client.disabled,
        "created_at": client.created_at,
    }


def _lines(client: "bodies.Client") -> Iterator[tuple[str, str]]:
    """A line for each value, the name beside the first."""
    for name, value in client.model_dump(mode="json").items():
        values = value if isinstance(value, list) else [value]
        for number, each in enumerate(values):
            yield "" if number else name, _as_text(each)


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case {"id": secret_id, "created_at": created_at}:
            return f"{secret_id}  created {created_at}"
        case dict():
            return json.dumps(value)
    return str(value)


def _print_added(added: "ChangedClient", *, as_json: bool) -> None:
    if as_json:
        from api.edge.client_bodies import AddedClient
        from api.edge.responses import as_reply

        typer.echo(json.dumps(as_reply(AddedClient.of_change(added)).document))
        return
    typer.echo(f"client_id      {added.client.id}")
    if added.secret is not None:
        typer.echo(f"client_secret  {added.secret.secret}")
        typer.echo(texts.SHOWN_ONCE, err=True)
