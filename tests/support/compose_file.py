"""docker-compose.yml with the variables of `make env`, as Docker Compose reads it."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent.parent
FILE = ROOT / "docker-compose.yml"
_VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")
_OURS = ("migrate", "register", "worker", "api")


def made_env(folder: Path) -> dict[str, str]:
    """What `make env` writes."""
    file = folder / ".env"
    subprocess.run(
        [sys.executable, ROOT / "deploy/env.py", file], check=True, capture_output=True
    )
    return dict(line.split("=", 1) for line in file.read_text().splitlines())


def services(env: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Every service by its name, with its variables."""
    return dict(with_variables(YAML(typ="safe").load(FILE)["services"], env))


def our_services(env: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Those that run our image, with the variables of their `env_file`."""
    every = services(env)
    return {name: _with_env_file(every[name], env) for name in _OURS}


def _with_env_file(service: dict[str, Any], env: dict[str, str]) -> dict[str, Any]:
    assert service["env_file"] == [".env"]
    return {**service, "environment": {**env, **service["environment"]}}


def with_variables(node: Any, env: dict[str, str]) -> Any:
    """Any part of the file, with its variables substituted."""
    if isinstance(node, dict):
        return {name: with_variables(value, env) for name, value in node.items()}
    if isinstance(node, list):
        return [with_variables(value, env) for value in node]
    if isinstance(node, str):
        return _VARIABLE.sub(lambda found: _filled(found, env), node)
    return node


def _filled(found: re.Match[str], env: dict[str, str]) -> str:
    name, operator, otherwise = found.groups()
    if env.get(name):
        return env[name]
    assert operator != "?", f"{name} must be in .env"
    return otherwise or ""
