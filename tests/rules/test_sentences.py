"""The sentences that people read, once: other tests state the kind, not the words.

`make snapshots` writes them down after a change, for whoever reads the difference.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from api.texts.events import kind_words
from api.texts.field_errors import FIELD_ERRORS, field_error
from api.texts.problems import MALFORMED, ProblemKind
from api.texts.waiting import mail_failure, waiting_for
from doorstep.db.events import COUNT, EventKind
from doorstep.mail.message import MailKind
from doorstep.rules.code_ledgers import LedgerKind
from doorstep.why.engine import incidents
from doorstep.why.explanations import Explanation, Reason
from doorstep.why.mail_hints import hint
from doorstep.why.words import sentence, what_next
from mail_pictures import words
from page_gallery import GALLERY
from page_texts import flash_text, lines_of
from printed_sentences import findings_of_the_doctor, refusals_of, sentences_of
from source_code import ROOT
from why_facts import MINUTE, NOON, said_of, said_of_mail
from why_history import history

FOLDER = Path(__file__).parent / "sentences"
_REPLIES = ("450", "451", "452", "550", "552", "554", "421", "535")
_FAILURES = ("address", "utf8", "connect", "timeout", "tls", "auth", "smtp")
_FLASHES = (ROOT / "api" / "templates" / "flash.html").read_text()
_SLUGS = dict.fromkeys(re.findall(r'flash\.slug == "([a-z-]+)"', _FLASHES))
_CODES = (*_FAILURES, *(f"smtp {reply}" for reply in _REPLIES))
_DENIED = "smtp 550 5.7.1"
_CONTEXT = {"min_length": 8, "max_length": 100, "expected": "'member' or 'admin'"}


def _explained(reason: Reason) -> Explanation:
    return Explanation(
        reason,
        since=NOON - MINUTE,
        until=NOON + 30 * MINUTE,
        again_at=NOON + 10 * MINUTE,
        next_try_at=NOON + MINUTE,
        tries=3,
        tries_left=2,
        mail=1,
        failure="smtp 451 4.7.1",
        off=4 * MINUTE,
        stage="expired",
        flow="login/1",
    )


def _problems() -> Iterator[str]:
    for kind in ProblemKind:
        title, detail = kind.texts("en")
        yield f"{kind.status} {kind}: {title} {detail}"
    for status in MALFORMED:
        yield f"{status}: {ProblemKind.invalid_request.texts('en', status)[1]}"
    for error in FIELD_ERRORS:
        yield f"errors, {error}: {field_error(error, _CONTEXT, 'en')}"


def _events() -> Iterator[str]:
    yield from (f"{kind}: {kind_words(kind, 'en')}" for kind in EventKind)


def _waiting() -> Iterator[str]:
    for reason in Reason:
        try:
            yield f"{reason}: {waiting_for(_explained(reason), 'en')}"
        except KeyError:
            continue  # no running setup waits for it


def _mail_failures() -> Iterator[str]:
    yield from (mail_failure(code, "en") for code in _CODES)
    yield f"denied: {mail_failure(_DENIED, 'en', denied=True)}"


def _why() -> Iterator[str]:
    for reason in Reason:
        explained = _explained(reason)
        yield f"{reason} ({reason.severity})\n  {sentence(explained)}"
        yield f"  Next: {what_next(explained)}"
    for stage in ("signed_in", "enrolled", "cancelled"):
        ended = replace(_explained(Reason.ended), stage=stage)
        yield f"ended as {stage}\n  Next: {what_next(ended)}"


def _hints() -> Iterator[str]:
    hinted = (Reason.mail_put_off, Reason.mail_denied, Reason.mail_refused)
    for reason, code in product(hinted, _CODES):
        said = hint(replace(_explained(reason), failure=code))
        if said:
            yield f"{reason}, {code}:{said}"


def _timeline() -> Iterator[str]:
    yield from (f"{kind}: {said_of(kind, {'stage': 'expired'})}" for kind in EventKind)
    yield said_of(EventKind.code_wrong, {"ledger": LedgerKind.other_networks})
    yield said_of(EventKind.password_wrong, {COUNT: 3})
    yield said_of(EventKind.device_reset, {"reason": "phone lost"})
    for failure in ({}, {"failed_tries": 1}, {"failed_tries": 3}):
        last = {"last_failure": "smtp 451", "last_failure_detail": "later"}
        yield said_of_mail(**failure, **last)[0]
    ends = ("handed_over_at", "accepted_at", "failed_at", "abandoned_at")
    yield from said_of_mail(**dict.fromkeys(ends, NOON))[1:]
    yield from (incident.said for incident in incidents(history()))


def _mails() -> Iterator[str]:
    for kind in MailKind:
        mail = words(kind)
        yield f"=== {kind}: {mail.subject}\n\n{mail.text}"


def _pages() -> Iterator[str]:
    for name in GALLERY:
        yield "\n  ".join([name, *lines_of(name)])


def _flashes() -> Iterator[str]:
    for slug in _SLUGS:
        yield f"{slug}: {flash_text(slug, 'code')}"
    for act in ("sign-in", "create-member", "reset-device", "account"):
        yield f"invalid-request, {act}: {flash_text('invalid-request', act)}"
    for act in ("email-code", "sign-in"):
        yield f"too-many-attempts, {act}: {flash_text('too-many-attempts', act)}"
    for act, left in product(("code", "email-code", "setup-code"), (0, 1, 2)):
        said = flash_text("wrong-code", act, left)
        yield f"wrong-code, {act}, {left} left: {said}"


def _commands() -> Iterator[str]:
    return sentences_of("cli")


def _refusals() -> Iterator[str]:
    return refusals_of("doorstep")


def _temporal_ui() -> Iterator[str]:
    return sentences_of("workflows")


_ALL = {
    "problems": _problems,
    "events": _events,
    "waiting": _waiting,
    "mail_failures": _mail_failures,
    "why": _why,
    "why_hints": _hints,
    "timeline": _timeline,
    "mails": _mails,
    "pages": _pages,
    "flashes": _flashes,
    "commands": _commands,
    "refusals": _refusals,
    "doctor": findings_of_the_doctor,
    "temporal_ui": _temporal_ui,
}


@pytest.mark.parametrize("name", _ALL)
def test_sentences_are_those_that_were_written_down(name: str) -> None:
    said = "\n".join(_ALL[name]()) + "\n"
    file = FOLDER / f"{name}.txt"
    if os.environ.get("DOORSTEP_SNAPSHOTS") == "write":
        file.write_text(said)

    assert said == file.read_text()


def test_no_other_sentences_are_kept() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {*_ALL}
