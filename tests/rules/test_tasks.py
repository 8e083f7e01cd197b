"""Tasks of their own: each has somebody who learns how it ends."""

import ast

from source_code import ROOT, nodes, sources

_STARTS = {"create_task", "ensure_future"}
WATCHED = {
    "api/edge/time_limit.py": "the request that waits for it",
    "cli/api_server.py": "the process ends with its server",
    "cli/doctor/database.py": "awaited by the command",
    "cli/doctor/temporal_clock.py": "awaited by the command",
    "cli/signals.py": "the process ends with it",
    "cli/up/mailbox.py": "the process ends with it",
    "cli/up/supervisor.py": "`doorstep up` waits for its parts",
    "doorstep/db/servers.py": "the first of the attempts to connect",
    "doorstep/process/health_listener.py": "a loop opens it again",
    "doorstep/process/repeating.py": "the loop itself, which goes on after any error",
    "doorstep/process/watched_pool.py": "the watch, which reads its result",
    "doorstep/temporal/workers.py": "the context that they run within is cancelled",
    "workflows/email_delivery.py": "its workflow",
    "workflows/flow_timer.py": "its workflow",
    "workflows/login.py": "its workflow",
}
"""A bare task ends in silence, and what it did is done no more."""


def test_every_task_is_watched_by_somebody() -> None:
    starting = {
        str(file.relative_to(ROOT))
        for file in sources("api", "cli", "doorstep", "workflows", "activities")
        for node in nodes(file)
        if isinstance(node, ast.Attribute) and node.attr in _STARTS
    }

    assert starting == set(WATCHED)
