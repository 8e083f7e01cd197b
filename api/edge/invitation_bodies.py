"""The bodies of an invitation, for who has its link."""

from api.edge.bodies import Answer, Body
from doorstep.rules.people import Language, Password


class Invitation(Answer):
    """`account` is its name, `language` the invited member's."""

    account: str
    email_hint: str
    language: Language


class AcceptedInvitation(Body):
    password: Password
