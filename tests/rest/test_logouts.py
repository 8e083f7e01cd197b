"""Back-channel logout as a whole: who signs out is signed out of each client."""

from client_rows import client_of
from doorstep.messages.search_attributes import APPLICATION, MEMBER
from doorstep.why.diagnosis import diagnose
from doorstep.why.words import sentence
from journey import Journey
from rp_server import RpServer, rp_server
from seeding import another_login, long_enrolled
from service import MEMBER as MAX
from service import Service
from session_rows import join_as
from waiting import until, until_true


async def _joined(service: Service, server: RpServer) -> tuple[Journey, str]:
    """Max, signed in at a client too; with the id of its workflow."""
    client = await client_of(service, backchannel_logout_uri=server.uri)
    person = Journey(service)
    await person.start()
    session_id = await join_as(person, client.id)
    return person, f"logout/{session_id}/{client.id}"


async def test_P7_W1_log_out_reaches_every_client(service: Service) -> None:
    async with rp_server().running() as one, rp_server().running() as another:
        person, workflow_id = await _joined(service, one)
        second = await client_of(service, backchannel_logout_uri=another.uri)
        await join_as(person, second.id)

        await person.with_session("DELETE", "/v1/me/session")
        await until_true(lambda: bool(one.tokens and another.tokens))

        handle = service.client.get_workflow_handle(workflow_id)
        assert (await handle.result())["outcome"] == "told"
        described = await handle.describe()
        attributes = described.typed_search_attributes
        member_id = await service.pool.fetchval(
            "select id from members where email = $1", MAX
        )
        assert attributes[APPLICATION] == workflow_id.rpartition("/")[2]
        assert attributes[MEMBER] == str(member_id)


async def test_P7_replacing_the_device_signs_out_of_each_client(
    service: Service,
) -> None:
    async with rp_server().running() as server:
        person = await long_enrolled(service)
        assert (await person.submit_code(person.code())).status_code == 200
        client = await client_of(service, backchannel_logout_uri=server.uri)
        session_id = await join_as(person, client.id)
        replacing = await another_login(person)

        await replacing.set_up()
        await until_true(lambda: bool(server.tokens))

        handle = service.client.get_workflow_handle(f"logout/{session_id}/{client.id}")
        assert (await handle.result())["outcome"] == "told"


async def test_P7_why_names_a_client_that_does_not_answer(service: Service) -> None:
    async with rp_server().running() as server:
        server.status = 503
        person, workflow_id = await _joined(service, server)

        await person.with_session("DELETE", "/v1/me/session")
        found = await until(
            lambda: diagnose(service.settings, MAX, service.clock),
            lambda found: bool(found.besides),
        )

        (besides,) = found.besides
        assert besides.reason == "logout_failing"
        assert besides.flow == workflow_id
        assert "Billing has not been told" in sentence(besides)
        assert "http 503" in sentence(besides)
