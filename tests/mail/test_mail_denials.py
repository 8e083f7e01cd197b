"""Replies that only the operator can act on are told apart, and retried."""

import pytest
from test_mail_smtp import failure

from doorstep.errors import MailDelayed, MailDenied, MailError, MailRefused
from smtp_servers import scripted_server

DENIED = [
    ("greeting", "554 5.7.1 no SMTP service here"),
    ("greeting", "521 5.3.2 does not accept mail"),
    ("EHLO", "550 5.7.1 no"),
    ("MAIL", "553 5.7.1 <no-reply@doorstep.test>: Sender address rejected: not owned"),
    ("MAIL", "550 5.1.8 no such sender"),
    ("MAIL", "550 no"),
    ("MAIL", "550 5.1.1 no such mailbox"),
    ("MAIL", "530 5.7.57 Client not authenticated to send mail"),
    ("MAIL", "450 4.1.8 <a@b.test>: Sender address rejected: Domain not found"),
    ("MAIL", "452 4.3.1 Insufficient system storage"),
    ("RCPT", "550 5.7.54 Unable to relay recipient in non-accepted domain"),
    ("RCPT", "454 4.7.1 <max@acme.test>: Relay access denied"),
    ("RCPT", "554 5.7.1 <max@acme.test>: Relay access denied"),
    ("RCPT", "550 relay not permitted"),
    ("RCPT", "550 5.7.1 <max@acme.test>... Relaying denied"),
    ("RCPT", "550 5.1.2 Relay not allowed."),
    ("RCPT", "513 Relaying denied."),
    ("RCPT", "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
    ("RCPT", "550-Verification failed\r\n550 Sender verify failed"),
    ("RCPT", "550 authentication required"),
    ("RCPT", "535 5.7.8 who are you?"),
    ("RCPT", "554 5.7.1 Client host [192.0.2.1] blocked using zen.example"),
    ("RCPT", "450 4.7.25 Client host rejected: cannot find your hostname"),
    ("RCPT", "451 4.3.5 Server configuration error"),
    ("RCPT", "503 5.5.1 bad sequence"),
    ("RCPT", "550 Access denied - Invalid HELO name"),
    ("DATA", "550 5.7.60 Client does not have permissions to send as this sender"),
    (".", "550 5.7.60 SMTP; Client does not have permissions to send as this sender"),
    (".", "554 Message rejected: Email address is not verified."),
    (".", "550 5.7.26 unauthenticated"),
    (".", "554 5.6.0 content rejected"),
    (".", "554 Message rejected as spam"),
    (".", "550 5.4.5 Daily user sending quota exceeded"),
]
REFUSED = [
    ("RCPT", "550 5.1.1 <max@acme.test>: Recipient address rejected: User unknown"),
    ("RCPT", "550 5.1.1 <relay@acme.test>: no such user"),
    ("RCPT", "550 no mailbox relay@acme.test at mx.relay.acme.test"),
    ("RCPT", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; sender not told"),
    ("RCPT", "550 Unrouteable address"),
    ("RCPT", "556 5.1.10 Domain does not accept mail (nullMX)"),
    ("RCPT", "550 5.7.1 <max@acme.test>: Recipient address rejected: User unknown"),
    ("RCPT", "550 5.5.0 Requested action not taken: mailbox unavailable"),
    ("RCPT", "552 5.2.2 mailbox full"),
    ("RCPT", "550 5.7.133 authentication required; sender not authenticated for group"),
    ("RCPT", "550 5.7.17 mailbox owner has changed"),
    ("RCPT", "553 5.1.3 bad address"),
    (".", "550 5.1.1 no such mailbox"),
    (".", "552 message exceeds the mailbox"),
]
DELAYED = [
    ("greeting", "421 4.3.2 shutting down"),
    ("MAIL", "451 4.3.0 later"),
    ("RCPT", "450 4.2.0 <max@acme.test>: Recipient address rejected: Greylisted"),
    ("RCPT", "451 4.7.1 Greylisting in action, please come back later"),
    ("RCPT", "451 Greylisted: this triplet of sender, host and recipient is new"),
    ("RCPT", "450 4.7.1 <max@acme.test>: Client host rejected: Greylisted, see a page"),
    ("RCPT", "451 Temporarily rejected, sender not yet verified (greylisting)"),
    ("RCPT", "450 4.1.1 <max@acme.test>: User unknown in relay recipient table"),
    ("RCPT", "450 4.1.2 <max@acme.test>: Recipient address rejected: no domain"),
    ("RCPT", "452 4.2.2 mailbox full"),
    (".", "421 4.7.0 too many connections"),
]


async def _error(verb: str, reply: str) -> MailError:
    async with scripted_server({verb: reply}) as (_, url):
        return await failure(url)


@pytest.mark.parametrize(("verb", "reply"), DENIED)
async def test_M1_row14_what_the_operator_has_to_fix_is_denied_and_retried(
    verb: str, reply: str
) -> None:
    error = await _error(verb, reply)

    assert type(error) is MailDenied
    assert isinstance(error, MailDelayed)  # and so retried
    assert error.code.startswith(f"smtp {reply[:3]}")


@pytest.mark.parametrize(("verb", "reply"), REFUSED)
async def test_M1_row14_failures_of_an_address_are_refused_at_once(
    verb: str, reply: str
) -> None:
    assert type(await _error(verb, reply)) is MailRefused


@pytest.mark.parametrize(("verb", "reply"), DELAYED)
async def test_M1_row14_transient_failures_are_delayed(verb: str, reply: str) -> None:
    assert type(await _error(verb, reply)) is MailDelayed


async def test_M1_row14_a_server_without_required_encryption_denies() -> None:
    async with scripted_server() as (_, url):
        error = await failure(f"{url}?starttls=required")

    assert type(error) is MailDenied
