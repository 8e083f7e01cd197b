"""SMTP servers: one that follows a script, and a real one."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANGS_UP = ""
SILENCE = None
_USUAL = {
    "greeting": "220 ready",
    "EHLO": "250-peer.test\r\n250 ENHANCEDSTATUSCODES",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go on",
    ".": "250 2.0.0 taken",
    "RSET": "250 2.0.0 ok",
    "QUIT": "221 2.0.0 bye",
}


class ScriptedServer:
    """Has a reply for each verb (a dot: the end of the mail), and keeps what it
    received.

    A whole line may have a reply of its own. A reply may be SILENCE or HANGS_UP;
    `after` has the seconds that a reply takes.
    """

    def __init__(
        self, answers: Mapping[str, str | None], after: Mapping[str, float]
    ) -> None:
        self._answers = {**_USUAL, **answers}
        self._after = after
        self.received: list[str] = []

    async def talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        going_on = await self._say("greeting", writer)
        while going_on and (line := await reader.readline()):
            verb = await self._hear(line.decode().strip(), reader)
            going_on = await self._say(verb, writer)
        writer.close()

    async def _hear(self, line: str, reader: asyncio.StreamReader) -> str:
        self.received.append(line)
        if self.received[-2:-1] == ["DATA"] and self._answers["DATA"] == _USUAL["DATA"]:
            await reader.readuntil(b"\r\n.\r\n")
            return "."
        return line if line in self._answers else line.split(maxsplit=1)[0].upper()

    async def _say(self, verb: str, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(self._after.get(verb, 0))
        answer = self._answers.get(verb, "502 5.5.1 what?")
        if answer:
            writer.write(f"{answer}\r\n".encode())
        return answer != HANGS_UP


@asynccontextmanager
async def scripted_server(
    answers: Mapping[str, str | None] | None = None,
    after: Mapping[str, float] | None = None,
) -> AsyncIterator[tuple[ScriptedServer, str]]:
    """The server and its URL."""
    script = ScriptedServer(answers or {}, after or {})
    async with await asyncio.start_server(script.talk, "127.0.0.1", 0) as server:
        yield script, f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@dataclass
class Inbox:
    """The mails that a real server accepted."""

    taken: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def handle_DATA(
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,
        envelope: Envelope,
    ) -> str:
        self.taken.append(envelope)
        self.encrypted.append(session.ssl is not None)
        return "250 2.0.0 taken"


@asynccontextmanager
async def real_server(
    *,
    at_once: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    guarded: bool = False,
) -> AsyncIterator[tuple[Inbox, int]]:
    """The inbox and the port of an aiosmtpd server; `guarded`, it requires a
    password.
    """
    loop, inbox = asyncio.get_running_loop(), Inbox()

    def peer() -> SMTP:
        return SMTP(
            inbox,
            hostname="localhost",
            enable_SMTPUTF8=True,
            tls_context=starttls,
            require_starttls=starttls is not None,
            auth_required=guarded,
            authenticator=_only_with_password,
            loop=loop,
        )

    async with await loop.create_server(peer, "127.0.0.1", 0, ssl=at_once) as server:
        yield inbox, server.sockets[0].getsockname()[1]


def _only_with_password(
    _server: SMTP,
    _session: Session,
    _envelope: Envelope,
    _method: str,
    credentials: object,
) -> AuthResult:
    """Accepts `doorstep` with the password `p@ss word`."""
    right = LoginPassword(login=b"doorstep", password=b"p@ss word")
    return AuthResult(success=credentials == right, handled=False)
