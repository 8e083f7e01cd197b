"""How many events are in the histories of a person's flows."""

from temporalio.api.workflow.v1 import PendingChildExecutionInfo

from doorstep.temporal.executions import describe
from journey import Journey
from service import Service
from waiting import until


async def events_of(person: Journey) -> int:
    """The events in the histories of the login and its setup."""
    flows = [f"login/{person.login['id']}"]
    if person.enrollment:
        flows.insert(0, f"enrollment/{person.enrollment['id']}")
    return sum([await settled_events(person.service, flow) for flow in flows])


async def settled_events(service: Service, flow: str) -> int:
    """The events of a flow, once it is idle."""

    async def busy() -> bool:
        found = await describe(service.client, flow)
        if found.HasField("pending_workflow_task") or found.pending_activities:
            return True
        return any([await _over(service, child) for child in found.pending_children])

    await until(busy, lambda seen: not seen)
    handle = service.client.get_workflow_handle(flow)
    return len((await handle.fetch_history()).events)


async def _over(service: Service, child: PendingChildExecutionInfo) -> bool:
    """Whether it has closed, and its parent has not recorded it yet."""
    found = await describe(service.client, child.workflow_id)
    return found.workflow_execution_info.HasField("close_time")
