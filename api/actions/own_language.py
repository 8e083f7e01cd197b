"""The language of the member who is signed in, for pages and emails."""

from dataclasses import dataclass, replace

from api.edge.problems import Problem
from api.texts.problems import ProblemKind
from doorstep.clock import Clock
from doorstep.db.pool import Pool
from doorstep.db.signed_in import SignedIn
from doorstep.errors import MemberGone
from doorstep.rules.people import Language
from doorstep.transactions.member_changes import MemberChange, change_member


@dataclass(frozen=True)
class OwnLanguage:
    pool: Pool
    clock: Clock

    async def change(self, signed_in: SignedIn, language: Language) -> SignedIn:
        """Returns the member as changed."""
        at = self.clock()
        try:
            await change_member(
                self.pool,
                signed_in.account.id,
                signed_in.member.id,
                MemberChange(language=language),
                at=at,
                by=signed_in.actor(at),
            )
        except MemberGone:
            raise Problem(ProblemKind.not_signed_in) from None
        return replace(signed_in, member=replace(signed_in.member, language=language))
