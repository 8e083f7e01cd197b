"""The mailbox of `doorstep up`: SMTP server, page and JSON API, bounded on disk."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import httpx
import pytest

from cli.up.mail_folder import MailFolder
from cli.up.mailbox import serve
from cli.up.ports import is_open
from doorstep.mail.smtp import Smtp
from trials.ports import free_port
from waiting import patient_client, until

EVIL = "<script>alert(1)</script><img src='https://evil.test/x'>"


class Mailbox:
    """A running mailbox, with an SMTP and an HTTP client."""

    def __init__(self, smtp_port: int, http: httpx.AsyncClient) -> None:
        self.http = http
        self._smtp = Smtp.from_url(f"smtp://127.0.0.1:{smtp_port}")

    async def send(self, message: EmailMessage) -> None:
        await self._smtp.send(message)

    async def messages(self, **query: str) -> list[dict[str, str]]:
        answer = await self.http.get("/api/messages", params=query)
        return list(answer.json())

    async def page(self, path: str) -> httpx.Response:
        answer = await self.http.get(path)
        assert answer.status_code == 200
        return answer


@asynccontextmanager
async def running_mailbox(folder: Path) -> AsyncIterator[Mailbox]:
    smtp_port, page_port = free_port(), free_port()
    task = asyncio.create_task(serve(smtp_port, page_port, folder))
    await until(lambda: is_open("127.0.0.1", page_port), bool)
    async with patient_client(f"http://127.0.0.1:{page_port}") as http:
        yield Mailbox(smtp_port, http)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@pytest.fixture
async def mailbox(tmp_path: Path) -> AsyncIterator[Mailbox]:
    async with running_mailbox(tmp_path / "mails") as mailbox:
        yield mailbox


def mail(
    subject: str = "Hello", *, to: str = "max@acme.test", text: str = "Good morning."
) -> EmailMessage:
    message = EmailMessage(policy=SMTP.clone(utf8=not to.isascii()))
    message["From"] = "Doorstep <no-reply@doorstep.test>"
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = "Thu, 05 Mar 2026 14:03:00 +0000"
    message.set_content(text)
    message.add_alternative(f"<p>{text}</p>", subtype="html")
    return message


async def test_scripts_read_every_part_of_a_mail(mailbox: Mailbox) -> None:
    await mailbox.send(mail("Grüße", text="Zwölf Boxkämpfer"))

    (message,) = await mailbox.messages()
    assert message == {
        "id": "00000001",
        "to": "max@acme.test",
        "from": "Doorstep <no-reply@doorstep.test>",
        "subject": "Grüße",
        "date": "2026-03-05T14:03:00+00:00",
        "text": "Zwölf Boxkämpfer\n",
        "html": "<p>Zwölf Boxkämpfer</p>\n",
    }


async def test_the_newest_mail_comes_first(mailbox: Mailbox) -> None:
    for subject in ("first", "second", "third"):
        await mailbox.send(mail(subject))

    subjects = [message["subject"] for message in await mailbox.messages()]
    assert subjects == ["third", "second", "first"]
    shown = re.findall("first|second|third", (await mailbox.page("/")).text)
    assert shown == subjects


@pytest.mark.parametrize("to", ["max+a@acme.test", "MAX+A@acme.test", "jörg@acme.test"])
async def test_scripts_ask_for_the_mails_of_one_address(
    mailbox: Mailbox, to: str
) -> None:
    await mailbox.send(mail("other", to="ada@acme.test"))
    await mailbox.send(mail("wanted", to=to))

    wanted = await mailbox.messages(to=to.lower())
    assert [message["subject"] for message in wanted] == ["wanted"]
    assert await mailbox.messages(to="nobody@acme.test") == []


async def test_a_plus_sign_in_the_query_needs_no_encoding(mailbox: Mailbox) -> None:
    await mailbox.send(mail(to="max+a@acme.test"))

    answer = await mailbox.http.get("/api/messages?to=max+a@acme.test")
    assert len(answer.json()) == 1


async def test_the_mailbox_can_be_emptied(mailbox: Mailbox) -> None:
    await mailbox.send(mail())

    answer = await mailbox.http.delete("/api/messages")

    assert answer.status_code == 204
    assert await mailbox.messages() == []
    assert "No mail yet" in (await mailbox.page("/")).text


async def test_a_code_is_shown_beside_its_mail(mailbox: Mailbox) -> None:
    await mailbox.send(mail(text="Your code:\n\n012345\n"))

    assert '<span class="code">012345</span>' in (await mailbox.page("/")).text
    assert "012345" in (await mailbox.page("/mails/00000001")).text


async def test_a_mail_shows_both_parts_and_its_source(mailbox: Mailbox) -> None:
    await mailbox.send(mail())

    page = (await mailbox.page("/mails/00000001")).text
    assert "Good morning." in page
    assert '<iframe src="/mails/00000001/html" sandbox' in page
    html = await mailbox.page("/mails/00000001/html")
    assert "<p>Good morning.</p>" in html.text
    source = await mailbox.page("/mails/00000001/source")
    assert source.headers["content-type"] == "text/plain; charset=utf-8"
    assert source.text.startswith("From: Doorstep <no-reply@doorstep.test>")


async def test_html_of_a_mail_runs_and_loads_nothing(
    mailbox: Mailbox,
) -> None:
    await mailbox.send(mail(EVIL, text=EVIL))

    for path in ("/", "/mails/00000001"):
        page = await mailbox.page(path)
        assert "<script" not in page.text
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
    part = await mailbox.page("/mails/00000001/html")
    policy = part.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'; style-src")
    assert "script" not in policy


async def test_dns_rebinding_reads_nothing(mailbox: Mailbox) -> None:
    await mailbox.send(mail())

    answer = await mailbox.http.get("/api/messages", headers={"Host": "evil.test"})

    assert answer.status_code == 400
    assert "Good morning" not in answer.text


@pytest.mark.parametrize("path", ["/mails/00000009", "/mails/..%2f..", "/mails/x/html"])
async def test_an_unknown_mail_is_not_found(mailbox: Mailbox, path: str) -> None:
    assert (await mailbox.http.get(path)).status_code == 404


async def test_mails_outlive_a_restart(tmp_path: Path) -> None:
    async with running_mailbox(tmp_path) as mailbox:
        await mailbox.send(mail("before"))

    async with running_mailbox(tmp_path) as mailbox:
        await mailbox.send(mail("after"))
        subjects = [message["subject"] for message in await mailbox.messages()]

    assert subjects == ["after", "before"]


def test_only_the_newest_mails_are_kept(tmp_path: Path) -> None:
    folder = MailFolder(tmp_path, most=2)
    for number in range(4):
        folder.add(f"Subject: {number}\r\n\r\n".encode())

    assert [mail.subject for mail in folder.newest_first()] == ["3", "2"]
    assert len(list(tmp_path.glob("*.eml"))) == 2
    assert [mail.subject for mail in MailFolder(tmp_path, most=1).newest_first()] == [
        "3"
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\0",
        b"To: <<>>,,\r\nDate: soon\r\nSubject: =?x?q?=ff?=\r\n\r\n",
        b"Content-Type: text/plain; charset=nonsense\r\n\r\nhello",
        b"Content-Type: multipart/alternative; boundary=x\r\n\r\n--y",
        b"Content-Type: message/rfc822\r\n\r\n",
    ],
)
def test_malformed_mails_are_kept_too(tmp_path: Path, content: bytes) -> None:
    folder = MailFolder(tmp_path)

    folder.add(content)

    (kept,) = folder.newest_first()
    assert folder.source(kept) == content


def test_an_incomplete_write_is_not_a_mail(tmp_path: Path) -> None:
    (tmp_path / "arriving").write_bytes(b"Subject: ha")

    assert MailFolder(tmp_path).newest_first() == []


async def test_H1_row3_the_mailbox_page_bounds_headers_too(mailbox: Mailbox) -> None:
    answer = await mailbox.http.get("/", headers={"X-Long": "a" * 48 * 1024})

    assert (answer.status_code, answer.text) == (
        431,
        "Request Header Fields Too Large\n",
    )
