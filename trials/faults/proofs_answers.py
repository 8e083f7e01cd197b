"""Compares answers and mails with the database."""

from uuid import UUID

from api.edge.idempotency import Attempt
from doorstep.db.pool import Pool
from doorstep.rules.codes import address_code, email_code, recovery_code
from doorstep.rules.seal import KeyRing
from trials.faults.frontend import Act, CallLog
from trials.faults.person import Person
from trials.faults.smtp_server import Mail

_MAILS = {
    "select enrollment_id as flow_id, number, key_name from emails": email_code,
    """
    select id as flow_id, key_name, generate_series(1, number) as number from recoveries
    """: recovery_code,
    """
    select id as flow_id, key_name, generate_series(1, number) as number
    from address_changes
    """: address_code,
}
"""The mails with a code, and what derives it."""
_JUDGED = ("setup", "resend", "email-code", "setup-code", "code")


async def prove_answers(pool: Pool, log: CallLog) -> list[str]:
    """Each verdict that was answered is the one in the database."""
    records = await pool.fetch("select id, outcome from attempts")
    verdicts = {record["id"]: record["outcome"] for record in records}
    wrong = [
        f"{act.name} of {act.flow_id} was answered {act.answer.status}, "
        f"its verdict is {verdicts.get(_attempt_id(act))}"
        for act in log.acts
        if act.name in _JUDGED and _verdict_of(act) != verdicts.get(_attempt_id(act))
        if _verdict_of(act) is not None
    ]
    return wrong + await _prove_counted(pool, log)


async def _prove_counted(pool: Pool, log: CallLog) -> list[str]:
    """No more wrong tries than were sent, no fewer than were answered."""
    counted = await pool.fetchval(
        "select count(*) from attempts where outcome = 'wrong-code'"
    )
    answered = sum(act.answer.slug == "wrong-code" for act in log.acts)
    sent = sum(act.typed is not None for act in log.acts)
    if answered <= counted <= sent:
        return []
    return [f"{counted} wrong tries counted, {answered} answered, {sent} codes sent"]


async def prove_devices(pool: Pool, done: list[Person]) -> list[str]:
    """Whoever finished has the device that they confirmed last."""
    records = await pool.fetch(
        """
        select email, enrollment_id::text as enrollment from devices
        join members on members.id = member_id where status = 'active'
        """
    )
    active = {record["email"]: record["enrollment"] for record in records}
    return [
        f"the device of {person.email} is not that of setup {person.enrolled[-1]}"
        for person in done
        if person.enrolled and active.get(person.email) != person.enrolled[-1]
    ]


async def prove_mails(pool: Pool, ring: KeyRing, mails: list[Mail]) -> list[str]:
    """Every repeat of a mail has the same code, which is its own."""
    codes = {
        f"{record['flow_id']}.{record['number']}": derived(
            ring, record["key_name"], record["flow_id"], record["number"]
        )
        for query, derived in _MAILS.items()
        for record in await pool.fetch(query)
    }
    first: dict[str, Mail] = {}
    wrong = []
    for mail in mails:
        if mail != first.setdefault(mail.key, mail):
            wrong.append(f"the mail {mail.key} was sent in two versions")
        if mail.code and mail.code != codes.get(mail.key):
            wrong.append(f"the mail {mail.key} holds a code that is not its own")
    return wrong


async def prove_notices(pool: Pool, mails: list[Mail]) -> list[str]:
    """Every notice was sent, as one mail or its repeats."""
    records = await pool.fetch("select id::text, sent_at from notices")
    kept = {mail.key for mail in mails}
    return [
        f"the notice {record['id']} was not sent"
        for record in records
        if record["sent_at"] is None or record["id"] not in kept
    ]


def _attempt_id(act: Act) -> UUID:
    return Attempt(act.key).id_for(UUID(act.flow_id), act.name)


def _verdict_of(act: Act) -> str | None:
    """The verdict in an answer; None where it has none."""
    if act.answer.slug == "wrong-code":
        return "wrong-code"
    joined = act.name == "setup" and act.answer.status == 200
    return "accepted" if act.answer.good and not joined else None
