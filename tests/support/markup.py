"""The elements and forms of a page, parsed without JavaScript and styles."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "img", "path", "rect", "circle", "br"}


@dataclass
class Element:
    """One tag with its attributes and all the text in it."""

    tag: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


@dataclass
class Form:
    """The action of a form, its method and its hidden fields."""

    action: str
    method: str = "get"
    hidden: dict[str, str] = field(default_factory=dict)


class Markup(HTMLParser):
    """All elements of a page in document order, its forms, and each text with the tags
    that it is in.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.forms: list[Form] = []
        self.texts: list[tuple[str, set[str]]] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in _VOID:
            self._open.append(element)
        if any(each.tag == "template" for each in self._open):
            return  # the content of a template is inert
        if tag == "form":
            method = element.attributes.get("method", "get")
            self.forms.append(Form(element.attributes["action"], method))
        if element.attributes.get("type") == "hidden":
            name, value = element.attributes["name"], element.attributes["value"]
            self.forms[-1].hidden[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            assert self._open.pop().tag == tag, f"</{tag}> is out of place"

    def handle_data(self, data: str) -> None:
        self.texts.append((data, {element.tag for element in self._open}))
        for element in self._open:
            element.texts.append(data)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        return [
            element
            for element in self.elements
            if element.tag == tag and attributes.items() <= element.attributes.items()
        ]

    @property
    def heading(self) -> str:
        (heading,) = self.all("h1")
        return heading.text

    @property
    def alerts(self) -> list[str]:
        return [each.text for each in self.elements if _role(each) == "alert"]

    @property
    def words(self) -> str:
        return self.all("body")[0].text

    def form(self, action: str) -> Form:
        return next(form for form in self.forms if form.action == action)


def _role(element: Element) -> str:
    return element.attributes.get("role", "")
