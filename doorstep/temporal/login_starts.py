"""Starting the workflow of a login, for the API and the sweep of logins."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from doorstep.messages.flows import LoginStart
from doorstep.messages.search_attributes import attributes


@dataclass(frozen=True)
class LoginStarter:
    """`eager`: a worker of this process has this client, and begins at once."""

    client: Client
    task_queue: str
    task_timeout: timedelta
    eager: bool

    async def start(self, start: LoginStart, within: timedelta | None = None) -> None:
        """Start its workflow; does nothing if it was started before."""
        with suppress(WorkflowAlreadyStartedError):
            await self.client.start_workflow(
                "Login",
                start,
                id=f"login/{start.login_id}",
                task_queue=self.task_queue,
                task_timeout=self.task_timeout,
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                request_eager_start=self.eager,
                static_summary=f"Login to the {start.application}",
                search_attributes=attributes(
                    start.stage, start.account_id, start.member_id, start.application
                ),
                rpc_timeout=within,
            )
