"""`doorstep audit verify`: tampering is found and named."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from audit_trail import AuditTrail
from cli.audit import lines_of
from command import run_doorstep
from doorstep.audit.verification import ChainFlaw, FlawKind, TrailReport

_HEX = "00" * 32
_EDITS = [
    "update events set kind = 'authn_login_success' where id = $1",
    "update events set at = at + interval '1 microsecond' where id = $1",
    "update events set detail = detail || '{\"number\": 9}' where id = $1",
    "update events set login_id = gen_random_uuid() where id = $1",
    "update event_links set hash = decode(repeat('00', 32), 'hex') where event_id = $1",
]


async def _found(audit: AuditTrail, account_id: UUID) -> ChainFlaw | None:
    (chain,) = (await audit.verify(account_id)).chains
    return chain.finding


async def test_sound_trail_names_its_heads_and_its_unlinked_tail(
    audit: AuditTrail,
) -> None:
    acme, other = await audit.account(), await audit.account()
    await audit.linked(acme, 3)
    await audit.linked(None, 1)
    await audit.write(acme, 2)

    report = await audit.verify()

    assert report.sound
    shown = {each.account_id: (each.linked, each.unlinked) for each in report.chains}
    assert shown == {acme: (3, 2), other: (0, 0), None: (1, 0)}
    assert await audit.link() == 2
    assert await audit.head(acme) not in {each.head for each in report.chains}


@pytest.mark.parametrize("edit", _EDITS)
async def test_L1_edited_event_or_link_is_named(audit: AuditTrail, edit: str) -> None:
    acme = await audit.account()
    events = await audit.linked(acme, 3)

    await audit.owner.execute(edit, events[1])

    assert await _found(audit, acme) == ChainFlaw(FlawKind.edited, 2, events[1])


async def test_L1_deleted_event_is_named(audit: AuditTrail) -> None:
    acme = await audit.account()
    events = await audit.linked(acme, 3)

    await audit.owner.execute("delete from events where id = any($1)", events[1:])

    assert await _found(audit, acme) == ChainFlaw(FlawKind.event_missing, 2, events[1])


@pytest.mark.parametrize("number", [0, 1])
async def test_L1_deleted_link_is_named_with_its_event(
    audit: AuditTrail, number: int
) -> None:
    acme = await audit.account()
    events = await audit.linked(acme, 3)

    await _unlink(audit, events[number])

    found = ChainFlaw(FlawKind.link_missing, number + 1, events[number])
    assert await _found(audit, acme) == found


async def test_L1_deleted_last_link_leaves_its_event(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    events = await audit.linked(acme, 3)

    await _unlink(audit, events[2])

    assert await _found(audit, acme) == ChainFlaw(
        FlawKind.link_missing, None, events[2]
    )


async def test_L1_event_and_link_deleted_together_leave_a_gap(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    events = await audit.linked(acme, 3)

    await audit.owner.execute("delete from events where id = $1", events[1])
    await _unlink(audit, events[1])

    assert await _found(audit, acme) == ChainFlaw(FlawKind.link_missing, 2, None)


async def test_L1_closing_a_gap_shows_in_the_hash(audit: AuditTrail) -> None:
    acme = await audit.account()
    events = await audit.linked(acme, 3)

    await audit.owner.execute("delete from events where id = $1", events[1])
    await _unlink(audit, events[1])
    await audit.owner.execute("update event_links set position = 2 where position = 3")

    assert await _found(audit, acme) == ChainFlaw(FlawKind.edited, 2, events[2])


async def test_L1_event_moved_to_another_account_is_foreign(audit: AuditTrail) -> None:
    acme, other = await audit.account(), await audit.account()
    events = await audit.linked(acme, 3)

    await audit.owner.execute(
        "update events set account_id = $1 where id = $2", other, events[2]
    )

    assert await _found(audit, acme) == ChainFlaw(FlawKind.event_foreign, 3, events[2])


async def test_L1_event_deleted_before_it_was_linked_is_named(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    await audit.linked(acme, 1)
    (gone,) = await audit.write(acme, 1)

    await audit.owner.execute("delete from events where id = $1", gone)
    await audit.link()

    report = await audit.verify()
    assert not report.sound
    assert report.gone_unlinked == (gone,)


async def test_L1_event_deleted_from_the_queue_is_named(audit: AuditTrail) -> None:
    acme = await audit.account()
    await audit.linked(acme, 1)
    (hidden,) = await audit.write(acme, 1)

    await audit.pool.execute("delete from events_to_link")

    assert await _found(audit, acme) == ChainFlaw(FlawKind.link_missing, None, hidden)


async def test_L1_head_stored_elsewhere_shows_a_truncated_chain(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    events = await audit.linked(acme, 2)
    early = await audit.head(acme)
    events += await audit.linked(acme, 2)
    late = await audit.head(acme)
    assert (await audit.verify(acme, early, late)).lost_heads == ()

    await audit.owner.execute("delete from events where id = any($1)", events[2:])
    for event in events[2:]:
        await _unlink(audit, event)

    assert (await audit.verify(acme)).sound
    assert (await audit.verify(acme, early)).sound
    assert (await audit.verify(None, early, late)).lost_heads == (late,)


async def test_L1_head_stored_elsewhere_shows_a_recomputed_chain(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    await audit.linked(acme, 2)
    head = await audit.head(acme)

    await audit.owner.execute("update events set kind = 'user_updated'")
    await audit.owner.execute("delete from event_links")
    await audit.owner.execute("insert into events_to_link select id from events")
    await audit.link()

    assert (await audit.verify(acme)).sound
    assert (await audit.verify(acme, head)).lost_heads == (head,)


async def test_verify_prints_a_line_for_each_account(audit: AuditTrail) -> None:
    acme = await audit.account()
    await audit.linked(acme, 2)
    await audit.write(acme, 1)
    head = (await audit.head(acme)).hex()
    settings = {"DOORSTEP_DATABASE_URL": audit.database_url}

    by_head = await run_doorstep("audit", "verify", "--head", head, **settings)
    by_name = await run_doorstep("audit", "verify", "--account", "Acme", **settings)
    lost = await run_doorstep("audit", "verify", "--head", _HEX, **settings)
    no_head = await run_doorstep("audit", "verify", "--head", "abc", **settings)

    report = await audit.verify(acme)
    all_lost = replace(report, lost_heads=(bytes.fromhex(_HEX),))
    assert str(acme) in _printed(report)
    assert head in _printed(report)
    assert by_head == by_name == (0, _printed(report))
    assert lost == (1, _printed(all_lost))
    assert (no_head[0], "--head" in no_head[1]) == (1, True)


async def test_L1_verify_reports_flaws_to_people_and_programs(
    audit: AuditTrail,
) -> None:
    acme = await audit.account()
    events = await audit.linked(acme, 2)
    head = (await audit.head(acme)).hex()
    settings = {"DOORSTEP_DATABASE_URL": audit.database_url}
    await audit.owner.execute(_EDITS[0], events[0])

    code, line = await run_doorstep(
        "audit", "verify", "--account", str(acme), **settings
    )
    json_code, document = await run_doorstep("audit", "verify", "--json", **settings)

    assert (code, line) == (1, _printed(await audit.verify(acme)))
    for fact in (str(acme), str(events[0]), FlawKind.edited, head):
        assert fact in line
    broken = {"flaw": "edited", "position": 1, "event_id": str(events[0])}
    assert json_code == 1
    assert json.loads(document) == {
        "sound": False,
        "chains": [
            {
                "account_id": str(acme),
                "linked": 2,
                "unlinked": 0,
                "purged": 0,
                "head": head,
                "broken": broken,
            }
        ],
        "gone_before_linked": [],
        "lost_heads": [],
    }


def _printed(report: TrailReport) -> str:
    return "\n".join(lines_of(report))


async def _unlink(audit: AuditTrail, event_id: UUID) -> None:
    await audit.owner.execute("delete from event_links where event_id = $1", event_id)
