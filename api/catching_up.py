"""A flow that missed an ending which the database holds is told of it.

A verdict can be committed and then lost on its way to the workflow: Temporal is killed
before it notes what the worker brought, and the caller's repeat meets a row that has
ended. The workflow would wait on until its deadline. Told to end, it asks the database
and takes the ending that stands.
"""

import asyncio
from dataclasses import dataclass

from api.flows import Flows
from doorstep.db.enrollments import Enrollments
from doorstep.db.logins import Login
from doorstep.db.pool import Pool
from doorstep.messages import LoginState
from doorstep.stages import LoginStage

_LOOKS_EACH = 0.1


@dataclass(frozen=True)
class CatchingUp:
    pool: Pool
    flows: Flows

    async def login(self, row: Login, state: LoginState) -> LoginState:
        """The login's state, once no set-up that is over holds it up.

        `row` was read before `state`; where both are in a set-up nothing is amiss.
        Waits without a limit of its own: whoever calls has one.
        """
        setup_id = state.enrollment_id
        if setup_id is None or row.stage is LoginStage.setting_up:
            return state
        async with self.pool.acquire() as connection:
            setup = await Enrollments(connection).get(setup_id)
        if setup.ended_at is None:
            return state
        await self.flows.tell_setup_to_end(setup_id)
        while state.enrollment_id == setup_id:
            await asyncio.sleep(_LOOKS_EACH)
            state = await self.flows.login(row.id)
        return state
