"""Mail that reaches the inbox: two spam filters accept it."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from itertools import product
from pathlib import Path

import pytest

from doorstep.i18n import LANGUAGES
from doorstep.mail.message import MailKind, compose
from spam_filters import (
    Rspamd,
    came_through,
    missing,
    running_rspamd,
    spamassassin,
)

MAILS = [*product(MailKind, LANGUAGES)]
_ACTS = ("client_added", "client_removed", "client_secret_added")
_VARIANTS: list[tuple[MailKind, dict[str, str]]] = [
    *((kind, {}) for kind in MailKind),
    *((MailKind.client_changed, {"act": act, "actor": "Ada"}) for act in _ACTS),
    (MailKind.client_changed, {"act": "client_secret_removed"}),
    (MailKind.requirement_off, {"actor": "Ada"}),
]
"""Each kind, and the other wordings of some."""
NAMES = [
    {"account": "Acme", "member": "Max", "application": "Web Console"},
    {"account": "Café & Söhne", "member": "Zoë", "application": "Console Été"},
    {
        "account": "株式会社ドアステップ",
        "member": "山田 太郎",
        "application": "管理画面",
    },
    {"account": "Εταιρεία Ωmega", "member": "Мария", "application": "لوحة التحكم"},
    {
        "account": "Donaudampfschifffahrtsgesellschaftskapitän & Söhne " * 2,
        "member": "Maximiliane von und zu Hohenzollern-Sigmaringen",
        "application": "Management Console of the Whole Company",
    },
]
_MOST = 0.1
_WITH_LINK = (MailKind.invitation, MailKind.invitation_reminder)
_OF_LINKS = 0.9
"""rspamd counts three links: one in the text, and two in the HTML, of which one is for
people whose button does not work.
"""
_NO_REVERSE_NAME = 2.4
"""SpamAssassin's score of any mail for its relay."""

_WORD = re.compile(r"[^\W_]+")
_LONG = 10


def _mail(
    kind: MailKind,
    language: str,
    names: dict[str, str],
    sender: str = "Doorstep <no-reply@doorstep.test>",
    **others: str,
) -> EmailMessage:
    return compose(
        kind,
        to="max@acme.test",
        language=language,
        sender=sender,
        message_id_local="0199c0de-1234-7abc-8def-0123456789ab.1",
        date=datetime.now(UTC),  # an old one would be scored
        context={
            "client": "Billing",
            **names,
            "family": "Firefox",
            "system": "Windows",
            "code": "012345",
            "minutes": 10,
            "link": "https://login.doorstep.test/invitation/x",
            "until": "12 March 2026",
            **others,
        },
    )


def _each_with_some_name() -> Iterator[EmailMessage]:
    """All kinds, wordings and languages, with every name in turn."""
    for number, ((kind, others), language) in enumerate(product(_VARIANTS, LANGUAGES)):
        turn = number // len(LANGUAGES) + number
        yield _mail(kind, language, NAMES[turn % len(NAMES)], **others)


def _body(mail: EmailMessage, subtype: str) -> str:
    part = mail.get_body((subtype,))
    assert part is not None
    return str(part.get_content())


@pytest.mark.skipif(
    bool(missing("spamassassin")), reason=missing("spamassassin") or "it is there"
)
def test_row17_spamassassin_scores_only_the_missing_reverse_name(
    tmp_path: Path,
) -> None:
    """The name changes only the relay's part of the score: one mail of each kind
    comes without.
    """
    mails = [*_each_with_some_name()]
    named = [came_through(mail, tmp_path) for mail in mails]
    of_each_kind = mails[: len(MAILS) : len(LANGUAGES) + 1]  # in another language each
    nameless = [
        came_through(mail, tmp_path, reverse_name=False) for mail in of_each_kind
    ]

    judged = spamassassin([*named, *nameless])

    assert len(judged) == len(mails) + len(nameless)
    assert [each for each in judged[: len(mails)] if each[0] > _MOST] == []
    without = judged[len(mails) :]
    assert [each for each in without if each[0] > _NO_REVERSE_NAME] == []


@pytest.fixture(scope="module")
async def rspamd(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Rspamd]:
    async with running_rspamd(tmp_path_factory.mktemp("rspamd")) as judge:
        yield judge


@pytest.mark.skipif(bool(missing("rspamd")), reason=missing("rspamd") or "it is there")
async def test_row17_rspamd_scores_no_mail_but_invitations(rspamd: Rspamd) -> None:
    charged = []
    for (kind, others), language, names in product(_VARIANTS, LANGUAGES, NAMES):
        mail = _mail(kind, language, names, **others)
        score, rules = await rspamd.score(mail)
        if score > (_OF_LINKS if kind in _WITH_LINK else _MOST):
            charged.append((kind, language, names["account"], score, rules))

    assert charged == []


@pytest.mark.parametrize("kind", MailKind)
def test_row17_nothing_in_a_mail_looks_like_hidden_text(kind: MailKind) -> None:
    """The preheader is hidden by its height, which filters accept."""
    html = _body(_mail(kind, "en", NAMES[0]), "html")

    assert not re.search(r"transparent|display:\s*none|visibility|opacity", html)
    assert not re.search(r"font-size:\s*[01](?:px)?[;\"][^>]*>\s*\w", html)
    assert not re.search(r"&#(?!39;)", html)


@pytest.mark.parametrize(("kind", "language"), MAILS)
def test_row17_few_letters_have_an_accent(kind: MailKind, language: str) -> None:
    """At most one in a tenth of the words, of which the long ones do not count.

    rspamd charges for more wherever it takes the language for one without accents, as
    it does for any where a name is written in kana, Greek or Arabic.
    """
    mail = _mail(kind, language, NAMES[0])

    assert _accents(mail["Subject"], beside=1) <= 0.1
    assert _accents(_body(mail, "plain")) <= 0.1


def _accents(text: str, beside: int = 0) -> float:
    """A word, and those `beside` the text: its share of letters with an accent."""
    words = _WORD.findall(text)
    short = "".join(word for word in words if len(word) <= _LONG)
    return len(re.findall("[À-ɏḀ-ỿ]", short)) / (len(words) + beside)


@pytest.mark.parametrize("language", LANGUAGES)
def test_row17_inbox_shows_whose_code_it_is_and_not_the_code(language: str) -> None:
    mail = _mail(MailKind.email_verification, language, NAMES[0])
    html = _body(mail, "html").partition("<body")[2].partition("</div>")[0]

    line, filler = html[: html.index("\u2007")], html[html.index("\u2007") :]
    assert "Web Console" in line
    assert "Acme" in line
    assert "012345" not in line
    assert filler == "\u2007\u034f" * 90


@pytest.mark.parametrize("language", LANGUAGES)
def test_row17_text_says_whose_code_it_is_before_the_code(language: str) -> None:
    mail = _mail(MailKind.email_verification, language, NAMES[0])

    _, first, code, *_ = _body(mail, "plain").split("\n\n")
    assert "Web Console" in first
    assert "Acme" in first
    assert code == "012345"


@pytest.mark.parametrize("letters", range(1, 41))
def test_row17_every_header_begins_on_its_own_line(letters: int) -> None:
    """rspamd charges for a sender that begins on the next line."""
    sender = f"{'é' * letters} via Doorstep <no-reply@doorstep.test>"
    mail = _mail(MailKind.email_verification, "en", NAMES[0], sender)

    head, _, _ = mail.as_bytes().partition(b"\r\n\r\n")
    assert not re.search(rb"^[\w-]+:\r\n", head, re.MULTILINE)
    (came,) = mail["From"].addresses
    assert came.display_name == f"{'é' * letters} via Doorstep"
