"""Whether a client is who it says it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from doorstep.clock import Clock
from doorstep.db.clients import Client
from doorstep.db.pool import Pool
from doorstep.db.token_facts import PresentedClient, TokensWithFacts
from doorstep.process.client_keys import ClientKeys
from doorstep.rules.client_assertions import AssertionFault, has_key, verify_assertion
from doorstep.rules.client_secrets import is_secret
from doorstep.rules.clients import AuthMethod
from doorstep.rules.seal import KeyRing
from doorstep.transactions.client_authentication import (
    refuse_client,
    use_assertion,
)

TOKEN_ENDPOINT = "/oauth2/token"  # noqa: S105  a path, not a token


@dataclass(frozen=True, repr=False)
class Credentials:
    """What a request presents: a secret, an assertion with the key it names, or
    nothing.
    """

    client_id: str
    secret: str | None = None
    assertion: str | None = None
    kid: str | None = None
    by_header: bool = False

    @property
    def method(self) -> AuthMethod:
        if self.assertion is not None:
            return AuthMethod.private_key_jwt
        if self.secret is None:
            return AuthMethod.none
        return AuthMethod.client_secret_basic


@dataclass(frozen=True)
class AuthenticatedClient:
    """`jti_hash` is that of its assertion; `repeats` where the same request used it."""

    client: Client
    jti_hash: bytes | None = None
    repeats: bool = False


@dataclass(frozen=True)
class NotProven:
    """A word for the audit trail, and for the client's programmer."""

    reason: str


@dataclass(frozen=True)
class ClientProof:
    pool: Pool
    ring: KeyRing
    clock: Clock
    issuer: str
    keys: ClientKeys

    async def find(self, client_id: str) -> PresentedClient | None:
        """A client that a request names, with what may prove it."""
        async with self.pool.acquire() as connection:
            return await TokensWithFacts(connection).client(client_id)

    async def check(
        self,
        given: Credentials,
        presented: PresentedClient | None,
        endpoint: str,
        asked: bytes,
    ) -> AuthenticatedClient | NotProven:
        """`endpoint` is its path; `asked` the digest of what is asked there, by which a
        repeat of the same request is told from another use of its assertion.
        """
        if presented is None:
            return NotProven("unknown")
        client = presented.client
        found = await self._proven(given, presented, endpoint, asked)
        if isinstance(found, NotProven):
            await refuse_client(self.pool, client, found.reason, self.clock())
        return found

    async def _proven(
        self,
        given: Credentials,
        presented: PresentedClient,
        endpoint: str,
        asked: bytes,
    ) -> AuthenticatedClient | NotProven:
        client, method = presented.client, presented.client.auth_method
        if client.disabled:
            return NotProven("disabled")
        if method.by_secret != given.method.by_secret or not (
            method.by_secret or method is given.method
        ):
            return NotProven("wrong_method")
        if method.by_secret:
            right = self._is_secret(presented, given.secret or "")
            return AuthenticatedClient(client) if right else NotProven("wrong_secret")
        if given.assertion is None:
            return AuthenticatedClient(client)
        return await self._asserted(given, given.assertion, client, endpoint, asked)

    def _is_secret(self, presented: PresentedClient, secret: str) -> bool:
        pairs = zip(presented.secret_ids, presented.sealed_secrets, strict=True)
        return any(is_secret(self.ring, i, sealed, secret) for i, sealed in pairs)

    async def _asserted(
        self,
        given: Credentials,
        assertion: str,
        client: Client,
        endpoint: str,
        asked: bytes,
    ) -> AuthenticatedClient | NotProven:
        keys = await self._keys_of(client, given.kid)
        if keys is None:
            return NotProven("keys_unreachable")
        paths = ("", endpoint, TOKEN_ENDPOINT)  # RFC 9126 2: the latter for PAR too
        audiences = {f"{self.issuer}{path}" for path in paths}
        at = self.clock()
        proof = verify_assertion(assertion, keys, client.id, audiences, at)
        if isinstance(proof, AssertionFault):
            return NotProven(proof.value)
        first = await use_assertion(self.pool, client.id, proof, asked)
        if first is None:
            return NotProven(AssertionFault.used_again.value)
        return AuthenticatedClient(client, proof.jti_hash, repeats=not first)

    async def _keys_of(
        self, client: Client, kid: str | None
    ) -> Mapping[str, object] | None:
        """Those registered, or those at its `jwks_uri`; None if they cannot be had."""
        if client.jwks_uri is None:
            return client.jwks or {}
        return await self.keys.at(client.jwks_uri, lambda keys: has_key(keys, kid))
