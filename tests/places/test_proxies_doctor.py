"""What `doorstep doctor` says of nginx in front of the API."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from behind_proxy import behind_proxy
from cli.doctor.public_url import examine_public_url
from proxies import NGINX
from service import Service

_PREFIX = {
    "location / {": "location /doorstep/ {",
    "proxy_pass http://doorstep;": "proxy_pass http://doorstep/;",
}
_NOWHERE = {"server 127.0.0.1:8000;": "server 127.0.0.1:9;"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ("ok", "leads to this installation")),
        (_PREFIX, ("failed", "Something other than Doorstep answers")),
        (_NOWHERE, ("failed", "answers 502: it does not reach the API")),
    ],
    ids=["complete", "path prefix", "wrong address"],
)
async def test_a_wrong_line_of_the_proxy_is_found(
    service: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changes: Mapping[str, str],
    said: tuple[str, str],
) -> None:
    async with behind_proxy(service, NGINX, tmp_path, changes) as behind:
        monkeypatch.setenv("SSL_CERT_FILE", str(behind.authority.file))
        (found,) = await examine_public_url(behind.service.settings)

    state, summary = said
    assert (found.check, found.state) == ("proxy", state)
    assert summary in found.summary
