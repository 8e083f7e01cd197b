"""The decisive part of the tests on Debian's PostgreSQL, beside the embedded one.

They run in a process of their own: which PostgreSQL there is, is decided once.
"""

import os
import subprocess
import sys

from compose_file import ROOT
from debian import program
from other_postgres import VARIABLE
from waiting import PATIENCE_SECONDS

_ROLES = "tests/judges/test_migrate_roles.py"
_CODES = "tests/judges/test_activities_login_codes.py"
_DECISIVE = (
    "tests/judges/test_migrate.py::test_two_at_once_apply_each_migration_once",
    f"{_ROLES}::test_L1_application_cannot_undo_an_event_or_its_link",
    "tests/judges/test_sql_statements.py::test_no_name_in_a_statement_is_misspelt",
    "tests/judges/test_member_search.py",
    f"{_CODES}::test_V2_only_a_greater_step_is_accepted",
    f"{_CODES}::test_V4_thirty_replays_at_once_have_one_free_try",
    "tests/judges/test_round_trips.py::test_a_whole_journey_costs_no_more_than_it_did",
    "tests/commands/test_doctor.py::test_nothing_fails_where_everything_is_in_order",
)
"""Migrations, privileges, every statement, search, judges, a journey, doctor."""


def test_decisive_parts_work_on_debians_postgresql() -> None:
    programs = program("postgres").resolve().parent
    kept = {n: v for n, v in os.environ.items() if not n.startswith("PYTEST_")}

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *_DECISIVE],
        cwd=ROOT,
        env={**kept, VARIABLE: str(programs)},
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE_SECONDS,
    )

    assert ran.returncode == 0, ran.stdout[-4000:]
