"""`DOORSTEP_…_FILE`: a secret that a file has instead of a variable."""

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs
from test_service_links import COMPLETE

from cli.up.environment import given
from command import run_doorstep
from doorstep.errors import ConfigurationError
from doorstep.process.configuration import checked
from doorstep.settings import SETTINGS_FILE, Settings, load
from doorstep.settings.listing import HIDDEN, listed
from doorstep.settings.misspelled import unknown_variables
from doorstep.settings.processes import WorkerSettings
from doorstep.settings.secret_files import wide_files

SECRET = "correct-horse"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text(SECRET)
    file.chmod(0o400)
    return file


def in_files(
    values: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        file = folder / name
        file.write_text(f"{value}\n")
        file.chmod(0o400)
        monkeypatch.setenv(f"{name}_FILE", str(file))


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> str:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError) as raised:
        load()
    return str(raised.value)


def test_every_secret_can_come_from_a_file() -> None:
    every: dict[str, Any] = dict.fromkeys(Settings.model_fields, f"any://jo:{SECRET}@x")

    rows = {row.name: row.value for row in listed(Settings.model_construct(**every))}

    hidden = {name for name, value in rows.items() if HIDDEN in str(value)}
    assert len(hidden) >= 6
    assert {f"{name}_FILE" for name in hidden} <= rows.keys()


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_one_newline_at_the_end_does_not_belong_to_it(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_bytes(f" {SECRET} {end}".encode())
    monkeypatch.setenv("DOORSTEP_TEMPORAL_API_KEY_FILE", str(tmp_path / "key"))

    assert load().temporal_api_key == f" {SECRET} "


def test_C2_a_process_starts_with_all_its_secrets_in_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = {n: v for n, v in COMPLETE.items() if "TEMPORAL" not in n}
    monkeypatch.setenv(
        "DOORSTEP_TEMPORAL_ADDRESS", COMPLETE["DOORSTEP_TEMPORAL_ADDRESS"]
    )
    in_files(secret, tmp_path, monkeypatch)

    with capture_logs() as logged:
        settings = checked(load(), WorkerSettings)

    assert logged == []
    assert settings.keys == COMPLETE["DOORSTEP_KEYS"]
    assert settings.keys_file == tmp_path / "DOORSTEP_KEYS"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"  \n", "is empty"),
        (f"{SECRET}\n\n".encode(), "more than one line"),
        (f"{SECRET}\nsecond".encode(), "more than one line"),
        (f"{SECRET}\0".encode(), "unprintable"),
        (SECRET.encode() + b"\xff", "is not text in UTF-8"),
        (SECRET.encode() * 10_000, "has more than 65536 bytes"),
    ],
)
def test_unusable_content_is_refused_without_showing_it(
    content: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_bytes(content)

    text = refusal(monkeypatch, DOORSTEP_KEYS_FILE=str(tmp_path / "key"))

    assert text.startswith("DOORSTEP_KEYS: ")
    assert said in text
    assert str(tmp_path / "key") in text
    assert SECRET[:5] not in text
    assert len(text.splitlines()) == 1


def test_C2_an_address_in_a_file_is_refused_without_showing_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = refusal(monkeypatch, DOORSTEP_DATABASE_URL_FILE=str(file))

    assert text.startswith("DOORSTEP_DATABASE_URL: ")
    assert SECRET not in text


def test_every_unreadable_file_is_named_with_the_other_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = refusal(
        monkeypatch,
        DOORSTEP_API_PORT="x",
        DOORSTEP_KEYS_FILE=str(tmp_path / "gone"),
        doorstep_smtp_url_file=str(tmp_path),
    )

    assert sorted(text.splitlines()) == [
        "DOORSTEP_API_PORT: must be a whole number",
        f"DOORSTEP_KEYS: {tmp_path}/gone cannot be read: No such file or directory",
        f"DOORSTEP_SMTP_URL: {tmp_path} is not a regular file",
    ]


def test_a_value_and_a_file_are_one_too_many(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = refusal(
        monkeypatch, DOORSTEP_KEYS_FILE=str(file), doorstep_keys="k1:another"
    )

    assert "DOORSTEP_KEYS or DOORSTEP_KEYS_FILE" in text
    assert "another" not in text


@pytest.mark.parametrize("empty", ["DOORSTEP_KEYS", "DOORSTEP_KEYS_FILE"])
def test_an_empty_variable_is_none(
    empty: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = {"DOORSTEP_KEYS": SECRET, "DOORSTEP_KEYS_FILE": str(file)} | {empty: ""}
    for name, value in both.items():
        monkeypatch.setenv(name, value)

    assert load().keys == SECRET


def test_a_file_in_the_environment_replaces_a_value_of_the_stack(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / SETTINGS_FILE).write_text("DOORSTEP_KEYS='of the stack'\n")
    monkeypatch.setenv("DOORSTEP_KEYS_FILE", str(file))

    assert load(tmp_path).keys == SECRET
    assert given()["DOORSTEP_KEYS"] == SECRET
    assert "DOORSTEP_KEYS_FILE" not in given()


@pytest.mark.parametrize(("mode", "wide"), [(0o404, 1), (0o420, 1), (0o440, 0)])
async def test_C2_a_start_and_the_doctor_warn_of_a_file_for_everybody(
    mode: int, wide: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"DOORSTEP_KEYS": COMPLETE["DOORSTEP_KEYS"]}
    variables = COMPLETE | {
        "DOORSTEP_KEYS": "",
        "DOORSTEP_KEYS_FILE": str(tmp_path / "DOORSTEP_KEYS"),
    }
    in_files(names, tmp_path, monkeypatch)
    (tmp_path / "DOORSTEP_KEYS").chmod(mode)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    with capture_logs() as logged:
        checked(load(), WorkerSettings)
    _, printed = await run_doorstep("doctor", **variables)

    assert [line["event"] for line in logged] == ["wide secret file"] * wide
    assert all(f"{mode:04o}" in line["said"] for line in logged)
    assert printed.count("secret files") == wide


def test_a_certificates_key_that_others_can_read_is_warned_of(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o644)
    certificate = {
        "DOORSTEP_TEMPORAL_TLS_KEY_FILE": str(file),
        "DOORSTEP_TEMPORAL_TLS_CERT_FILE": str(file),
    }
    for name, value in certificate.items():
        monkeypatch.setenv(name, value)

    (said,) = wide_files(load())

    assert "DOORSTEP_TEMPORAL_TLS_KEY_FILE" in said


async def test_C2_files_are_listed_and_their_content_is_not(file: Path) -> None:
    code, printed = await run_doorstep(
        "settings", "--set", DOORSTEP_TEMPORAL_API_KEY_FILE=str(file)
    )

    assert code == 0
    assert f"DOORSTEP_TEMPORAL_API_KEY={HIDDEN}\n" in printed
    assert f"DOORSTEP_TEMPORAL_API_KEY_FILE={file}\n" in printed
    assert SECRET not in printed


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("DOORSTEP_KEY_FILE", "DOORSTEP_KEYS_FILE"),
        ("DOORSTEP_DATABASE_URLFILE", "DOORSTEP_DATABASE_URL_FILE"),
        ("DOORSTEP_MAIL_FROM_FILE", "DOORSTEP_MAIL_FROM"),
    ],
)
def test_a_misspelled_file_is_named_with_the_one_that_was_meant(
    written: str, meant: str
) -> None:
    (said,) = unknown_variables({written: "/run/secrets/x"})

    assert said.endswith(f"Did you mean {meant}?")
