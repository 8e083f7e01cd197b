"""Renders templates, in each language."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from doorstep.rules.people import Language

if TYPE_CHECKING:  # it comes with the first page
    from jinja2 import Environment


class Renderer:
    """One Jinja environment per language, so that texts and dates need no language
    argument; each is made for the first page in its language.
    """

    def __init__(self, asset: Callable[[str], str]) -> None:
        self._asset = asset
        self._environments: dict[str, Environment] = {}

    def html(self, template: str, language: str, shown: Mapping[str, object]) -> str:
        """`shown` is the context of the template, with `now`."""
        if language not in self._environments:
            from api.pages.frame.templates import environment_of

            made = environment_of(Language(language), self._asset)
            self._environments[language] = made
        return self._environments[language].get_template(template).render(shown)
