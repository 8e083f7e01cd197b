"""Static files, with a hash of their content in the address."""

import hashlib
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

FOLDER = Path(__file__).parent.parent.parent / "static"
FOR_GOOD = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Static files; browsers may cache those requested with the right version."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER)
        self._versions = {
            file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12]
            for file in FOLDER.iterdir()
        }

    def address(self, name: str) -> str:
        return f"/static/{name}?v={self._versions[name]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Without ranges: files are small, and a range may be malformed."""
        headers = [header for header in scope["headers"] if header[0] != b"range"]
        await super().__call__({**scope, "headers": headers}, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("v")
        kept = asked == [self._versions.get(path)]
        response.headers["Cache-Control"] = FOR_GOOD if kept else "no-cache"
        return response
