"""A run that a query took ahead of its workflow tasks is taken up anew.

Temporal hands a query straight to a worker while no workflow task is due. A worker
that has to read the history for it, after a restart say, may find events there that no
task has brought yet. The SDK (temporalio 1.35) runs the workflow over them to answer,
and keeps the run as it is then. Where the task that brings those events has an update
with it, the update is handled after what they led to; a replay handles it before. The
commands stand in another order, and no worker could ever go on with the flow.

So such a run leaves the cache once its query is answered. The next task replays the
history, with events and update in the order of every later replay.
"""

from collections.abc import Callable
from dataclasses import dataclass

from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_completion import WorkflowActivationCompletion
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

_DIRECT = "legacy_query"
"""The id of a query that comes by itself, not with a workflow task."""


@dataclass(frozen=True, kw_only=True)
class FreshRuns(SandboxedWorkflowRunner):
    """The sandbox that workflows run in; `evict` takes a run id, from any thread."""

    evict: Callable[[str], None]

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        instance = super().create_instance(det)
        progress, activate = Progress(), instance.activate

        def watched(act: WorkflowActivation) -> WorkflowActivationCompletion:
            if progress.ahead_at_query(act):
                self.evict(act.run_id)  # done after this activation
            return activate(act)

        instance.activate = watched  # type: ignore[method-assign]  # no hook is there
        return instance


class Progress:
    """How far a run has come: by its tasks alone, or by events ahead of them too.

    Each task moves the time of the run on, and other events do not, but for a task that
    a worker took to its grave. That one stands in a history alone, so the first step of
    a run that was built from one is doubtful whatever its time.
    """

    def __init__(self) -> None:
        self._events = 0
        self._time = b""
        self._only_replayed = False
        self._ahead = False

    def ahead_at_query(self, act: WorkflowActivation) -> bool:
        """False for all that is no direct query."""
        if any(job.query_workflow.query_id == _DIRECT for job in act.jobs):
            return self._ahead
        time = act.timestamp.SerializeToString()
        if act.history_length > self._events:
            stepped = not act.is_replaying
            self._ahead = stepped and (self._only_replayed or time == self._time)
            self._only_replayed = act.is_replaying
        self._events, self._time = act.history_length, time
        return False
