"""A workflow runner that evicts a cached run which a query moved past its last task.

While no workflow task is due, Temporal sends a query to a worker directly. A worker
that has to read the history for it, for example after a restart, may find events that
belong to the next task. The SDK (temporalio 1.35) applies them to answer the query, and
caches the run in that state. If the next task also delivers an update, the update is
then handled after those events, but before them in a replay: the commands differ in
order, and the flow is stuck with a non-determinism error.

So the run is evicted from the cache once the query is answered. The next task replays
the history, with events and update in the order of every later replay.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.worker import (
    WorkflowInstance,
    WorkflowInstanceDetails,
    WorkflowRunner,
)
from temporalio.workflow import _Definition

_DIRECT = "legacy_query"
"""The id of a query that was sent directly, without a workflow task."""


@dataclass(frozen=True, kw_only=True)
class FreshRuns(WorkflowRunner):
    """Runs workflows by `runner`; `evict` takes a run id and is thread-safe."""

    runner: WorkflowRunner
    evict: Callable[[str], None]

    def prepare_workflow(self, defn: _Definition) -> None:
        self.runner.prepare_workflow(defn)

    def set_worker_level_failure_exception_types(
        self, types: Sequence[type[BaseException]]
    ) -> None:
        self.runner.set_worker_level_failure_exception_types(types)

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        instance = self.runner.create_instance(det)
        progress, activate = Progress(), instance.activate

        def watched(act: WorkflowActivation) -> WorkflowActivationCompletion:
            if progress.ahead_at_query(act):
                self.evict(act.run_id)  # done after this activation
            return activate(act)

        instance.activate = watched  # type: ignore[method-assign]  # the SDK has no hook
        return instance


class Progress:
    """Whether a cached run is ahead of its last workflow task.

    Only a workflow task advances the time of a run, including one that a killed worker
    had started and that is in the history only. So the first activation of a run that
    was rebuilt from its history counts as ahead, whatever its time is.
    """

    def __init__(self) -> None:
        self._events = 0
        self._time = b""
        self._only_replayed = False
        self._ahead = False

    def ahead_at_query(self, act: WorkflowActivation) -> bool:
        """Whether this is a direct query, on a run that is ahead."""
        if any(job.query_workflow.query_id == _DIRECT for job in act.jobs):
            return self._ahead
        time = act.timestamp.SerializeToString()
        if act.history_length > self._events:
            stepped = not act.is_replaying
            self._ahead = stepped and (self._only_replayed or time == self._time)
            self._only_replayed = act.is_replaying
        self._events, self._time = act.history_length, time
        return False
