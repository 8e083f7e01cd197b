"""Signing in to a mail server with the access token that a command prints (XOAUTH2)."""

import asyncio
import json
import shlex
import sys
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from test_mail_smtp import mail

from doorstep.errors import ConfigurationError, MailDenied
from doorstep.mail.smtp import Smtp
from doorstep.mail.token_command import TokenCommand
from doorstep.process.configuration import mail_server
from doorstep.settings import load
from doorstep.settings.processes import MailSettings
from doorstep.wires.smtp_url import SmtpServer
from smtp_servers import ScriptedServer, scripted_server

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
USER = "doorstep@acme.test"
_OFFERS = "250-peer.test\r\n250 AUTH PLAIN XOAUTH2"
_PROGRAM = """
import os, sys
from pathlib import Path
folder = Path(sys.argv[1])
with (folder / "runs").open("a") as runs:
    runs.write("DOORSTEP_KEYS" in os.environ and "with secrets " or "run ")
print((folder / "answer").read_text())
"""


@dataclass(frozen=True)
class Command:
    """A program that prints what a test has it print, and counts its runs."""

    folder: Path

    @property
    def words(self) -> tuple[str, ...]:
        return (sys.executable, "-c", _PROGRAM, str(self.folder))

    def prints(self, answer: object) -> None:
        text = answer if isinstance(answer, str) else json.dumps(answer)
        (self.folder / "answer").write_text(text)

    def runs(self) -> list[str]:
        return (self.folder / "runs").read_text().split()


@pytest.fixture
def command(tmp_path: Path) -> Command:
    return Command(tmp_path)


def _shown(token: str) -> str:
    """As XOAUTH2 has it on the line."""
    blob = f"user={USER}\1auth=Bearer {token}\1\1".encode()
    return f"AUTH XOAUTH2 {b64encode(blob).decode()}"


def _server(accepted: str) -> dict[str, str | None]:
    """Takes one token; the others get a challenge, and are refused after that."""
    error = b64encode(b'{"status":"401"}').decode()
    return {
        "EHLO": _OFFERS,
        "AUTH": f"334 {error}",
        "": "535 5.7.8 bad token",
        _shown(accepted): "235 2.7.0 welcome",
    }


def _smtp(url: str, command: Command) -> Smtp:
    address = url.replace("//", f"//{USER.replace('@', '%40')}@")
    return Smtp(SmtpServer.from_url(address, token_command=command.words))


def _sign_ins(peer: ScriptedServer) -> list[str]:
    return [line for line in peer.received if line.startswith("AUTH")]


async def test_mails_are_sent_with_the_token_which_is_asked_for_once(
    command: Command,
) -> None:
    command.prints("ya29.first\n")
    async with scripted_server(_server("ya29.first")) as (peer, url):
        smtp = _smtp(url, command)
        for _ in range(3):
            await smtp.send(mail())

    assert _sign_ins(peer) == [_shown("ya29.first")] * 3
    assert peer.received.count("DATA") == 3
    assert command.runs() == ["run"]


async def test_a_refused_token_is_replaced_within_the_same_try(
    command: Command,
) -> None:
    command.prints("ya29.first")
    async with scripted_server(_server("ya29.second")) as (peer, url):
        smtp = _smtp(url, command)
        with pytest.raises(MailDenied, match=r"^smtp 535 5\.7\.8$"):
            await smtp.send(mail())  # the command has no other yet
        command.prints("ya29.second")
        await smtp.send(mail())

    assert peer.received.count("DATA") == 1
    assert _sign_ins(peer)[-2:] == [_shown("ya29.first"), _shown("ya29.second")]


async def test_a_token_that_ends_is_asked_for_again_before(command: Command) -> None:
    at = [NOW]
    tokens = TokenCommand(command.words, lambda: at[0])
    command.prints({"access_token": "ya29.first", "expires_in": 3600})
    first = await tokens.token()
    command.prints({"access_token": "ya29.second", "expires_in": "3599"})
    at[0] += timedelta(minutes=58)
    still_first = await tokens.token()
    at[0] += timedelta(minutes=2)

    assert (first, still_first) == ("ya29.first", "ya29.first")
    assert await tokens.token() == "ya29.second"


async def test_mails_that_wait_for_one_run_share_its_end(command: Command) -> None:
    tokens = TokenCommand(command.words, lambda: NOW)
    command.prints("two words")
    failed = await asyncio.gather(
        *(tokens.token() for _ in range(10)), return_exceptions=True
    )
    command.prints("ya29.first")
    found = await asyncio.gather(*(tokens.token() for _ in range(10)))

    assert [type(each) for each in failed] == [MailDenied] * 10
    assert set(found) == {"ya29.first"}
    assert command.runs() == ["run"] * 2


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "two words",
        "two\nlines",
        "ünïcode",
        "{not json",
        '{"error": "invalid_grant"}',
        '{"access_token": "", "expires_in": 3600}',
        '{"access_token": "ya29.a", "expires_in": "soon"}',
        '{"access_token": "ya29.a", "expires_in": 1e300}',
    ],
)
async def test_L1_what_is_no_token_is_refused_without_being_repeated(
    command: Command, printed: str
) -> None:
    command.prints(printed)

    with pytest.raises(MailDenied, match=r"^smtp token$") as raised:
        await TokenCommand(command.words, lambda: NOW).token()

    assert "printed something else than" in raised.value.detail
    assert not printed or printed not in raised.value.detail


@pytest.mark.parametrize(
    ("words", "detail"),
    [
        (("/nowhere/token",), "It cannot be run: No such file or directory."),
        ((sys.executable, "-c", "raise SystemExit(3)"), "It ended with status 3."),
        (
            (sys.executable, "-c", "import time; time.sleep(1000)"),
            "It has not ended within 0.2 s.",
        ),
    ],
)
async def test_a_command_that_fails_is_for_the_operator_to_fix(
    words: tuple[str, ...], detail: str
) -> None:
    command = TokenCommand(words, lambda: NOW, within=timedelta(seconds=0.2))

    with pytest.raises(MailDenied) as raised:
        await command.token()

    slow = "It has not ended within 0.2 s."  # beside load, to start takes longer
    assert raised.value.detail in (detail, slow)


async def test_C2_the_command_runs_without_a_shell_and_without_our_secrets(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOORSTEP_KEYS", "k1:secret")
    monkeypatch.setenv("DOORSTEP_SMTP_TOKEN_COMMAND", shlex.join(command.words))
    monkeypatch.setenv("DOORSTEP_SMTP_URL", "smtp://doorstep%40acme.test@mail:587")
    command.prints("$(id)")

    server = mail_server(MailSettings.of(load()))
    printed = await TokenCommand(server.token_command, lambda: NOW).token()

    assert printed == "$(id)"
    assert command.runs() == ["run"]


async def test_a_server_without_xoauth2_is_not_shown_the_token(
    command: Command,
) -> None:
    command.prints("ya29.first")
    plain = {"EHLO": "250-peer.test\r\n250 AUTH PLAIN LOGIN"}
    async with scripted_server(plain) as (peer, url):
        with pytest.raises(MailDenied, match=r"^smtp auth$"):
            await _smtp(url, command).send(mail())

    assert _sign_ins(peer) == []


@pytest.mark.parametrize(
    ("url", "command"),
    [
        ("smtp://mail.acme.test", ("token",)),
        ("smtp://me:secret@mail.acme.test", ("token",)),
        ("smtp://me@mail.acme.test", ()),
    ],
)
def test_a_token_takes_the_place_of_the_password(
    url: str, command: tuple[str, ...]
) -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_SMTP_TOKEN_COMMAND"):
        SmtpServer.from_url(url, token_command=command)


def test_a_command_with_an_open_quotation_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DOORSTEP_SMTP_TOKEN_COMMAND", "token 'a")

    with pytest.raises(ConfigurationError, match="a quotation mark is not closed"):
        load()
