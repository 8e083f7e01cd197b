"""The connections and source files that a login code takes."""

from doorstep.settings.processes import WorkerSettings
from trials.bench.path import Passed, passed_by_a_code

MOST_CONNECTIONS = 3
MOST_FILES = 48
"""The numbers may fall; they grow only for a reason; docs/architecture.md has them."""


def _within(passed: Passed) -> bool:
    return passed.connections <= MOST_CONNECTIONS and len(passed.files) <= MOST_FILES


async def test_login_code_takes_no_more_files_and_connections(
    settings: WorkerSettings,
) -> None:
    without_key, with_key = await passed_by_a_code(settings)

    assert _within(without_key), without_key
    assert _within(with_key), with_key
