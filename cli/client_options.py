"""Options of `doorstep client`."""

from typing import Annotated, TypeAlias

import typer

AccountOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--account",
        help="The account's id or name. Default: the whole installation.",
    ),
]
AccountFilter: TypeAlias = Annotated[
    str | None,
    typer.Option("--account", help="Only those of the account with this id or name."),
]
ClientId: TypeAlias = Annotated[
    str, typer.Argument(metavar="CLIENT", help="The application's id: app_…")
]
Finish: TypeAlias = Annotated[
    bool, typer.Option("--finish", help="End all secrets but the newest.")
]
NameOption: TypeAlias = Annotated[
    str, typer.Option("--name", help="What people are shown.")
]
NewName: TypeAlias = Annotated[
    str | None, typer.Option("--name", help="What people are shown.")
]
Pkce: TypeAlias = Annotated[
    bool | None,
    typer.Option("--pkce/--no-pkce", help="Whether requests need PKCE (RFC 7636)."),
]
Disabled: TypeAlias = Annotated[
    bool | None, typer.Option("--off/--on", help="Whether it is turned off.")
]
KindOption: TypeAlias = Annotated[
    str, typer.Option("--kind", help="web, native or machine.")
]
FirstFactorOption: TypeAlias = Annotated[
    str,
    typer.Option(
        "--first-factor",
        help="doorstep; client if it keeps its own passwords; id_token_hint for Entra.",
    ),
]
RedirectUris: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--redirect-uri", help="Where it is returned to; may be repeated."),
]
LogoutUris: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--post-logout-redirect-uri", help="The same after signing out; repeatable."
    ),
]
BackchannelUri: TypeAlias = Annotated[
    str | None,
    typer.Option("--backchannel-logout-uri", help="Is told when a session ends."),
]
InitiateUri: TypeAlias = Annotated[
    str | None,
    typer.Option("--initiate-login-uri", help="Begins a sign-in of the application."),
]
ClientUri: TypeAlias = Annotated[
    str | None, typer.Option("--client-uri", help="The application's first page.")
]
AuthMethodOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--auth-method",
        help="client_secret_basic (default), client_secret_post or private_key_jwt.",
    ),
]
JwksUri: TypeAlias = Annotated[
    str | None,
    typer.Option("--jwks-uri", help="Its public keys, for private_key_jwt."),
]
MinAcr: TypeAlias = Annotated[
    str | None,
    typer.Option("--min-acr", help="pwd, or mfa if it always wants a code."),
]
Scopes: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--scope",
        help="What it may ask for; may be repeated. Default: openid profile email.",
    ),
]
NoPkce: TypeAlias = Annotated[
    bool,
    typer.Option("--no-pkce", help="Accept requests without PKCE (RFC 7636)."),
]
IdTokenAlg: TypeAlias = Annotated[
    str, typer.Option("--id-token-alg", help="RS256 or ES256.")
]
EntraTenant: TypeAlias = Annotated[
    str | None, typer.Option("--entra-tenant-id", help="Microsoft Entra ID only.")
]
EntraClient: TypeAlias = Annotated[
    str | None, typer.Option("--entra-client-id", help="Microsoft Entra ID only.")
]
EntraIssuer: TypeAlias = Annotated[
    str | None, typer.Option("--entra-issuer", help="Microsoft Entra ID only.")
]
