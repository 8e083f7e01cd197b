"""A person who has no pointing device."""

from browser import BrowserUser
from waiting import until

_AT_THE_CODE = "document.activeElement.autocomplete === 'one-time-code'"


class KeyboardUser(BrowserUser):
    """Reaches everything with the tab key."""

    async def fill(self, label: str, text: str) -> None:
        await self.tab_to(self.say(label))
        await self.page.keyboard.type(text)

    async def press(self, name: str) -> None:
        await self.tab_to(self.say(name))
        await self._enter()

    async def type_code(self, code: str) -> None:
        """A code page focuses its field."""
        await until(lambda: self.page.evaluate(_AT_THE_CODE), bool)
        async with self.page.expect_navigation():
            await self.page.keyboard.type(f"{code[:3]}-{code[3:]}")
            await self.page.keyboard.press("Enter")

    async def _enter(self) -> None:
        """The key press returns at once; the next page is the answer."""
        async with self.page.expect_navigation():
            await self.page.keyboard.press("Enter")
