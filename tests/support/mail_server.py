"""An SMTP server on loopback that keeps its mail; a test can make it fail."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session

from trials.ports import free_port
from waiting import until_true

_CODE_ALONE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


class MailServer:
    """`answer` is its reply to DATA; None accepts the mail, after `delay` seconds."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.rejected: list[EmailMessage] = []
        self.answer: str | None = None
        self.delay = 0.0
        self.accepting = asyncio.Event()
        self.port = free_port()
        self._server: asyncio.Server | None = None
        self._receiving: set[asyncio.Transport] = set()
        self._senders: list[Callable[[], bool]] = []

    async def start(self) -> None:
        """Listen; a second start listens where the first one did."""
        if self._server is None or not self._server.is_serving():
            self._server = await asyncio.get_running_loop().create_server(
                lambda: SMTP(self, hostname="mail.test", enable_SMTPUTF8=True),
                "127.0.0.1",
                self.port,
            )

    def reset(self) -> None:
        """As a newly started server; a mail that is being received is not kept."""
        self.messages, self.rejected = [], []
        self.answer = None
        self.delay = 0.0
        self.accepting.clear()
        for connection in self._receiving:
            connection.abort()

    @contextmanager
    def used_by(self, is_sending: Callable[[], bool]) -> Iterator[None]:
        """Within the context, `until_nothing_comes` asks this sender too."""
        self._senders.append(is_sending)
        try:
            yield
        finally:
            self._senders.remove(is_sending)

    async def until_nothing_comes(self) -> None:
        """Until no sender is sending; one that waits for a reply gets none."""
        self.reset()
        await until_true(lambda: not any(sending() for sending in self._senders))

    async def stop(self) -> None:
        """Close its port, as a server does that is restarted."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(
        self,
        server: SMTP,
        session: Session,  # noqa: ARG002
        envelope: Envelope,
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        if self.answer is not None:
            self.rejected.append(message)
            return self.answer
        messages = self.messages
        self.accepting.set()
        with self._aborted_by_reset(server):
            await asyncio.sleep(self.delay)
        messages.append(message)
        return "250 2.0.0 accepted"

    @contextmanager
    def _aborted_by_reset(self, server: SMTP) -> Iterator[None]:
        connection = server.transport
        assert isinstance(connection, asyncio.Transport)
        self._receiving.add(connection)
        try:
            yield
        finally:
            self._receiving.discard(connection)

    def subjects(self) -> list[str]:
        return [str(message["Subject"]) for message in self.messages]

    async def wait_for(self, count: int) -> None:
        """Until it has accepted this many mails."""
        await until_true(lambda: len(self.messages) >= count)

    def codes(
        self, address: str | None = None, subject: str = "Email Verification"
    ) -> list[str]:
        """The emailed codes in the order they came, to one address or to all."""
        return [
            code_in(message)
            for message in self.messages
            if str(message["Subject"]) == subject
            and (address is None or str(message["To"]) == address)
        ]


def code_in(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    found = _CODE_ALONE.search(part.get_content())  # a name may have six digits too
    assert found is not None
    return found[1]
