"""`make clients`: the clients in `clients/`, generated from the OpenAPI document.

What is generated is committed, with a hash of the document that it was generated from:
so a test knows without generators whether it is current.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from api.app import create_app
from api.edge.openapi.document import describe
from cli.up.binaries import program
from doorstep.rules.seal import new_entry
from doorstep.settings.processes import ApiSettings
from release.checkout import ROOT

CLIENTS = ROOT / "clients"
PYTHON = Path("python/src/doorstep_api_client")
TYPESCRIPT = Path("typescript/src/schema.ts")
STAMP = CLIENTS / "document.sha256"
_GENERATOR = Path(__file__).with_name("python_client_generator.py")
_SETTINGS = {
    "database_url": "postgresql://nobody@127.0.0.1/none",
    "temporal_address": "127.0.0.1:7233",
    "public_url": "https://login.example.com",
}
"""Nothing connects: the document is described, not served."""


def main() -> None:
    generate(CLIENTS)
    STAMP.write_text(f"{fingerprint()}\n")


def document() -> dict[str, Any]:
    """As it is served at `/v1/openapi.json`, with an address of the docs."""
    settings = ApiSettings.model_validate({**_SETTINGS, "keys": new_entry("none")})
    return describe(create_app(settings), settings.public_url)


def fingerprint() -> str:
    """Of what clients are made of, in whatever order its schemas were collected."""
    text = json.dumps(document() | {"info": None}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def generate(into: Path) -> None:
    """Both clients, into a folder that has the others' own files, or is empty."""
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "openapi.json"
        source.write_text(json.dumps(_for_generators(document())))
        _generate_python(source, into / PYTHON)
        _generate_typescript(source, into / TYPESCRIPT)


def generator_is_there() -> bool:
    """Whether uv has the generator of the Python client, or can install it."""
    wanted = (program("uv"), "sync", "--quiet", "--frozen", "--script", _GENERATOR)
    return subprocess.run(wanted, check=False, capture_output=True).returncode == 0


def _for_generators(document: dict[str, Any]) -> dict[str, Any]:
    """With the schemas in one order, whatever was imported first; and where a call may
    come without a token, none is demanded.
    """
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    for item in document["paths"].values():
        for operation in item.values():
            if {} in operation["security"]:
                operation["security"] = []
    return document


def _generate_python(source: Path, package: Path) -> None:
    """Beside its source first: it is formatted as the settings of its folder say."""
    made = source.with_name(package.name)
    options = ("--path", source, "--output-path", made, "--meta", "none")
    _run(
        program("uv"),
        "run",
        "--quiet",
        "--frozen",
        "--script",
        _GENERATOR,
        "generate",
        *options,
    )
    shutil.rmtree(made / ".ruff_cache", ignore_errors=True)
    (made / "py.typed").touch()
    shutil.rmtree(package, ignore_errors=True)
    shutil.copytree(made, package)


def _generate_typescript(source: Path, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    types = ("--root-types", "--root-types-no-schema-prefix")
    may_be_left_out = "--default-non-nullable=false"  # what has a default, in a body
    options = ("--output", file, *types, may_be_left_out)
    _run(CLIENTS / "typescript/node_modules/.bin/openapi-typescript", source, *options)


def _run(*command: str | Path) -> None:
    ran = subprocess.run(command, capture_output=True, check=False, text=True)
    if ran.returncode:
        sys.exit(f"{ran.stdout}{ran.stderr}")


if __name__ == "__main__":
    main()
