"""The bill of materials (CycloneDX 1.5): what uv.lock has, with licences.

uv writes packages, files and hashes, and what needs what. It does not know licences,
and writes a chance number and the present time, so that no two would be the same.
"""

import json
import uuid
from pathlib import Path
from typing import Any

from release.checkout import Tree
from release.checksums import sha256
from release.dependencies import RUN_TIME, export
from release.licences import expression_of


def write_sbom(tree: Tree, folder: Path) -> None:
    """Beside the wheel and the sdist, whose hashes it has."""
    made = json.loads(export(tree.folder, *RUN_TIME, "--format", "cyclonedx1.5"))
    name = f"doorstep-{tree.version}.cdx.json"
    _describe(made["metadata"], tree, folder)
    for component in made["components"]:
        licence = expression_of(component["name"])
        component["licenses"] = [{"expression": licence}]
    made["serialNumber"] = _number_of(made)
    (folder / name).write_text(json.dumps(made, indent=2) + "\n")


def _describe(metadata: dict[str, Any], tree: Tree, folder: Path) -> None:
    metadata["timestamp"] = tree.commit.made_at.isoformat().replace("+00:00", "Z")
    metadata["component"] |= {
        "type": "application",
        "version": tree.version,
        "licenses": [{"expression": expression_of("doorstep")}],
        "externalReferences": [
            {
                "type": "distribution",
                "url": file.name,
                "hashes": [{"alg": "SHA-256", "content": sha256(file)}],
            }
            for pattern in ("*.tar.gz", "*.whl")
            for file in folder.glob(pattern)
        ],
    }


def _number_of(made: dict[str, Any]) -> str:
    """A UUID of the contents, so that the same contents have the same one."""
    contents = json.dumps(made | {"serialNumber": ""}, sort_keys=True)
    return uuid.uuid5(uuid.NAMESPACE_URL, contents).urn
