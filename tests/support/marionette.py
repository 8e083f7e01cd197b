"""A person at a real Firefox, over Marionette: the protocol that Firefox brings."""

import asyncio
import json
import shutil
from asyncio.subprocess import DEVNULL
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from trials.ports import free_port
from waiting import in_time, listens

PROGRAM = shutil.which("firefox-esr") or shutil.which("firefox")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_PREFERENCES = """
user_pref("marionette.port", {port});
user_pref("intl.accept_languages", "en");
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("app.update.enabled", false);
user_pref("network.captive-portal-service.enabled", false);
"""


class Firefox:
    """One window; each step waits until the page it leads to is there."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._number = 0

    async def command(self, name: str, **values: object) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, f"WebDriver:{name}", values])
        self._writer.write(f"{len(message.encode())}:{message}".encode())
        _, _, error, result = await in_time(self.receive())
        if error:
            raise AssertionError(f"{name}: {error['error']}: {error['message']}")
        return result

    async def receive(self) -> Any:
        length = (await self._reader.readuntil(b":"))[:-1]
        return json.loads(await self._reader.readexactly(int(length)))

    async def open(self, address: str) -> None:
        await self.command("Navigate", url=address)

    async def run(self, script: str) -> Any:
        """The value that the script returns."""
        answer = await self.command("ExecuteScript", script=script, args=[])
        return answer["value"]

    async def heading(self) -> str:
        return str(
            await self.run("return document.querySelector('h1')?.innerText ?? ''")
        )

    async def type(self, selector: str, text: str) -> None:
        """Into a field, in place of what it has."""
        field = await self._find(selector)
        await self.command("ElementClear", id=field)
        await self.command("ElementSendKeys", id=field, text=text)

    async def press(self, selector: str) -> None:
        await self.command("ElementClick", id=await self._find(selector))

    async def picture(self) -> bytes:
        """The whole page, as PNG."""
        answer = await self.command("TakeScreenshot", full=True)
        return b64decode(answer["value"])

    async def resize(self, width: int, height: int = 900) -> None:
        await self.command("SetWindowRect", width=width, height=height)

    async def _find(self, selector: str) -> str:
        found = await self.command("FindElement", using="css selector", value=selector)
        return str(found["value"][_ELEMENT])


@asynccontextmanager
async def firefox(folder: Path) -> AsyncIterator[Firefox]:
    """A new profile in the folder, without a window on the screen."""
    assert PROGRAM
    port = free_port()
    folder.mkdir(exist_ok=True)
    (folder / "user.js").write_text(_PREFERENCES.format(port=port))
    process = await asyncio.create_subprocess_exec(
        *(PROGRAM, "--headless", "--marionette", "--no-remote"),
        *("--profile", str(folder)),
        env={"HOME": str(folder), "PATH": "/usr/bin:/bin"},
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        assert await listens(process, port)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        window = Firefox(reader, writer)
        await in_time(window.receive())
        await window.command("NewSession")
        await window.command("SetTimeouts", implicit=30_000, pageLoad=60_000)
        yield window
        writer.close()
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
