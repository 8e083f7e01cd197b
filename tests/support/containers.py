"""The image as it was built by buildah, run by runc as compose would have it run."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from deployment import Host

_ALONE = {"network", "cgroup"}
"""Namespaces that containers here do not have: the servers of tests are on loopback."""


@dataclass(frozen=True)
class Image:
    """What an orchestrator reads of an image, and its files."""

    config: dict[str, Any]
    root: Path


@contextmanager
def unpacked(buildah: Sequence[str], name: str) -> Iterator[Image]:
    """The image of this name, mounted for as long as the context lasts."""
    described = json.loads(_said(*buildah, "inspect", "--type", "image", name))
    container = _said(*buildah, "from", "--pull-never", name)
    try:
        root = _said(*buildah, "mount", container)
        yield Image(described["Docker"]["config"], Path(root))
    finally:
        _said(*buildah, "rm", container)


def _said(*words: str) -> str:
    ran = subprocess.run(words, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


@dataclass(frozen=True)
class Containers(Host):
    """A host that runs the image in containers; `programs` is the folder for them."""

    image: Image = field(kw_only=True)
    service: dict[str, Any] = field(kw_only=True)
    """What compose says of the containers of Doorstep."""
    serving: dict[str, str] = field(default_factory=dict)
    """The container of each service that runs its own command."""
    made: list[str] = field(default_factory=list)

    def launched(
        self, service: str, words: Sequence[str]
    ) -> tuple[list[str], dict[str, str]]:
        return self.entered(service, [*self.image.config["Entrypoint"], *words])

    def entered(
        self, service: str, words: Sequence[str]
    ) -> tuple[list[str], dict[str, str]]:
        """A container with other words in place of the image's own."""
        name = f"doorstep-{uuid4()}"
        self.made.append(name)
        if list(words[1:]) == self.commands[service]:
            self.serving[service] = name
        bundle = self.programs / name
        bundle.mkdir()
        subprocess.run(["runc", "spec"], cwd=bundle, check=True)  # noqa: S607
        file = bundle / "config.json"
        config = self._config(json.loads(file.read_text()), service, words)
        file.write_text(json.dumps(config))
        return [*self._runc(), "run", "--bundle", str(bundle), name], dict(os.environ)

    def checking(
        self, service: str, words: list[str]
    ) -> tuple[list[str], dict[str, str]]:
        return [*self._runc(), "exec", self.serving[service], *words], dict(os.environ)

    def _runc(self) -> list[str]:
        return ["runc", "--root", str(self.programs / "state")]

    def _config(
        self, spec: dict[str, Any], service: str, words: Sequence[str]
    ) -> dict[str, Any]:
        image, compose = self.image.config, self.service
        user, group = map(int, image["User"].split(":"))
        own = dict(entry.split("=", 1) for entry in image["Env"])
        given = self.environment(service) | {"PATH": own["PATH"]}
        assert compose["cap_drop"] == ["ALL"]
        spec["process"] |= {
            "terminal": False,
            "user": {"uid": user, "gid": group},
            "args": list(words),
            "env": [f"{name}={value}" for name, value in (own | given).items()],
            "cwd": image["WorkingDir"],
            "capabilities": {},
            "noNewPrivileges": "no-new-privileges:true" in compose["security_opt"],
        }
        spec["root"] = {"path": str(self.image.root), "readonly": compose["read_only"]}
        spec["mounts"] = [
            mount
            for mount in spec["mounts"]
            if not mount["destination"].startswith(
                "/sys"
            )  # that of a network of its own
        ] + [_tmpfs(folder) for folder in compose["tmpfs"]]
        spec["linux"]["namespaces"] = [
            one for one in spec["linux"]["namespaces"] if one["type"] not in _ALONE
        ]
        return spec

    async def end(self) -> None:
        for name in self.made:
            words = [*self._runc(), "delete", "--force", name]
            subprocess.run(words, check=False, capture_output=True)  # noqa: ASYNC221
        await super().end()


def _tmpfs(folder: str) -> dict[str, object]:
    options = ["nosuid", "nodev", "noexec", "mode=1777"]  # Docker's defaults
    return {
        "destination": folder,
        "type": "tmpfs",
        "source": "tmpfs",
        "options": options,
    }
