"""Making tokens: what a client is answered, and what is written of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from doorstep.db.answers import StoredAnswer
from doorstep.db.clients import Client
from doorstep.db.token_exchanges import NewTokens
from doorstep.db.token_facts import Person
from doorstep.db.token_grants import TokenGrant
from doorstep.process.token_signing import TokenSigning
from doorstep.rules.clients import Scope
from doorstep.rules.id_tokens import Authentication, Profile, id_token_claims
from doorstep.rules.jose import TokenSigner
from doorstep.rules.tokens import new_token, token_hash
from doorstep.transactions.kept_answers import KeptAnswers, Place, Reply


@dataclass(frozen=True)
class Repeats:
    """By what a repeat of a request may be known: its `Idempotency-Key`, the `jti` of
    its assertion; and what it asks.
    """

    keys: tuple[str, ...]
    asked: str

    def places(self, grant: TokenGrant, used: str) -> list[Place]:
        """Where answers are kept, to a code or token that was used."""
        return [Place(grant.id, f"{token_hash(used).hex()}/{key}") for key in self.keys]


@dataclass(frozen=True)
class Wanted:
    """The tokens to issue; one that `outlives_session` is given after its end."""

    grant: TokenGrant
    person: Person
    scopes: tuple[str, ...]
    access_expires_at: datetime
    nonce: str | None
    in_session: bool
    outlives_session: bool = False


@dataclass(frozen=True)
class TokenIssuer:
    issuer: str
    signing: TokenSigning
    kept: KeptAnswers

    async def issue(
        self,
        client: Client,
        wanted: Wanted,
        places: Sequence[Place],
        asked: str,
        at: datetime,
    ) -> tuple[NewTokens, Reply]:
        """Nothing is written yet. Raises SigningKeyMissing."""
        access = new_token()
        refresh = new_token() if wanted.grant.offline else None
        reply = _answer(wanted, access, refresh, at)
        if reply.document is not None and Scope.openid in wanted.scopes:
            signer = await self.signing.signer(client.id_token_alg)
            reply.document["id_token"] = self._id_token(wanted, signer, access, at)
        return NewTokens(
            grant_id=wanted.grant.id,
            access_hash=token_hash(access),
            access_expires_at=wanted.access_expires_at,
            outlives_session=wanted.outlives_session,
            refresh_hash=None if refresh is None else token_hash(refresh),
            grant_expires_at=wanted.grant.expires_at,
            scopes=wanted.scopes,
            answers=self._kept(places, asked, reply),
        ), reply

    async def repeated(self, places: Sequence[Place], asked: str) -> Reply | None:
        """The first answer to the same request; None where it is not the same."""
        for place in places:
            kept = await self.kept.find(place, asked)
            if isinstance(kept, Reply):
                return kept
        return None

    def _id_token(
        self, wanted: Wanted, signer: TokenSigner, access: str, at: datetime
    ) -> str:
        grant = wanted.grant
        authentication = Authentication(
            member_id=grant.member_id,
            client_id=grant.client_id,
            session_id=grant.session_id if wanted.in_session else None,
            acr=grant.acr,
            amr=grant.amr,
            auth_time=grant.auth_time,
            scopes=wanted.scopes,
        )
        return signer.sign(
            id_token_claims(
                authentication,
                profile_of(wanted.person),
                self.issuer,
                at,
                access_token=access,
                nonce=wanted.nonce,
            )
        )

    def _kept(
        self, places: Sequence[Place], asked: str, reply: Reply
    ) -> Mapping[bytes, StoredAnswer]:
        return {
            place.key_hash: self.kept.sealed(place, asked, reply) for place in places
        }


def profile_of(person: Person) -> Profile:
    return Profile(
        email=person.email,
        email_verified=person.email_verified,
        name=person.name,
        locale=person.language.value,
        external_id=person.external_id,
    )


def _answer(wanted: Wanted, access: str, refresh: str | None, at: datetime) -> Reply:
    """RFC 6749 5.1; the ID token is added by who signs it."""
    lifetime = wanted.access_expires_at - at
    document: dict[str, object] = {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": int(lifetime.total_seconds()),
        "scope": " ".join(wanted.scopes),
    }
    if refresh is not None:
        document["refresh_token"] = refresh
    return Reply(200, document)
