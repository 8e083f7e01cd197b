"""The HTTP contract as a small model without I/O: the expected answer to each act.

It shares no code with the service; time is an argument. An emailed code is right or
wrong; an app's code is given by its time step, None for a wrong one.
"""

from dataclasses import dataclass
from datetime import datetime

from model_devices import MINUTE, PLACES, Facts, refused
from model_flows import Login
from model_people import Member, Session


@dataclass
class Model:
    """One account, whose members are all in one network at a time."""

    members: list[Member]
    required: bool = False
    place: str = PLACES[0]

    @property
    def logins(self) -> list[Login]:
        return [login for member in self.members for login in member.logins]

    def pass_to(self, at: datetime) -> None:
        for login in self.logins:
            login.pass_to(at)

    def edges(self) -> list[datetime]:
        of_members = [moment for each in self.members for moment in each.edges()]
        return of_members + [moment for each in self.logins for moment in each.edges()]

    def wrong_password(self, member: Member) -> Facts:
        member.wrong_passwords += 1
        return refused(401, "invalid-credentials")

    def start(self, member: Member, at: datetime) -> Facts:
        """With the right password."""
        if member.disabled:
            return self.wrong_password(member)
        waits = "code_required" if member.device else "setup_required"
        login = Login(member, waits, at, at + 10 * MINUTE)
        member.logins.append(login)
        if not self.required:
            login.end("signed_in", at)
            login.session = Session(member, at, at)
        return login.shown(at, 201)

    def disable(self, member: Member, at: datetime, *, disabled: bool) -> Facts:
        if disabled:
            member.end_sessions()
            member.end_flows(at)
        member.disabled = disabled
        return {"status": 200, "two_step": member.two_step(at)}

    def reset(self, member: Member, at: datetime) -> Facts:
        member.device = None
        member.end_sessions()
        member.end_flows(at)
        return {"status": 204}
