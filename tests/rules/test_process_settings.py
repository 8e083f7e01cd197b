"""A process has the settings it needs, or names the missing ones."""

import pytest

from doorstep.errors import ConfigurationError
from doorstep.settings import Settings
from doorstep.settings.processes import ApiSettings, WorkerSettings


def test_all_missing_settings_are_reported_at_once_with_their_remedies() -> None:
    with pytest.raises(ConfigurationError) as raised:
        WorkerSettings.of(Settings(database_url="postgresql:///doorstep"))

    assert str(raised.value).splitlines() == [
        "DOORSTEP_TEMPORAL_ADDRESS is not set.",
        "DOORSTEP_SMTP_URL is not set.",
        "DOORSTEP_KEYS is not set. Make a key with `doorstep keys new`.",
    ]


def test_api_needs_no_mail_server() -> None:
    assert "smtp_url" not in ApiSettings.missing_in(Settings())


def test_settings_of_a_process_are_those_that_were_loaded() -> None:
    read = Settings(
        database_url="postgresql:///doorstep",
        temporal_address="127.0.0.1:7233",
        keys="k1:AAAA",
        login_ttl=60,
    )

    settings = ApiSettings.of(read)

    assert vars(settings) == vars(read)
    assert settings.model_fields_set == read.model_fields_set
