"""`make histories`: walk real flows and keep the histories that they leave.

Run by pytest for its fixtures; the replay tests hold later code to what is kept here.
"""

import re
from pathlib import Path

from journey import Journey, enrolled
from service import Service

HISTORIES = Path(__file__).parent / "histories"


async def test_record_the_histories(service: Service) -> None:
    first = await enrolled(service)
    await first.submit_code(first.wrong_code())
    await first.sign_in_anew()
    second = Journey(service)
    await second.start()
    await second.as_far_as("connect_device")
    await second.delete(second.enrollment_path)
    await second.set_up()
    await second.delete(second.login_path)
    notice_id = await service.pool.fetchval("select id from notices limit 1")
    flows = {
        "login-set-up-signed-in": f"login/{first.login['id']}",
        "enrollment-enrolled": f"enrollment/{first.enrollment['id']}",
        "login-replaced-cancelled": f"login/{second.login['id']}",
        "enrollment-replaced": f"enrollment/{second.enrollment['id']}",
        "notice-sent": f"notice/{notice_id}",
    }

    for name, workflow_id in flows.items():
        handle = service.client.get_workflow_handle(workflow_id)
        await handle.result()
        history = await handle.fetch_history()
        kept = re.sub(r"\d+@[\w.-]+", "worker", history.to_json())  # process@host
        (HISTORIES / f"{name}.json").write_text(kept)

    assert len(list(HISTORIES.glob("*.json"))) >= len(flows)
