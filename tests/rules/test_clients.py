"""The generated clients, without the generators."""

from release.clients import CLIENTS as FOLDER
from release.clients import PYTHON, STAMP, TYPESCRIPT, document, fingerprint


def test_clients_are_those_of_the_present_document() -> None:
    assert STAMP.read_text().strip() == fingerprint(), "run make clients"


def test_every_operation_is_a_function_of_the_python_client() -> None:
    operations = {
        operation["operationId"]
        for item in document()["paths"].values()
        for operation in item.values()
    }

    functions = {
        file.stem
        for file in (FOLDER / PYTHON / "api").rglob("*.py")
        if file.stem != "__init__"
    }
    assert functions == operations


def test_every_path_is_in_the_types_of_the_typescript_client() -> None:
    types = (FOLDER / TYPESCRIPT).read_text()

    assert [path for path in document()["paths"] if f'"{path}": {{' not in types] == []
