"""Every activity, with its connections and keys, for the worker."""

from collections.abc import Callable
from typing import Any, TypeAlias

from temporalio.client import Client
from temporalio.common import MetricMeter

from activities.address_codes import AddressCodes
from activities.address_mails import MailsOfAddresses
from activities.email_codes import EmailCodes
from activities.enrollments import EnrollmentChanges
from activities.invitation_mails import MailsOfInvitations
from activities.invitations import InvitationEndings
from activities.login_codes import LoginCodes
from activities.login_endings import LoginEndings
from activities.logouts import Logouts
from activities.mails import Mails
from activities.member_erasure import MemberErasure
from activities.notice_mails import NoticeMails
from activities.notices import NoticeStarts
from activities.purges import Purges
from activities.recovery_codes import RecoveryCodes
from activities.recovery_mails import MailsOfRecoveries
from activities.setup_codes import SetupCodes
from doorstep.audit.purge import Retention
from doorstep.clock import system_clock
from doorstep.db.pool import Pool
from doorstep.mail.smtp import Smtp
from doorstep.process.outbound_http import OutboundHttp
from doorstep.process.token_signing import TokenSigning
from doorstep.rules.logout_waits import ANSWER_WITHIN
from doorstep.rules.seal import KeyRing
from doorstep.settings.processes import WorkerSettings

Activities: TypeAlias = list[Callable[..., Any]]


def activities(
    settings: WorkerSettings,
    pool: Pool,
    ring: KeyRing,
    smtp: Smtp,
    client: Client,
    *,
    meter: MetricMeter,
) -> Activities:
    """Every activity, with its connections and keys.

    Mail included: flows of earlier releases schedule it on the queue of the flows.
    """
    notices = NoticeStarts(client, settings.task_queue)
    logins = LoginCodes(pool, ring, settings.session_idle, notices)
    endings = LoginEndings(pool)
    setups, emails = EnrollmentChanges(pool, ring), EmailCodes(pool, ring)
    devices = SetupCodes(pool, ring, notices)
    erasure = MemberErasure(pool, client)
    purges = Purges(settings.database_url, ring, Retention.of(settings), meter)
    return [
        logins.judge,
        endings.end,
        setups.open,
        setups.move,
        setups.end,
        emails.request,
        emails.judge,
        devices.judge,
        notices.start,
        *_judging_mailboxes(pool, ring),
        InvitationEndings(pool).end,
        purges.purge,
        erasure.end_flows,
        erasure.erase,
        *_mailing(settings, pool, ring, smtp, client),
        *_of_clients(settings, pool, ring),
    ]


def _judging_mailboxes(pool: Pool, ring: KeyRing) -> Activities:
    recoveries, addresses = RecoveryCodes(pool, ring), AddressCodes(pool, ring)
    return [
        recoveries.request,
        recoveries.judge,
        recoveries.end,
        addresses.request,
        addresses.judge,
        addresses.end,
    ]


def _of_clients(settings: WorkerSettings, pool: Pool, ring: KeyRing) -> Activities:
    http = OutboundHttp(settings.on_loopback, ANSWER_WITHIN)
    signing = TokenSigning(pool, ring, system_clock)
    logouts = Logouts(pool, signing, http, settings.public_url)
    return [logouts.tell, logouts.give_up]


def _mailing(
    settings: WorkerSettings, pool: Pool, ring: KeyRing, smtp: Smtp, client: Client
) -> Activities:
    by = (pool, ring, smtp, settings.mail_from, client)
    mails, of_recoveries = Mails(*by), MailsOfRecoveries(*by)
    of_addresses = MailsOfAddresses(*by)
    of_invitations = MailsOfInvitations(*by, public_url=settings.public_url)
    notices = NoticeMails(pool, smtp, settings.mail_from)
    return [
        mails.send_code,
        mails.note_accepted,
        of_recoveries.send,
        of_addresses.send,
        of_invitations.send,
        notices.send,
    ]
