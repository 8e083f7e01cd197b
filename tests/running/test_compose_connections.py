"""The connections of docker-compose.yml: all pools together fit into PostgreSQL."""

import re
from pathlib import Path
from typing import Any

import pytest

from compose_file import made_env, services
from doorstep.db.connection_room import BESIDE_THE_POOL
from doorstep.settings import Settings

_SERVICES_OF_TEMPORAL = 4
"""Frontend, history, matching and worker: each has pools of its own."""
_RESERVED = 3
"""`superuser_reserved_connections`, unless it is set."""
_OF_A_COMMAND = 4
"""`doorstep migrate` and `doctor` open the most; two commands at once."""
_SPARE_APIS = 1
"""While one is replaced by the next release."""


@pytest.fixture
def composed(tmp_path: Path) -> dict[str, dict[str, Any]]:
    return services(made_env(tmp_path))


def _max_connections(composed: dict[str, dict[str, Any]]) -> int:
    command = " ".join(composed["postgres"]["command"])
    (number,) = re.findall(r"max_connections=(\d+)", command)
    return int(number)


def test_every_pool_fits_into_postgresql(composed: dict[str, dict[str, Any]]) -> None:
    temporal = composed["temporal"]["environment"]
    pools = int(temporal["SQL_MAX_CONNS"]) + int(temporal["SQL_VIS_MAX_CONNS"])
    of_temporal = _SERVICES_OF_TEMPORAL * pools
    each = Settings().database_connections + BESIDE_THE_POOL
    processes = sum(
        composed[name].get("deploy", {}).get("replicas", 1)
        for name in ("api", "worker")
    )
    ours = (processes + _SPARE_APIS) * each

    wanted = of_temporal + ours + 2 * _OF_A_COMMAND + _RESERVED

    assert wanted <= _max_connections(composed)
