"""The account, its administrator, its applications, and members as they are needed."""

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from release.upgrade.stack import Release
from trials.bench.members import PASSWORD
from trials.faults.applications import CALLBACK, SIGNED_OUT, Application
from trials.faults.frontend import CallLog, Frontend
from trials.faults.person import LostError, Person
from trials.faults.plan import Kind, Scenario
from trials.faults.scenarios import Administrator
from trials.faults.smtp_server import SmtpServer
from trials.faults.vouching import verify_subject

ADMINISTRATOR = "ada@before.test"
_SIGNS_IN = ("openid", "email", "offline_access")
_VERIFIES = ("openid", "subjects", "verifications")
_STRAIGHT_ON = Scenario(0, Kind.login, 0, 0, 0, 0)
"""Nobody types a wrong code, or asks for another mail."""


class People:
    """`frontend` is what people reach: whichever APIs are up."""

    def __init__(self, smtp: SmtpServer, urls: tuple[str, ...]) -> None:
        self.log = CallLog()
        self.frontend = Frontend(urls, self.log)
        self.administrator: Administrator
        self.shop: Application
        self.smtp = smtp
        self._numbers: Iterator[int] = count(1)

    async def begin(self, release: Release) -> None:
        """By the command line and the API of the only release that runs."""
        named = ("--name", "Before", "--admin-email", ADMINISTRATOR)
        words = ("account", "create", *named, "--password-stdin")
        await release.command(*words, typed=f"{PASSWORD}\n")
        self.administrator = await self._administrator()
        self.shop = await self._application("Shop", _SIGNS_IN)

    async def member(self) -> Person:
        """Somebody new, with a password and nothing else."""
        person = self.person(f"member-{next(self._numbers)}@before.test")
        body = {
            "email": person.email,
            "name": "Kim",
            "role": "member",
            "language": "en",
            "password": PASSWORD,
        }
        await self.expect(201, "POST", "/v1/account/members", body)
        return person

    async def enrolled(self) -> Person:
        """Somebody with an authenticator and a session."""
        person = await self.member()
        await person.open()
        await person.sign_in()
        return person

    def person(self, email: str, frontend: Frontend | None = None) -> Person:
        """Somebody who reaches another API, if one is given."""
        return Person(email, _STRAIGHT_ON, frontend or self.frontend, self.smtp)

    async def everything_else(self, release: Release, folder: Path) -> None:
        """What an account has besides: a group, imported people, an application that
        keeps its own passwords, and somebody who does not know the right one.
        """
        person = await self.member()
        group = await self.expect(201, "POST", "/v1/account/groups", {"name": "Team"})
        member = f"{await self._id_of(person.email)}"
        await self.expect(
            204, "PUT", f"/v1/account/groups/{group['id']}/members/{member}", {}
        )
        await person.password_works("a guess of a stranger")
        file = folder / "people.csv"
        file.write_text("email,name\nlou@before.test,Lou\n")
        await release.command("member", "import", str(file), "--account", "Before")
        portal = await self._application("Portal", _VERIFIES, first_factor="client")
        await verify_subject(self.person("sam@before.test"), portal)

    async def reset_device(self, email: str) -> None:
        """As an administrator does for whoever has lost the phone."""
        await self.administrator.reset(await self._id_of(email))

    def invited_address(self) -> str:
        return f"invited-{next(self._numbers)}@before.test"

    async def expect(
        self,
        status: int,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
    ) -> dict[str, Any]:
        """What an act of the administrator was answered."""
        answer = await self.administrator.act(path, body, method)
        if answer.status != status:
            raise LostError(f"{method} {path} was answered {answer}")
        return answer.document

    async def _administrator(self) -> Administrator:
        """Who requires two-step verification, and so needs an authenticator too."""
        person = self.person(ADMINISTRATOR)
        await person.open("admin_center")
        call = self.frontend.call_until_answered
        session = person.login["session"]["token"]
        body = {"two_step_required": True}
        answer = await call("PATCH", "/v1/account", session, body)
        if not answer.good:
            raise LostError(f"two-step verification cannot be required: {answer}")
        await person.open("admin_center")
        await person.sign_in()
        if person.app is None:
            raise LostError("the administrator has no authenticator")
        return Administrator(self.frontend, person.session, person.app)

    async def _id_of(self, email: str) -> UUID:
        listed = await self.expect(200, "GET", f"/v1/account/members?query={email}")
        (member,) = [one for one in listed["items"] if one["email"] == email]
        return UUID(member["id"])

    async def _application(
        self, name: str, scopes: tuple[str, ...], **others: str
    ) -> Application:
        body: dict[str, object] = {
            "name": name,
            "kind": "web",
            "redirect_uris": [CALLBACK],
            "post_logout_redirect_uris": [SIGNED_OUT],
            "scopes": scopes,
            **others,
        }
        added = await self.expect(201, "POST", "/v1/account/clients", body)
        return Application(str(added["id"]), str(added["client_secret"]))
