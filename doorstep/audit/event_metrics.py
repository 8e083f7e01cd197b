"""Metrics that are counted from the audit events.

Each step writes one event, however often it is retried or replayed, and each event is
linked once, by one worker. Counting after the linking counts nothing twice; if a worker
dies between the two, the events of that batch are not counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import TypeAlias

from temporalio.common import MetricMeter

from doorstep.db.events import EventKind, RecordedEvent
from doorstep.db.pool import Connection
from doorstep.db.stage_entries import StageEntries, StageEntry
from doorstep.rules.clients import ClientKind
from doorstep.rules.stages import EnrollmentStage

_Labels: TypeAlias = Mapping[str, str]
_METRICS = {
    "passwords": "Passwords judged, by verdict.",
    "logins_started": "Logins begun: by a right password, or by an application.",
    "logins_ended": "Logins that ended, by outcome.",
    "setups_started": "Setups of an authenticator that were begun.",
    "setups_ended": "Setups that ended, by outcome.",
    "codes": "Codes judged, by kind and verdict.",
    "logouts": "Clients told of the end of a session, by kind of client and outcome.",
    "lockouts": "Ledgers of wrong codes spent or closed, and devices disabled.",
}
_E = EventKind
_ALWAYS: dict[str, list[tuple[str, _Labels]]] = {
    _E.password_wrong: [("passwords", {"verdict": "wrong"})],
    _E.password_right: [("passwords", {"verdict": "right"}), ("logins_started", {})],
    _E.vouched: [("logins_started", {})],
    _E.signed_in: [("logins_ended", {"outcome": "signed_in"})],
    _E.code_wrong: [("codes", {"kind": "login", "verdict": "wrong"})],
    _E.code_replayed: [("codes", {"kind": "login", "verdict": "replayed"})],
    _E.budget_spent: [("lockouts", {"kind": "wait"})],
    _E.device_disabled: [("lockouts", {"kind": "disabled"})],
    _E.others_refused: [("lockouts", {"kind": "other_networks"})],
    _E.enrollment_started: [("setups_started", {})],
    _E.email_code_wrong: [("codes", {"kind": "email", "verdict": "wrong"})],
    _E.setup_code_wrong: [("codes", {"kind": "setup", "verdict": "wrong"})],
    _E.reset_code_wrong: [("codes", {"kind": "reset", "verdict": "wrong"})],
    _E.reset_verified: [("codes", {"kind": "reset", "verdict": "right"})],
    _E.device_added: [("codes", {"kind": "setup", "verdict": "right"})],
    _E.device_replaced: [("codes", {"kind": "setup", "verdict": "right"})],
}


_LOGOUTS: dict[str, str] = {_E.client_told: "told", _E.client_not_told: "failed"}
_OF_A_CODE = (_E.signed_in, _E.stepped_up)
_LEAVES = (_E.signed_in, _E.login_ended, _E.enrollment_moved, _E.enrollment_ended)


class EventMetrics:
    """Counters and histograms `doorstep_…` of this process."""

    def __init__(self, meter: MetricMeter) -> None:
        self._counters = {
            name: meter.create_counter(f"doorstep_{name}", description)
            for name, description in _METRICS.items()
        }
        # Exported before the first logout: a new series is no rise to Prometheus.
        for outcome in _LOGOUTS.values():
            labels = {"client_kind": ClientKind.web.value, "outcome": outcome}
            self._counters["logouts"].add(0, labels)
        self._logins = meter.create_histogram_timedelta(
            "doorstep_login_duration",
            "From the right password, or the application, to the end.",
            "s",
        )
        self._stages = meter.create_histogram_timedelta(
            "doorstep_stage_duration", "How long setups were in a stage.", "s"
        )

    async def count(
        self, connection: Connection, events: Sequence[RecordedEvent]
    ) -> None:
        leaving = {event.id: event for event in events if event.kind in _LEAVES}
        stays = await StageEntries(connection).before(list(leaving))
        for event in events:
            for name, labels in [*_ALWAYS.get(event.kind, ()), *_by_detail(event)]:
                self._counters[name].add(event.times, labels)
        for event_id, stay in stays.items():
            self._time(leaving[event_id], stay)

    def _time(self, event: RecordedEvent, stay: StageEntry) -> None:
        lasted = max(event.at - stay.since, timedelta(0))
        if stay.stage is not None:
            self._stages.record(lasted, {"stage": stay.stage})
        else:
            outcome = str(event.detail.get("stage", "signed_in"))
            self._logins.record(lasted, {"outcome": outcome})


def _by_detail(event: RecordedEvent) -> Iterable[tuple[str, _Labels]]:
    stage = str(event.detail.get("stage"))
    if outcome := _LOGOUTS.get(event.kind):
        kind = str(event.detail.get("client_kind"))
        yield "logouts", {"client_kind": kind, "outcome": outcome}
    elif event.kind == _E.login_ended:
        yield "logins_ended", {"outcome": stage}
    elif event.kind == _E.enrollment_ended:
        yield "setups_ended", {"outcome": stage}
    elif event.kind == _E.enrollment_moved and stage == EnrollmentStage.install_app:
        yield "codes", {"kind": "email", "verdict": "right"}
    elif event.kind in _OF_A_CODE and "otp" in str(event.detail.get("amr")):
        yield "codes", {"kind": "login", "verdict": "right"}
