"""A worker that is killed while each of five members is at a named fault point."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import httpx
from aiosmtpd.smtp import SMTP, Envelope, Session
from uuid_utils.compat import uuid7

from breakpoints import Breakpoint
from client_rows import client_of
from doorstep.db.sessions import Session as SessionRow
from doorstep.db.sessions import Sessions
from doorstep.db.writes import write_together
from doorstep.rules.stages import Application, LoginStage
from doorstep.rules.tokens import new_token, token_hash
from journey import Journey
from mail_server import MailServer
from password_reset import Reset
from rp_server import RpServer
from seeding import long_enrolled, member_id_of, rows_of
from service import Service
from session_rows import insert_session, join
from stopped_process import stopped_process
from waiting import in_time, until

_JUDGED = b"insert into sessions"
_BINDING = b"set status = 'active'"
_RECOVERING = b"update recoveries set stage"
_STARTED = b"update session_clients set started_at"
_TOLD = b"told_at = $3"
_FACTS = {
    "sessions": """
        select email, 'alive' as fact
        from sessions join members on members.id = member_id where ended_at is null
    """,
    "devices": """
        select email, status as fact
        from devices join members on members.id = member_id order by status
    """,
    "mails": """
        select email, 'noted' as fact
        from emails join members on members.id = member_id
        where accepted_at is not null
    """,
}
JUDGED, MAILED, BINDING = "ida@acme.test", "max@acme.test", "kim@acme.test"
RECOVERING, SIGNED_OUT = "leo@acme.test", "mia@acme.test"


class SlowMailServer(MailServer):
    """Accepts every mail, and replies once `may_reply` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.may_reply = asyncio.Event()
        self.may_reply.set()

    async def handle_DATA(
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        reply = await super().handle_DATA(server, session, envelope)
        await self.may_reply.wait()
        return reply


@asynccontextmanager
async def slow_mail_server() -> AsyncIterator[SlowMailServer]:
    server = SlowMailServer()
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


@dataclass(frozen=True)
class SignedOut:
    """A session that has ended, and the client that is told."""

    session: SessionRow
    client_id: str
    server: RpServer


@dataclass
class KilledWorker:
    """The members by their fault point, and the database right after the kill."""

    service: Service
    prompt: Service
    """Another API, with the time limits of production."""
    judged: Journey
    mailed: Journey
    binding: Journey
    recovering: Reset
    signed_out: SignedOut
    facts: dict[str, list[str]] = field(default_factory=dict)

    async def repeat(self, person: Journey, path: str, code: str) -> httpx.Response:
        """The same act under the same key, until it is answered."""
        return await until(
            lambda: _act(replace(person, service=self.prompt), path, code),
            lambda answer: answer.status_code not in (503, 429),
        )

    async def count(self, what: str) -> int:
        return int(await self.service.pool.fetchval(f"select count(*) from {what}"))


async def _act(person: Journey, path: str, code: str) -> httpx.Response:
    headers = {
        "Authorization": f"Bearer {person.login['flow_token']}",
        "Idempotency-Key": "the one act",
    }
    return await person.service.http.post(path, headers=headers, json={"code": code})


async def members_at_points(
    service: Service, prompt: Service, server: RpServer
) -> KilledWorker:
    for email in (JUDGED, BINDING, RECOVERING, SIGNED_OUT):
        await service.add_member(email)
    judged = await long_enrolled(service, JUDGED)
    binding = await long_enrolled(service, BINDING)
    await _sign_in_long_ago(binding)
    await binding.as_far_as("confirm_code")
    mailed = Journey(service, MAILED)
    await mailed.start()
    recovering = Reset(service, RECOVERING)
    await recovering.ask()
    await recovering.emailed_code()
    signed_out = await _signed_in_to_a_client(service, server)
    return KilledWorker(
        service, prompt, judged, mailed, binding, recovering, signed_out
    )


async def _signed_in_to_a_client(service: Service, server: RpServer) -> SignedOut:
    client = await client_of(service, backchannel_logout_uri=server.uri)
    member_id = await member_id_of(service.pool, SIGNED_OUT)
    session = await insert_session(service.pool, member_id, service.clock())
    await join(service.pool, session, client.id, service.clock())
    return SignedOut(session, client.id, server)


async def _sign_in_long_ago(person: Journey) -> None:
    """A session that was opened with the earlier device."""
    service, at = person.service, person.service.clock() - timedelta(minutes=5)
    token = new_token()
    async with service.pool.acquire() as connection:
        member_id = await member_id_of(service.pool, person.email)
        rows = await rows_of(connection, member_id, at)
        login = await rows.login(LoginStage.signed_in)
        session = SessionRow(
            id=uuid7(),
            account_id=login.account_id,
            member_id=member_id,
            login_id=login.id,
            application=Application.web_console,
            amr=("pwd", "otp", "mfa"),
            client_address="127.0.0.1",
            user_agent="",
            auth_time=at,
            last_seen_at=at,
            expires_at=at + timedelta(days=1),
            stepped_up_at=at,
        )
        await write_together(connection, Sessions.inserted(session, token_hash(token)))
    person.session_token = token


async def kill_at_named_points(
    people: KilledWorker, mail: SlowMailServer, folder: Path
) -> None:
    points = (
        Breakpoint(_JUDGED, committed=True),
        Breakpoint(_BINDING, committed=False),
        Breakpoint(_RECOVERING, committed=True),
        Breakpoint(_STARTED, committed=False, commits_itself=True),
        Breakpoint(_TOLD, committed=True, commits_itself=True),
    )
    async with stopped_process(
        people.service.settings, "worker", folder, *points
    ) as process:
        await until(lambda: people.judged.get(people.judged.login_path), answered)
        code = await people.recovering.emailed_code()
        mail.reset()
        mail.may_reply.clear()
        await until(people.mailed.begin_setup, _taken)
        await mail.wait_for(1)
        await _end(people.service, people.signed_out.session)
        acts = asyncio.gather(
            _act(
                replace(people.judged, service=people.prompt),
                f"{people.judged.login_path}/code",
                people.judged.code(),
            ),
            _act(
                replace(people.binding, service=people.prompt),
                f"{people.binding.enrollment_path}/setup-code",
                people.binding.code(),
            ),
            replace(people.recovering, service=people.prompt).submit_code(code),
        )
        for point in points:
            await in_time(point.reached.wait())
        await process.kill()
        mail.may_reply.set()
        people.facts = await facts_of(people.service)
    assert {answer.status_code for answer in await acts} == {503}


async def _end(service: Service, session: SessionRow) -> None:
    async with service.pool.acquire() as connection:
        ended = Sessions.ended(session.id, service.clock())
        await write_together(connection, ended)


def _taken(answer: httpx.Response) -> bool:
    return answer.is_success


def answered(answer: httpx.Response) -> bool:
    return answer.status_code == 200


async def facts_of(service: Service) -> dict[str, list[str]]:
    """Sessions, devices and accepted mails by the address of their member."""
    facts: dict[str, list[str]] = {}
    for what, query in _FACTS.items():
        for record in await service.pool.fetch(query):
            facts.setdefault(f"{what} of {record['email']}", []).append(record["fact"])
    return facts
