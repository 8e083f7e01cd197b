"""Two processes that start on a bare machine at once: shared things are created
once.
"""

import os
import socket
from pathlib import Path

import pytest

import install_programs
from bare_machine import first_run
from cli.up.ports import PortRequest, claimed_ports
from doorstep import telemetry
from doorstep.errors import ConfigurationError
from doorstep.settings import Settings
from trials.ports import free_port


def test_row1_two_at_once_get_the_same_account(tmp_path: Path) -> None:
    pairs = first_run("accounts", tmp_path)

    assert len(pairs) == 20
    assert [uids for uids in pairs if len(uids) != 3 or len({*uids}) != 1] == []
    assert [uids for uids in pairs if None in uids] == []


def test_row1_many_at_once_copy_the_programs_once_and_whole(tmp_path: Path) -> None:
    output, left = first_run("programs", tmp_path)

    assert output == ["500"] * 8
    assert len(left) == 1
    assert left != ["copying"]


def test_row1_no_other_account_can_hold_the_lock_of_the_machine(tmp_path: Path) -> None:
    assert first_run("lock", tmp_path) != 0


def test_row1_ci_removes_what_earlier_runs_left(tmp_path: Path) -> None:
    assert first_run("removed", tmp_path) == [True, True] + [False] * 4


def test_row1_ci_removes_nothing_that_is_in_use(tmp_path: Path) -> None:
    assert first_run("in_use", tmp_path) == [True, True]


def test_row1_ci_leaves_an_account_that_is_not_ours(tmp_path: Path) -> None:
    assert first_run("foreign_account", tmp_path) == [True, False]


def test_row1_a_port_can_be_claimed_once_before_listening() -> None:
    wanted = [PortRequest("DOORSTEP_API_PORT", "127.0.0.1", free_port())]

    with (
        claimed_ports(wanted),
        pytest.raises(ConfigurationError, match="set DOORSTEP_API_PORT"),
        claimed_ports(wanted),
    ):
        pass
    with claimed_ports(wanted):
        pass


def test_row1_consecutive_ports_are_claimed_by_one_process() -> None:
    chosen = [free_port(in_a_row=2) for _ in range(50)]

    every = [*chosen, *(port + 1 for port in chosen)]
    assert len({*every}) == 100


def test_row1_apt_that_is_in_use_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path / "sudo", 'shift; exec "$@"')
    _program(
        tmp_path / "apt-get",
        f"""
        cd {tmp_path}
        if [ "$1" = install ]; then touch "$(echo "$@" | sed 's/.* //')"; exit; fi
        [ -e busy ] || {{ touch busy; echo "E: Could not get lock x" >&2; exit 100; }}
        """,
    )
    monkeypatch.setattr(
        install_programs, "_ENGLISH", {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    )
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(install_programs, "_PAUSE_SECONDS", 0)

    install_programs._from_debian("zbarimg")

    assert (tmp_path / "busy").exists()
    assert (tmp_path / "zbar-tools").exists()


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)


async def test_row1_metrics_are_shown_though_the_port_chosen_first_was_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as quicker:
        ports = iter([quicker.getsockname()[1], free_port()])
        monkeypatch.setattr(telemetry, "_free_port", lambda: next(ports))

        async with telemetry.running_telemetry(
            Settings(internal_port=9464), "test"
        ) as running:
            running.meter.create_counter("seen").add(1)
            shown = await running.exposition()

    assert b"seen_total 1" in shown
