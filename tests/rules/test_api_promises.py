"""docs/api-policy.md: nothing in `/v1` that the release before promised is gone."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from api_promises import demands, promises
from release.clients import document
from release.upgrade.release_before import VERSION

_FIXTURES = Path(__file__).parent.parent / "upgrade"


@pytest.fixture(scope="module")
def before() -> dict[str, Any]:
    """The document of the release before."""
    file = _FIXTURES / f"openapi-{VERSION}.json"
    return dict(json.loads(file.read_text()))


def test_all_that_the_release_before_promised_is_there(before: dict[str, Any]) -> None:
    assert promises(before) - promises(document()) == set()


def test_no_request_needs_more_than_before(before: dict[str, Any]) -> None:
    old = {name for name in demands(document()) if _operation(name) in _known(before)}

    assert old - demands(before) == set()


def _known(before: dict[str, Any]) -> set[str]:
    return {line.removesuffix(" exists") for line in promises(before)}


def _operation(demand: str) -> str:
    return demand.partition(" needs ")[0]


def test_a_removed_field_word_path_or_status_is_noticed(before: dict[str, Any]) -> None:
    now = copy.deepcopy(before)
    schemas = now["components"]["schemas"]
    del schemas["Member"]["properties"]["two_step"]
    schemas["Language"]["enum"].remove("it")
    schemas["Login"]["required"].remove("stage")
    del now["paths"]["/v1/me"]["get"]
    del now["paths"]["/v1/logins/{login_id}/setup"]["post"]["responses"]["200"]

    gone = promises(before) - promises(now)

    assert "GET /v1/account/members/{member_id} answers 200.two_step" in gone
    assert "PATCH /v1/me takes .language is it" in gone
    assert "GET /v1/logins/{login_id} answers 200.stage always" in gone
    assert "GET /v1/me exists" in gone
    assert "POST /v1/logins/{login_id}/setup answers 200" in gone


def test_a_new_demand_is_noticed(before: dict[str, Any]) -> None:
    now = copy.deepcopy(before)
    now["components"]["schemas"]["Credentials"]["required"].append("client_address")

    assert demands(now) - demands(before) == {
        "POST /v1/logins needs field client_address"
    }
