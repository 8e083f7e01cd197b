"""Recorded histories replay, and contain no personal data."""

import json
import re
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory

from leaks import texts
from replaying import replays
from service import MEMBER, PASSWORD

RECORDED = sorted((Path(__file__).parent.parent / "histories").glob("*.json"))


def test_there_are_histories_of_every_workflow() -> None:
    kinds = {file.name.partition("-")[0] for file in RECORDED}

    assert kinds == {
        *("login", "enrollment", "recovery", "notice", "erasure", "logout"),
        *("address", "invitation"),
    }


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
async def test_recorded_history_replays(file: Path) -> None:
    await replays(WorkflowHistory.from_json(file.stem, file.read_text()))


@pytest.mark.parametrize("file", RECORDED, ids=lambda file: file.stem)
def test_W1_history_contains_no_address_name_code_or_secret(file: Path) -> None:
    contents = "\n".join(texts(json.loads(file.read_text())))

    for personal in (MEMBER, "acme", "Acme", "Max", PASSWORD, "@"):
        assert personal not in contents
    assert not re.search(r'"\d{6}"', contents)
    assert "otpauth" not in contents
