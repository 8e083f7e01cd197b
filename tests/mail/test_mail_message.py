"""Mails: their texts in every language, and headers without injection."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from doorstep.errors import ConfigurationError, MailRefused
from doorstep.i18n import LANGUAGES
from doorstep.mail.message import MailKind, compose

WITH_CODE = (
    MailKind.email_verification,
    MailKind.password_reset,
    MailKind.address_verification,
)
WITH_LINK = (MailKind.invitation, MailKind.invitation_reminder)
NOTICES = [kind for kind in MailKind if kind not in (*WITH_CODE, *WITH_LINK)]
TO_ADMINISTRATORS = (MailKind.requirement_off, MailKind.client_changed)
ENROLLMENT = "0199c0de-1234-7abc-8def-0123456789ab"
CONTEXT: dict[str, str | int] = {
    "account": "Acme",
    "member": "Max",
    "application": "Web Console",
    "code": "012345",
    "minutes": 10,
    "link": "https://doorstep.example/invitation/x",
    "until": "12 March 2026",
}


def sent(
    kind: MailKind = MailKind.email_verification,
    *,
    to: str = "max@acme.test",
    language: str = "en",
    sender: str = "Doorstep <no-reply@doorstep.test>",
    message_id_local: str = f"{ENROLLMENT}.1",
    **names: str,
) -> bytes:
    """A mail on its way."""
    return compose(
        kind,
        to=to,
        language=language,
        sender=sender,
        message_id_local=message_id_local,
        date=datetime(2026, 3, 5, 14, 3, tzinfo=UTC),
        context={**CONTEXT, **names},
    ).as_bytes()


def mail(
    kind: MailKind = MailKind.email_verification, **different: str
) -> EmailMessage:
    """The mail as it is received."""
    arrived = message_from_bytes(sent(kind, **different), policy=default)
    assert isinstance(arrived, EmailMessage)
    return arrived


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("kind", MailKind)
def test_M1_every_mail_has_the_headers_of_an_automatic_one(kind: MailKind) -> None:
    message = mail(kind)

    assert message["From"] == "Doorstep <no-reply@doorstep.test>"
    assert message["To"] == "max@acme.test"
    assert message["Cc"] is message["Bcc"] is message["Reply-To"] is None
    assert message["Date"] == "Thu, 05 Mar 2026 14:03:00 +0000"
    assert message["Message-ID"] == f"<{kind}.{ENROLLMENT}.1@doorstep.test>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Content-Language"] == "en"


@pytest.mark.parametrize("kind", MailKind)
def test_M1_every_mail_is_text_first_with_html_beside_it(kind: MailKind) -> None:
    message = mail(kind)

    assert message.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/html"]


def test_M1_the_message_id_stays_on_its_line() -> None:
    assert b"\nMessage-ID: <email_verification." in sent()


@pytest.mark.parametrize("kind", MailKind)
def test_M1_a_retry_composes_the_same_bytes(kind: MailKind) -> None:
    assert sent(kind) == sent(kind)


@pytest.mark.parametrize("kind", WITH_CODE)
def test_M1_the_code_stands_alone_after_the_word_code(kind: MailKind) -> None:
    lines = body(mail(kind), "plain").splitlines()

    where = lines.index("012345")
    assert "code" in lines[where - 2]
    assert lines[where - 1] == lines[where + 1] == ""


@pytest.mark.parametrize("kind", WITH_CODE)
def test_M1_html_shows_the_code_once_in_large(kind: MailKind) -> None:
    html = body(mail(kind), "html")

    assert re.findall(r"(?<!\d)\d{6}(?!\d)", re.sub(r"#\d+", "", html)) == ["012345"]
    assert re.search(r'<p class="code[^>]*font-size:40px[^>]*>012345</p>', html)


@pytest.mark.parametrize("part", ["plain", "html"])
def test_M1_each_part_is_complete_by_itself(part: str) -> None:
    text = " ".join(re.sub("</?bdi>", "", body(mail(), part)).split())

    for named in ("Max", "10 minutes", "Acme", "Web Console"):
        assert named in text


def test_the_subject_of_the_emailed_code_is_the_agreed_one() -> None:
    assert mail()["Subject"] == "Email Verification"


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_is_not_taken_for_an_emailed_code(kind: MailKind) -> None:
    message = mail(kind)

    assert "email verification" not in str(message["Subject"]).lower()
    assert not re.search(r"\b\d{6}\b", body(message, "plain"))


@pytest.mark.parametrize("kind", NOTICES)
def test_a_notice_says_who_when_and_what_to_do(kind: MailKind) -> None:
    text = " ".join(body(mail(kind), "plain").split())

    help_at = "Admin Center" if kind in TO_ADMINISTRATORS else "administrator"
    for named in ("Max", "March 5, 2026, 14:03 UTC", help_at, "Acme"):
        assert named in text


def test_notices_tell_different_things() -> None:
    assert len({str(mail(kind)["Subject"]) for kind in MailKind}) == len(MailKind)


@pytest.mark.parametrize("kind", MailKind)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_renders_in_every_language(kind: MailKind, language: str) -> None:
    message = mail(kind, language=language)

    assert message["Content-Language"] == language
    assert message["Subject"]
    assert f'lang="{language}"' in body(message, "html")
    assert "Max" in body(message, "plain")
    assert not re.search(r"[{}]|%\(", body(message, "plain"))


def test_an_unknown_language_gets_english() -> None:
    assert mail(language="xx")["Content-Language"] == "en"


@pytest.mark.parametrize("kind", MailKind)
def test_html_loads_nothing_from_anywhere(kind: MailKind) -> None:
    html = body(mail(kind), "html")
    button = f'<a class="on-mark" href="{CONTEXT["link"]}"'

    assert (button in html) == (kind in WITH_LINK)
    rest = html.replace(button, "").replace(str(CONTEXT["link"]), "")
    assert not re.search(r"https?:|//|src=|url\(|<script|<link|<img|<a ", rest)


@pytest.mark.parametrize("kind", MailKind)
def test_names_are_text_in_html(kind: MailKind) -> None:
    html = body(mail(kind, account="<img src=x>", member="<b>&"), "html")

    assert "&lt;img src=x&gt;" in html
    assert "&lt;b&gt;&amp;" in html
    assert "<img" not in html


@pytest.mark.parametrize("kind", MailKind)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\0"])
def test_A4_names_add_no_header_and_no_line(kind: MailKind, end: str) -> None:
    names = [f"Acme{sign}Bcc: eve@evil.test{sign}" for sign in (end, " " * len(end))]

    harmful, harmless = (
        sent(kind, account=name, member=name, application=name) for name in names
    )

    assert harmful == harmless


def test_names_cannot_change_the_text_direction() -> None:
    text = body(mail(account="Acme \u202eemcA\u2066"), "plain")

    assert "Acme emcA" in text


def test_names_of_any_script_arrive_unchanged() -> None:
    text = body(mail(account="株式会社 Ωmega", member="Đặng 100% %(x)s"), "plain")

    assert "株式会社 Ωmega" in text
    assert "Hello Đặng 100% %(x)s," in text


def test_a_sender_of_any_script_arrives_unchanged() -> None:
    message = mail(sender="Müller & Söhne <no-reply@müller.test>")

    (sender,) = message["From"].addresses
    assert sender.display_name == "Müller & Söhne"
    assert sender.addr_spec == "no-reply@xn--mller-kva.test"
    assert message["Message-ID"].endswith("@xn--mller-kva.test>")


@pytest.mark.parametrize(
    ("address", "on_the_envelope"),
    [
        ("max+work@acme.test", "max+work@acme.test"),
        ("o'neil@acme.test", "o'neil@acme.test"),
        ("max..m@acme.test", "max..m@acme.test"),
        ("max@müller.test", "max@xn--mller-kva.test"),
        ("max@straße.test", "max@xn--strae-oqa.test"),
        ("max@acme.test.", "max@acme.test"),
        ("max@ac\u00adme.test", "max@acme.test"),
        ("max@نامه\u200cای.test", "max@xn--mgba3gch31f060k.test"),
        ("max@a_b.test", "max@a_b.test"),
        ("max@[192.0.2.1]", "max@[192.0.2.1]"),
        ("Ｍａｘ@acme.test", "Max@acme.test"),
    ],
)
def test_an_address_reaches_its_own_mailbox(address: str, on_the_envelope: str) -> None:
    (recipient,) = mail(to=address)["To"].addresses

    assert recipient.addr_spec == on_the_envelope


def test_a_local_part_of_any_script_is_kept_for_smtputf8() -> None:
    for typed in ("jörg@acme.test", "jo\u0308rg@acme.test"):
        assert "To: jörg@acme.test\r\n" in sent(to=typed).decode()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "max",
        "@acme.test",
        "max@",
        "max@acme.test\r\nBcc: eve@evil.test",
        "max@acme.test\n",
        "max @acme.test",
        "max＠acme.test@acme.test",
        "max@acme.test, eve@evil.test",
        "Max <max@acme.test>",
        "max@ß.\u2028test",
        "=?utf-8?q?max?=@acme.test",
    ],
)
def test_A4_a_recipient_that_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(MailRefused) as raised:
        mail(to=address)

    assert "max" not in str(raised.value)


@pytest.mark.parametrize(
    "sender",
    [
        *("", "Doorstep", "a@b.test, c@d.test"),
        "Doorstep <x@y.test>\r\nBcc: e@f.test",
        *("Door\u202estep <x@y.test>", "\u2067Doorstep\u2069 <x@y.test>"),
    ],
)
def test_a_sender_that_is_not_one_address_is_refused(sender: str) -> None:
    with pytest.raises(ConfigurationError, match="DOORSTEP_MAIL_FROM"):
        mail(sender=sender)


@pytest.mark.parametrize("kind", MailKind)
def test_direction_of_a_name_changes_nothing_around_it(kind: MailKind) -> None:
    message = mail(kind, account="אקמי", member="Ma\u202ex")
    html = body(message, "html")

    assert html.count("אקמי") == html.count("<bdi>אקמי</bdi>") > 0
    assert "<bdi>Max</bdi>" in html
    assert "Max" in body(message, "plain")


def test_A4_a_message_id_is_made_of_our_ids_only() -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        sent(message_id_local="x>\r\nBcc: eve@evil.test")
