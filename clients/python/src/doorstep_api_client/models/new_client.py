from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..models.acr import Acr
from ..models.auth_method import AuthMethod
from ..models.client_kind import ClientKind
from ..models.first_factor import FirstFactor
from ..models.scope import Scope
from ..models.signing_algorithm import SigningAlgorithm
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.new_client_jwks_type_0 import NewClientJwksType0


T = TypeVar("T", bound="NewClient")


@_attrs_define
class NewClient:
    """Where `auth_method` is left out, it follows from the kind.

    Attributes:
        name (str):
        kind (ClientKind): What a client runs on: a server, a person's device, a server without people.
        redirect_uris (list[str] | Unset):
        post_logout_redirect_uris (list[str] | Unset):
        backchannel_logout_uri (None | str | Unset):
        initiate_login_uri (None | str | Unset):
        client_uri (None | str | Unset):
        auth_method (AuthMethod | Unset): How a client authenticates itself; `none` is that of native ones.
        jwks (NewClientJwksType0 | None | Unset):
        jwks_uri (None | str | Unset):
        min_acr (Acr | None | Unset):
        scopes (list[Scope] | Unset):
        require_pkce (bool | Unset):  Default: True.
        id_token_alg (SigningAlgorithm | Unset): Of ID tokens and logout tokens (RFC 7518 3.1).
        entra_tenant_id (None | str | Unset):
        entra_client_id (None | str | Unset):
        entra_issuer (None | str | Unset):
        disabled (bool | Unset):  Default: False.
        first_factor (FirstFactor | Unset): Who proves the first factor.
    """

    name: str
    kind: ClientKind
    redirect_uris: list[str] | Unset = UNSET
    post_logout_redirect_uris: list[str] | Unset = UNSET
    backchannel_logout_uri: None | str | Unset = UNSET
    initiate_login_uri: None | str | Unset = UNSET
    client_uri: None | str | Unset = UNSET
    auth_method: AuthMethod | Unset = UNSET
    jwks: NewClientJwksType0 | None | Unset = UNSET
    jwks_uri: None | str | Unset = UNSET
    min_acr: Acr | None | Unset = UNSET
    scopes: list[Scope] | Unset = UNSET
    require_pkce: bool | Unset = True
    id_token_alg: SigningAlgorithm | Unset = UNSET
    entra_tenant_id: None | str | Unset = UNSET
    entra_client_id: None | str | Unset = UNSET
    entra_issuer: None | str | Unset = UNSET
    disabled: bool | Unset = False
    first_factor: FirstFactor | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.new_client_jwks_type_0 import NewClientJwksType0

        name = self.name

        kind = self.kind.value

        redirect_uris: list[str] | Unset = UNSET
        if not isinstance(self.redirect_uris, Unset):
            redirect_uris = self.redirect_uris

        post_logout_redirect_uris: list[str] | Unset = UNSET
        if not isinstance(self.post_logout_redirect_uris, Unset):
            post_logout_redirect_uris = self.post_logout_redirect_uris

        backchannel_logout_uri: None | str | Unset
        if isinstance(self.backchannel_logout_uri, Unset):
            backchannel_logout_uri = UNSET
        else:
            backchannel_logout_uri = self.backchannel_logout_uri

        initiate_login_uri: None | str | Unset
        if isinstance(self.initiate_login_uri, Unset):
            initiate_login_uri = UNSET
        else:
            initiate_login_uri = self.initiate_login_uri

        client_uri: None | str | Unset
        if isinstance(self.client_uri, Unset):
            client_uri = UNSET
        else:
            client_uri = self.client_uri

        auth_method: str | Unset = UNSET
        if not isinstance(self.auth_method, Unset):
            auth_method = self.auth_method.value

        jwks: dict[str, Any] | None | Unset
        if isinstance(self.jwks, Unset):
            jwks = UNSET
        elif isinstance(self.jwks, NewClientJwksType0):
            jwks = self.jwks.to_dict()
        else:
            jwks = self.jwks

        jwks_uri: None | str | Unset
        if isinstance(self.jwks_uri, Unset):
            jwks_uri = UNSET
        else:
            jwks_uri = self.jwks_uri

        min_acr: None | str | Unset
        if isinstance(self.min_acr, Unset):
            min_acr = UNSET
        elif isinstance(self.min_acr, Acr):
            min_acr = self.min_acr.value
        else:
            min_acr = self.min_acr

        scopes: list[str] | Unset = UNSET
        if not isinstance(self.scopes, Unset):
            scopes = []
            for scopes_item_data in self.scopes:
                scopes_item = scopes_item_data.value
                scopes.append(scopes_item)

        require_pkce = self.require_pkce

        id_token_alg: str | Unset = UNSET
        if not isinstance(self.id_token_alg, Unset):
            id_token_alg = self.id_token_alg.value

        entra_tenant_id: None | str | Unset
        if isinstance(self.entra_tenant_id, Unset):
            entra_tenant_id = UNSET
        else:
            entra_tenant_id = self.entra_tenant_id

        entra_client_id: None | str | Unset
        if isinstance(self.entra_client_id, Unset):
            entra_client_id = UNSET
        else:
            entra_client_id = self.entra_client_id

        entra_issuer: None | str | Unset
        if isinstance(self.entra_issuer, Unset):
            entra_issuer = UNSET
        else:
            entra_issuer = self.entra_issuer

        disabled = self.disabled

        first_factor: str | Unset = UNSET
        if not isinstance(self.first_factor, Unset):
            first_factor = self.first_factor.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "kind": kind,
            }
        )
        if redirect_uris is not UNSET:
            field_dict["redirect_uris"] = redirect_uris
        if post_logout_redirect_uris is not UNSET:
            field_dict["post_logout_redirect_uris"] = post_logout_redirect_uris
        if backchannel_logout_uri is not UNSET:
            field_dict["backchannel_logout_uri"] = backchannel_logout_uri
        if initiate_login_uri is not UNSET:
            field_dict["initiate_login_uri"] = initiate_login_uri
        if client_uri is not UNSET:
            field_dict["client_uri"] = client_uri
        if auth_method is not UNSET:
            field_dict["auth_method"] = auth_method
        if jwks is not UNSET:
            field_dict["jwks"] = jwks
        if jwks_uri is not UNSET:
            field_dict["jwks_uri"] = jwks_uri
        if min_acr is not UNSET:
            field_dict["min_acr"] = min_acr
        if scopes is not UNSET:
            field_dict["scopes"] = scopes
        if require_pkce is not UNSET:
            field_dict["require_pkce"] = require_pkce
        if id_token_alg is not UNSET:
            field_dict["id_token_alg"] = id_token_alg
        if entra_tenant_id is not UNSET:
            field_dict["entra_tenant_id"] = entra_tenant_id
        if entra_client_id is not UNSET:
            field_dict["entra_client_id"] = entra_client_id
        if entra_issuer is not UNSET:
            field_dict["entra_issuer"] = entra_issuer
        if disabled is not UNSET:
            field_dict["disabled"] = disabled
        if first_factor is not UNSET:
            field_dict["first_factor"] = first_factor

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.new_client_jwks_type_0 import NewClientJwksType0

        d = dict(src_dict)
        name = d.pop("name")

        kind = ClientKind(d.pop("kind"))

        redirect_uris = cast(list[str], d.pop("redirect_uris", UNSET))

        post_logout_redirect_uris = cast(
            list[str], d.pop("post_logout_redirect_uris", UNSET)
        )

        def _parse_backchannel_logout_uri(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        backchannel_logout_uri = _parse_backchannel_logout_uri(
            d.pop("backchannel_logout_uri", UNSET)
        )

        def _parse_initiate_login_uri(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        initiate_login_uri = _parse_initiate_login_uri(
            d.pop("initiate_login_uri", UNSET)
        )

        def _parse_client_uri(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        client_uri = _parse_client_uri(d.pop("client_uri", UNSET))

        _auth_method = d.pop("auth_method", UNSET)
        auth_method: AuthMethod | Unset
        if isinstance(_auth_method, Unset):
            auth_method = UNSET
        else:
            auth_method = AuthMethod(_auth_method)

        def _parse_jwks(data: object) -> NewClientJwksType0 | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                jwks_type_0 = NewClientJwksType0.from_dict(data)

                return jwks_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(NewClientJwksType0 | None | Unset, data)

        jwks = _parse_jwks(d.pop("jwks", UNSET))

        def _parse_jwks_uri(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        jwks_uri = _parse_jwks_uri(d.pop("jwks_uri", UNSET))

        def _parse_min_acr(data: object) -> Acr | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                min_acr_type_0 = Acr(data)

                return min_acr_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Acr | None | Unset, data)

        min_acr = _parse_min_acr(d.pop("min_acr", UNSET))

        _scopes = d.pop("scopes", UNSET)
        scopes: list[Scope] | Unset = UNSET
        if _scopes is not UNSET:
            scopes = []
            for scopes_item_data in _scopes:
                scopes_item = Scope(scopes_item_data)

                scopes.append(scopes_item)

        require_pkce = d.pop("require_pkce", UNSET)

        _id_token_alg = d.pop("id_token_alg", UNSET)
        id_token_alg: SigningAlgorithm | Unset
        if isinstance(_id_token_alg, Unset):
            id_token_alg = UNSET
        else:
            id_token_alg = SigningAlgorithm(_id_token_alg)

        def _parse_entra_tenant_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        entra_tenant_id = _parse_entra_tenant_id(d.pop("entra_tenant_id", UNSET))

        def _parse_entra_client_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        entra_client_id = _parse_entra_client_id(d.pop("entra_client_id", UNSET))

        def _parse_entra_issuer(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        entra_issuer = _parse_entra_issuer(d.pop("entra_issuer", UNSET))

        disabled = d.pop("disabled", UNSET)

        _first_factor = d.pop("first_factor", UNSET)
        first_factor: FirstFactor | Unset
        if isinstance(_first_factor, Unset):
            first_factor = UNSET
        else:
            first_factor = FirstFactor(_first_factor)

        new_client = cls(
            name=name,
            kind=kind,
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
            disabled=disabled,
            first_factor=first_factor,
        )

        return new_client
