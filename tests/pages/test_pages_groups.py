"""The Admin Center's search, and its pages of groups."""

from markup import Markup
from page_texts import flash_text
from seeding import member_id_of
from service import ADMIN, MEMBER, Service
from visitor import Visitor

_MEMBERS = "/admin-center/members"
_GROUPS = "/admin-center/groups"


async def _admin(service: Service) -> Visitor:
    visitor = Visitor(service.http)
    await visitor.sign_in(ADMIN, application="admin_center")
    return visitor


def _texts(page: Markup, role: str) -> list[str]:
    return [each.text for each in page.all("p", role=role)]


async def test_search_keeps_its_filters_in_links_and_pages(service: Service) -> None:
    visitor = await _admin(service)
    for number in range(60):
        await service.add_member(f"zoe{number}@acme.test")

    first = await visitor.open(f"{_MEMBERS}?query=ZOÉ&role=member&two_step=not_set_up")
    links = {
        link.attributes.get("id"): link.attributes["href"] for link in first.all("a")
    }
    second = await visitor.open(links["next-page"])

    kept = "query=ZO%C3%89&two_step=not_set_up&role=member"
    assert links["next-page"].endswith(f"&{kept}")
    assert links["download"] == f"{_MEMBERS}.csv?{kept}"
    assert links["filter-locked"] == (
        f"{_MEMBERS}?query=ZO%C3%89&two_step=locked&role=member"
    )
    (field,) = second.all("input", name="query")
    assert field.attributes["value"] == "ZOÉ"
    assert field.attributes["aria-describedby"] == "found"
    assert len(first.all("tr")) == 51
    assert len(second.all("tr")) == 11


async def test_member_is_put_into_a_group_and_taken_out_on_pages(
    service: Service,
) -> None:
    visitor = await _admin(service)
    member = f"{_MEMBERS}/{await member_id_of(service.pool, MEMBER)}"

    await visitor.open(_GROUPS)
    created = await visitor.send(f"{_GROUPS}/create-group", name="Sales")
    taken = await visitor.send(f"{_GROUPS}/create-group", name="SALES")
    group_id = str(await service.pool.fetchval("select id from groups"))
    await visitor.open(member)
    joined = await visitor.send(f"{member}/join-group", group_id=group_id)
    await visitor.open(f"{_MEMBERS}?group={group_id}")
    inside = [cell.text for cell in visitor.page.all("span", **{"class": "mail"})]
    await visitor.open(member)
    left = await visitor.send(f"{member}/leave-group", group_id=group_id)
    await visitor.open(f"{_GROUPS}/{group_id}/delete-group")
    deleted = await visitor.send(f"{_GROUPS}/{group_id}/delete-group")

    assert flash_text("group-created") in _texts(created, "status")
    assert flash_text("name-taken") in _texts(taken, "alert")
    assert "Remove from Sales" in str(joined.all("button"))
    assert inside == [MEMBER]
    assert "Remove from Sales" not in str(left.all("button"))
    assert flash_text("group-deleted") in _texts(deleted, "status")
    assert await service.pool.fetchval("select count(*) from group_members") == 0
