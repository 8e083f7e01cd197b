"""What clients ask of the OAuth endpoints is counted by kind of client and outcome."""

from prometheus_client.parser import text_string_to_metric_families

from doorstep.rules.clients import AuthMethod, ClientKind
from doorstep.settings import Settings
from doorstep.telemetry import Telemetry, running_telemetry
from provider import running_provider
from provider_rows import CALLBACK


async def _counted(telemetry: Telemetry) -> dict[tuple[str, str, str], float]:
    """By endpoint, kind and outcome; those that never were are left out."""
    text = (await telemetry.exposition()).decode()
    return {
        (labels["endpoint"], labels["client_kind"], labels["outcome"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "doorstep_oauth_requests_total" and sample.value
        for labels in [sample.labels]
    }


async def test_requests_of_clients_are_counted_by_their_kind_and_outcome(
    database_url: str,
) -> None:
    async with (
        running_telemetry(Settings(internal_port=9464), "doorstep-test") as telemetry,
        running_provider(database_url, telemetry=telemetry) as provider,
    ):
        web = await provider.register()
        native = await provider.register(
            kind=ClientKind.native, auth_method=AuthMethod.none
        )
        tokens = await provider.tokens(web)
        bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
        await provider.http.get("/oauth2/userinfo", headers=bearer)
        await provider.http.get("/oauth2/userinfo", headers={"Authorization": "Bearer"})
        asked = {"token": tokens["access_token"]}
        await provider.ask("introspect", asked, web)
        await provider.http.post(
            "/oauth2/introspect", data=asked, auth=(web.id, "not the secret")
        )
        unknown = {"grant_type": "authorization_code", "code": "x"}
        await provider.http.post("/oauth2/token", data={**unknown, "client_id": "x"})
        await provider.http.post(
            "/oauth2/token", data={**unknown, "client_id": native.id}
        )
        wrong = {"client_id": web.id, "redirect_uri": f"{CALLBACK}/elsewhere"}
        await provider.http.get("/oauth2/authorize", params=wrong)
        refused = {"client_id": web.id, "redirect_uri": CALLBACK, "request": "x"}
        await provider.http.get("/oauth2/authorize", params=refused)
        await provider.http.options("/oauth2/token")

        assert await _counted(telemetry) == {
            ("token", "web", "ok"): 1,
            ("userinfo", "web", "ok"): 1,
            ("userinfo", "unknown", "invalid_token"): 1,
            ("introspect", "web", "ok"): 1,
            ("introspect", "web", "invalid_client"): 1,
            ("token", "unknown", "invalid_client"): 1,
            ("token", "native", "invalid_grant"): 1,
            ("authorize", "web", "redirect_uri"): 1,
            ("authorize", "web", "request_not_supported"): 1,
        }
