"""Signing keys, and the tokens that they sign: ID tokens and logout tokens.

Sources: RFC 7515 and 7519 (JWS, JWT), RFC 7517 and 7638 (JWK, its thumbprint), OpenID
Connect Core 2 and 10.1, OpenID Connect Back-Channel Logout 2.4. joserfc does the work.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from doorstep.rules.clients import SigningAlgorithm

if TYPE_CHECKING:  # most installations sign nothing: see `_key_type`
    from joserfc.jwk import ECKey, RSAKey

Jwk: TypeAlias = dict[str, str | list[str]]
Claims: TypeAlias = Mapping[str, object]
_RSA_BITS = 2048
_CURVE = "P-256"
_CERTIFIED_FOR = timedelta(days=3653)
"""The certificate only carries the key: nobody checks how long it is valid."""


class TokenType(StrEnum):
    """The `typ` of a token's header."""

    id_token = "JWT"  # noqa: S105  a word, not a token
    logout_token = "logout+jwt"  # noqa: S105  a word, not a token


@dataclass(frozen=True, repr=False)
class KeyPair:
    """A new key: its thumbprint, the public JWK and the private key as PKCS #8 PEM."""

    kid: str
    algorithm: SigningAlgorithm
    public_jwk: Jwk
    private: bytes


class TokenSigner:
    """A private key that is ready to sign."""

    def __init__(self, kid: str, algorithm: SigningAlgorithm, private: bytes) -> None:
        self.kid = kid
        self.algorithm = algorithm
        self._key: RSAKey | ECKey = _key_type(algorithm).import_key(private)

    def sign(self, claims: Claims, typ: TokenType = TokenType.id_token) -> str:
        """A compact JWS whose header is `alg`, `kid` and `typ` alone."""
        from joserfc import jwt

        header = {"alg": self.algorithm.value, "kid": self.kid, "typ": typ.value}
        return jwt.encode(header, dict(claims), self._key, [self.algorithm.value])


def new_key_pair(algorithm: SigningAlgorithm, at: datetime) -> KeyPair:
    """RSA with 2048 bits for RS256, P-256 for ES256. Takes some 100 ms for RSA."""
    from joserfc.jwk import ECKey, RSAKey

    if algorithm is SigningAlgorithm.rs256:
        key: RSAKey | ECKey = RSAKey.generate_key(_RSA_BITS, auto_kid=True)
    else:
        key = ECKey.generate_key(_CURVE, auto_kid=True)
    kid = key.kid or key.thumbprint()
    jwk: Jwk = {**key.as_dict(private=False), "use": "sig", "alg": algorithm.value}
    if isinstance(key, RSAKey):
        jwk["x5c"] = [_certificate(key, kid, at)]
    return KeyPair(kid, algorithm, jwk, key.as_pem(private=True))


def key_id(token: str) -> str | None:
    """The `kid` that a token names; nothing of it is verified yet."""
    from joserfc import jws
    from joserfc.errors import JoseError

    try:
        kid = jws.extract_compact(token.encode("ascii")).headers().get("kid")
    except (JoseError, ValueError):
        return None
    return kid if isinstance(kid, str) else None


def verified_claims(
    token: str, public_jwk: Jwk, algorithm: SigningAlgorithm
) -> Claims | None:
    """The claims of a token that this key signed, however old; None for others."""
    from joserfc import jwt
    from joserfc.errors import JoseError

    try:
        key: RSAKey | ECKey = _key_type(algorithm).import_key(public_jwk)
        return jwt.decode(token, key, [algorithm.value]).claims
    except (JoseError, ValueError):
        return None


def _key_type(algorithm: SigningAlgorithm) -> "type[RSAKey | ECKey]":
    """joserfc is imported by what signs or verifies: a process that does neither is
    ready sooner, and smaller.
    """
    from joserfc.jwk import ECKey, RSAKey

    return RSAKey if algorithm is SigningAlgorithm.rs256 else ECKey


def _certificate(key: "RSAKey", kid: str, at: datetime) -> str:
    """A self-signed certificate of the key, for callers that read `x5c` only."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Doorstep {kid}")])
    private = key.private_key
    assert private is not None  # noqa: S101  for mypy: it was just made
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at)
        .not_valid_after(at + _CERTIFIED_FOR)
        .sign(private, SHA256())
    )
    return b64encode(certificate.public_bytes(Encoding.DER)).decode()
