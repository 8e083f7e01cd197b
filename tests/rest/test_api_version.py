"""Answers of the API say which release they come from."""

import pytest

from service import Service


@pytest.mark.parametrize(
    ("path", "status"),
    [("/v1/me", 401), ("/v1/nothing", 404), ("/v1/openapi.json", 200)],
)
async def test_answer_of_the_api_names_the_release(
    service: Service, path: str, status: int
) -> None:
    answer = await service.http.get(path)

    assert answer.status_code == status
    assert answer.headers["Doorstep-Version"] == "0.2"


async def test_page_does_not_name_the_release(service: Service) -> None:
    answer = await service.http.get("/sign-in")

    assert "Doorstep-Version" not in answer.headers
