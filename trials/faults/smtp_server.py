"""An SMTP server that misbehaves by plan, at each stage of the session."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from trials.faults.plan import Behaviour

_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_WITH_CODE = (
    *("Email Verification", "Password reset", "Confirm your new email address"),
)
_LATE_SECONDS = 2.0
_ANSWERS = {
    "EHLO": "250-post.test\r\n250 ENHANCEDSTATUSCODES",
    "MAIL": "250 2.1.0 ok",
    "RCPT": "250 2.1.5 ok",
    "DATA": "354 go on",
    "RSET": "250 2.0.0 ok",
    "QUIT": "221 2.0.0 bye",
}


@dataclass(frozen=True)
class Mail:
    """A mail that was accepted; `key` is its Message-ID without kind and domain."""

    key: str
    to: str
    subject: str
    text: str
    date: str

    @property
    def code(self) -> str | None:
        """The six digits of a mail that has a code."""
        found = _CODE.search(self.text)
        return found[0] if found and self.subject in _WITH_CODE else None


@dataclass
class SmtpServer:
    """Accepts mail, with a behaviour of its own for each connection."""

    behaviour: Callable[[int], Behaviour]
    mails: list[Mail] = field(default_factory=list)
    behaviours: Counter[Behaviour] = field(default_factory=Counter)
    deferred: set[str] = field(default_factory=set)
    """The addresses that it takes no mail for, yet."""
    port: int = 0
    _connections: int = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._receive, "127.0.0.1", 0)
        self.port = int(server.sockets[0].getsockname()[1])
        try:
            yield
        finally:
            server.close()

    def newest_code(self, flow_id: str) -> tuple[int, str] | None:
        """The greatest number of a flow's mails that came, and its code."""
        found = [
            (int(number), mail.code)
            for mail in self.mails
            for flow, _, number in [mail.key.partition(".")]
            if flow == flow_id and mail.code
        ]
        return max(found, default=None)

    async def _receive(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        behaviour = self.behaviour(self._connections)
        self._connections += 1
        self.behaviours[behaviour] += 1
        with suppress(OSError, asyncio.IncompleteReadError):
            await self._talk(behaviour, reader, writer)
        writer.close()

    async def _talk(
        self,
        behaviour: Behaviour,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        if behaviour is Behaviour.drops_before_greeting:
            return
        if behaviour is Behaviour.greets_late:
            await asyncio.sleep(_LATE_SECONDS)
        refuses = behaviour is Behaviour.refuses_to_greet
        _say(writer, "421 4.3.2 not now" if refuses else "220 ready")
        while not refuses and (line := await reader.readline()):
            verb = line.decode().split(maxsplit=1)[0].upper()
            if verb == "RCPT" and behaviour is Behaviour.drops_after_rcpt:
                return
            delays = behaviour is Behaviour.delays_rcpt or self._defers(line)
            if verb == "RCPT" and delays:
                _say(writer, "451 4.7.1 later")
                continue
            _say(writer, _ANSWERS.get(verb, "502 5.5.1 what?"))
            if verb == "QUIT":
                return
            if verb == "DATA":
                content = await reader.readuntil(b"\r\n.\r\n")
                if not await self._take(behaviour, content, writer):
                    return

    def _defers(self, line: bytes) -> bool:
        return any(f"<{address}>" in line.decode() for address in self.deferred)

    async def _take(
        self, behaviour: Behaviour, content: bytes, writer: asyncio.StreamWriter
    ) -> bool:
        """False where the connection ends before the mail is acknowledged."""
        if behaviour is Behaviour.delays_data:
            _say(writer, "451 4.3.0 later")
            return True
        self.mails.append(_read(content))
        if behaviour is Behaviour.drops_after_data:
            return False
        if behaviour is Behaviour.answers_late:
            await asyncio.sleep(_LATE_SECONDS)
        _say(writer, "250 2.0.0 taken")
        return True


def _say(writer: asyncio.StreamWriter, line: str) -> None:
    writer.write(f"{line}\r\n".encode())


def _read(content: bytes) -> Mail:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    part = message.get_body(("plain",))
    return Mail(
        key=str(message["Message-ID"]).partition("@")[0].partition(".")[2],
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=part.get_content() if part else "",
        date=str(message["Date"]),
    )
