"""`doorstep group` and the filters of `doorstep member list`."""

import json

import pytest

from cli import texts
from command import run_in_process
from doorstep.errors import GroupNameTakenError, NotFoundError
from service import ADMIN, MEMBER, Service


async def _run(service: Service, *words: str) -> str:
    url = service.settings.database_url
    return (await run_in_process(*words, DOORSTEP_DATABASE_URL=url)).strip()


async def _group(service: Service, *words: str) -> str:
    return await _run(service, "group", *words, "--account", "Acme")


async def _listed(service: Service, *words: str) -> list[str]:
    printed = await _run(
        service, "member", "list", "--account", "Acme", "--json", *words
    )
    return [each["email"] for each in json.loads(printed)]


async def test_group_is_created_filled_listed_renamed_and_deleted(
    service: Service,
) -> None:
    group_id = await _group(service, "create", "--name", "Sales")
    added = await _group(service, "add", "sales", MEMBER)
    listed = json.loads(await _group(service, "list", "--json"))
    inside = await _listed(service, "--group", "SALES")
    renamed = await _group(service, "rename", group_id, "--name", "Sales EMEA")
    removed = await _group(service, "remove", "Sales EMEA", MEMBER)
    with pytest.raises(GroupNameTakenError):
        await _group(service, "create", "--name", "sales emea")
    deleted = await _group(service, "delete", "Sales EMEA")

    assert (added, renamed, removed, deleted) == (
        *(texts.GROUP_JOINED, texts.GROUP_RENAMED),
        *(texts.GROUP_LEFT, texts.GROUP_DELETED),
    )
    assert [(each["id"], each["members"]) for each in listed] == [(group_id, 1)]
    assert inside == [MEMBER]
    assert await _group(service, "list") == texts.NO_GROUPS
    with pytest.raises(NotFoundError, match="Sales"):
        await _group(service, "delete", "Sales EMEA")


async def test_members_are_listed_by_query_and_role(service: Service) -> None:
    await service.add_member("zoe@straße.example")

    assert await _listed(service, "--query", "STRASSE") == ["zoe@straße.example"]
    assert await _listed(service, "--role", "admin") == [ADMIN]
    assert await _listed(service, "--role", "admin", "--query", "zoe") == []
