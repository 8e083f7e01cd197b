"""`doorstep why` without a worker, or with one whose code is incompatible."""

from datetime import timedelta

from temporalio import workflow
from temporalio.worker import Worker

from doorstep.messages.flows import Ended, LoginStart
from doorstep.why.explanations import Reason
from journey import Journey
from service import Service
from why_answers import timeline_of, why_at_last, why_later


@workflow.defn(name="Login", sandboxed=False)
class LaterLogin:
    """A release whose commands differ from those of running flows."""

    @workflow.run
    async def run(self, start: LoginStart) -> None:
        await workflow.sleep(timedelta(days=start.policy.free_tries))
        await workflow.sleep(timedelta(days=1))

    @workflow.signal
    def end_now(self, reason: Ended) -> None:
        """Receive the signal and do nothing."""


async def test_no_worker_polls(own_service: Service) -> None:
    await own_service.stop_worker()
    await own_service.require_two_step()
    await Journey(own_service).start()

    found = await why_later(own_service, timedelta(seconds=30))

    assert found.explanation.reason is Reason.no_worker
    assert found.explanation.stage == own_service.settings.task_queue


async def test_workflow_fails_after_an_incompatible_deployment(
    own_service: Service,
) -> None:
    await own_service.require_two_step()
    person = Journey(own_service)
    await person.start()
    await person.begin_setup()
    await person.delete(person.enrollment_path)  # its history has a child
    await own_service.stop_worker()
    flow = own_service.client.get_workflow_handle(f"login/{person.login['id']}")

    async with Worker(
        own_service.client,
        task_queue=own_service.settings.task_queue,
        workflows=[LaterLogin],
    ):
        await flow.signal("end_now", Ended.committed)
        found = await why_at_last(own_service, Reason.workflow_failing)
        await flow.terminate()
        gone = await why_at_last(own_service, Reason.workflow_gone)

    assert found.explanation.failure
    assert any(found.explanation.failure in line for line in timeline_of(found))
    assert gone.explanation.stage == "terminated"


async def test_terminated_login_is_reported(service: Service) -> None:
    await service.require_two_step()
    person = Journey(service)
    await person.start()
    await service.client.get_workflow_handle(f"login/{person.login['id']}").terminate()

    found = await why_at_last(service, Reason.workflow_gone)

    assert found.explanation.stage == "terminated"
    assert not any("failed" in line for line in timeline_of(found))
