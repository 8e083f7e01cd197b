from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.acr import Acr
from ..models.auth_method import AuthMethod
from ..models.client_kind import ClientKind
from ..models.first_factor import FirstFactor
from ..models.signing_algorithm import SigningAlgorithm
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.added_client_jwks_type_0 import AddedClientJwksType0
    from ..models.client_secret import ClientSecret


T = TypeVar("T", bound="AddedClient")


@_attrs_define
class AddedClient:
    """`client_secret` is shown this once; left out where the client has none.

    Attributes:
        id (str):
        account_id (None | UUID):
        name (str):
        kind (ClientKind): What a client runs on: a server, a person's device, a server without people.
        first_factor (FirstFactor): Who proves the first factor.
        redirect_uris (list[str]):
        post_logout_redirect_uris (list[str]):
        backchannel_logout_uri (None | str):
        initiate_login_uri (None | str):
        client_uri (None | str):
        auth_method (AuthMethod): How a client authenticates itself; `none` is that of native ones.
        jwks (AddedClientJwksType0 | None):
        jwks_uri (None | str):
        min_acr (Acr | None):
        scopes (list[str]):
        require_pkce (bool):
        id_token_alg (SigningAlgorithm): Of ID tokens and logout tokens (RFC 7518 3.1).
        entra_tenant_id (None | str):
        entra_client_id (None | str):
        entra_issuer (None | str):
        secrets (list[ClientSecret]):
        disabled (bool):
        created_at (datetime.datetime):
        client_secret (None | str | Unset):
        secret_id (None | Unset | UUID):
    """

    id: str
    account_id: None | UUID
    name: str
    kind: ClientKind
    first_factor: FirstFactor
    redirect_uris: list[str]
    post_logout_redirect_uris: list[str]
    backchannel_logout_uri: None | str
    initiate_login_uri: None | str
    client_uri: None | str
    auth_method: AuthMethod
    jwks: AddedClientJwksType0 | None
    jwks_uri: None | str
    min_acr: Acr | None
    scopes: list[str]
    require_pkce: bool
    id_token_alg: SigningAlgorithm
    entra_tenant_id: None | str
    entra_client_id: None | str
    entra_issuer: None | str
    secrets: list[ClientSecret]
    disabled: bool
    created_at: datetime.datetime
    client_secret: None | str | Unset = UNSET
    secret_id: None | Unset | UUID = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.added_client_jwks_type_0 import AddedClientJwksType0

        id = self.id

        account_id: None | str
        if isinstance(self.account_id, UUID):
            account_id = str(self.account_id)
        else:
            account_id = self.account_id

        name = self.name

        kind = self.kind.value

        first_factor = self.first_factor.value

        redirect_uris = self.redirect_uris

        post_logout_redirect_uris = self.post_logout_redirect_uris

        backchannel_logout_uri: None | str
        backchannel_logout_uri = self.backchannel_logout_uri

        initiate_login_uri: None | str
        initiate_login_uri = self.initiate_login_uri

        client_uri: None | str
        client_uri = self.client_uri

        auth_method = self.auth_method.value

        jwks: dict[str, Any] | None
        if isinstance(self.jwks, AddedClientJwksType0):
            jwks = self.jwks.to_dict()
        else:
            jwks = self.jwks

        jwks_uri: None | str
        jwks_uri = self.jwks_uri

        min_acr: None | str
        if isinstance(self.min_acr, Acr):
            min_acr = self.min_acr.value
        else:
            min_acr = self.min_acr

        scopes = self.scopes

        require_pkce = self.require_pkce

        id_token_alg = self.id_token_alg.value

        entra_tenant_id: None | str
        entra_tenant_id = self.entra_tenant_id

        entra_client_id: None | str
        entra_client_id = self.entra_client_id

        entra_issuer: None | str
        entra_issuer = self.entra_issuer

        secrets = []
        for secrets_item_data in self.secrets:
            secrets_item = secrets_item_data.to_dict()
            secrets.append(secrets_item)

        disabled = self.disabled

        created_at = self.created_at.isoformat()

        client_secret: None | str | Unset
        if isinstance(self.client_secret, Unset):
            client_secret = UNSET
        else:
            client_secret = self.client_secret

        secret_id: None | str | Unset
        if isinstance(self.secret_id, Unset):
            secret_id = UNSET
        elif isinstance(self.secret_id, UUID):
            secret_id = str(self.secret_id)
        else:
            secret_id = self.secret_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "account_id": account_id,
                "name": name,
                "kind": kind,
                "first_factor": first_factor,
                "redirect_uris": redirect_uris,
                "post_logout_redirect_uris": post_logout_redirect_uris,
                "backchannel_logout_uri": backchannel_logout_uri,
                "initiate_login_uri": initiate_login_uri,
                "client_uri": client_uri,
                "auth_method": auth_method,
                "jwks": jwks,
                "jwks_uri": jwks_uri,
                "min_acr": min_acr,
                "scopes": scopes,
                "require_pkce": require_pkce,
                "id_token_alg": id_token_alg,
                "entra_tenant_id": entra_tenant_id,
                "entra_client_id": entra_client_id,
                "entra_issuer": entra_issuer,
                "secrets": secrets,
                "disabled": disabled,
                "created_at": created_at,
            }
        )
        if client_secret is not UNSET:
            field_dict["client_secret"] = client_secret
        if secret_id is not UNSET:
            field_dict["secret_id"] = secret_id

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.added_client_jwks_type_0 import AddedClientJwksType0
        from ..models.client_secret import ClientSecret

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_account_id(data: object) -> None | UUID:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                account_id_type_0 = UUID(data)

                return account_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UUID, data)

        account_id = _parse_account_id(d.pop("account_id"))

        name = d.pop("name")

        kind = ClientKind(d.pop("kind"))

        first_factor = FirstFactor(d.pop("first_factor"))

        redirect_uris = cast(list[str], d.pop("redirect_uris"))

        post_logout_redirect_uris = cast(list[str], d.pop("post_logout_redirect_uris"))

        def _parse_backchannel_logout_uri(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        backchannel_logout_uri = _parse_backchannel_logout_uri(
            d.pop("backchannel_logout_uri")
        )

        def _parse_initiate_login_uri(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        initiate_login_uri = _parse_initiate_login_uri(d.pop("initiate_login_uri"))

        def _parse_client_uri(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_uri = _parse_client_uri(d.pop("client_uri"))

        auth_method = AuthMethod(d.pop("auth_method"))

        def _parse_jwks(data: object) -> AddedClientJwksType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                jwks_type_0 = AddedClientJwksType0.from_dict(data)

                return jwks_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AddedClientJwksType0 | None, data)

        jwks = _parse_jwks(d.pop("jwks"))

        def _parse_jwks_uri(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        jwks_uri = _parse_jwks_uri(d.pop("jwks_uri"))

        def _parse_min_acr(data: object) -> Acr | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                min_acr_type_0 = Acr(data)

                return min_acr_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Acr | None, data)

        min_acr = _parse_min_acr(d.pop("min_acr"))

        scopes = cast(list[str], d.pop("scopes"))

        require_pkce = d.pop("require_pkce")

        id_token_alg = SigningAlgorithm(d.pop("id_token_alg"))

        def _parse_entra_tenant_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entra_tenant_id = _parse_entra_tenant_id(d.pop("entra_tenant_id"))

        def _parse_entra_client_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entra_client_id = _parse_entra_client_id(d.pop("entra_client_id"))

        def _parse_entra_issuer(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        entra_issuer = _parse_entra_issuer(d.pop("entra_issuer"))

        secrets = []
        _secrets = d.pop("secrets")
        for secrets_item_data in _secrets:
            secrets_item = ClientSecret.from_dict(secrets_item_data)

            secrets.append(secrets_item)

        disabled = d.pop("disabled")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_client_secret(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        client_secret = _parse_client_secret(d.pop("client_secret", UNSET))

        def _parse_secret_id(data: object) -> None | Unset | UUID:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                secret_id_type_0 = UUID(data)

                return secret_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | UUID, data)

        secret_id = _parse_secret_id(d.pop("secret_id", UNSET))

        added_client = cls(
            id=id,
            account_id=account_id,
            name=name,
            kind=kind,
            first_factor=first_factor,
            redirect_uris=redirect_uris,
            post_logout_redirect_uris=post_logout_redirect_uris,
            backchannel_logout_uri=backchannel_logout_uri,
            initiate_login_uri=initiate_login_uri,
            client_uri=client_uri,
            auth_method=auth_method,
            jwks=jwks,
            jwks_uri=jwks_uri,
            min_acr=min_acr,
            scopes=scopes,
            require_pkce=require_pkce,
            id_token_alg=id_token_alg,
            entra_tenant_id=entra_tenant_id,
            entra_client_id=entra_client_id,
            entra_issuer=entra_issuer,
            secrets=secrets,
            disabled=disabled,
            created_at=created_at,
            client_secret=client_secret,
            secret_id=secret_id,
        )

        added_client.additional_properties = d
        return added_client

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
