"""Which runs are ahead of their workflow tasks when they are queried directly."""

from datetime import UTC, datetime, timedelta

from temporalio.bridge.proto.workflow_activation import WorkflowActivation

from doorstep.temporal.fresh_runs import Progress

_BEGAN = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def _step(events: int, seconds: int, *, replaying: bool = False) -> WorkflowActivation:
    """The history up to the `events`-th of them, at a time of the run."""
    step = WorkflowActivation(history_length=events, is_replaying=replaying)
    step.timestamp.FromDatetime(_BEGAN + timedelta(seconds=seconds))
    return step


def _ahead(*steps: WorkflowActivation) -> bool:
    """At a direct query after these steps."""
    progress = Progress()
    for step in steps:
        assert not progress.ahead_at_query(step)
    query = WorkflowActivation(is_replaying=True)
    query.jobs.add().query_workflow.query_id = "legacy_query"
    return progress.ahead_at_query(query)


def test_run_advanced_only_by_its_tasks_is_not_ahead() -> None:
    assert not _ahead(_step(3, 0), _step(9, 4))


def test_run_that_was_replayed_to_its_last_task_is_not_ahead() -> None:
    assert not _ahead(_step(3, 0, replaying=True), _step(9, 4, replaying=True))


def test_run_that_saw_events_after_its_last_task_is_ahead() -> None:
    assert _ahead(_step(3, 0), _step(9, 4), _step(15, 4))


def test_local_activity_within_a_task_does_not_put_it_ahead() -> None:
    task, verdict = _step(9, 4), _step(9, 5)

    assert not _ahead(_step(3, 0), task, verdict)
    assert _ahead(_step(3, 0), task, verdict, _step(15, 5))


def test_first_step_after_a_replay_counts_as_ahead() -> None:
    """A task that died with its worker moves the time of what came before it."""
    replayed = _step(3, 0, replaying=True)

    assert _ahead(replayed, _step(12, 7))
    assert not _ahead(replayed, _step(12, 7), _step(20, 9))


def test_query_that_comes_with_a_task_is_not_direct() -> None:
    progress = Progress()
    progress.ahead_at_query(_step(3, 0, replaying=True))
    progress.ahead_at_query(_step(12, 7))
    query = WorkflowActivation(is_replaying=True)
    query.jobs.add().query_workflow.query_id = "3f"

    assert not progress.ahead_at_query(query)
