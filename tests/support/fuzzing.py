"""Valid and invalid requests generated from the OpenAPI document, and their checks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.openapi import from_url
from schemathesis.schemas import APIOperation

from example_counts import ASKED, examples
from targets import Target

_CONFIG = {
    "generation": {"with-security-parameters": False},  # tokens are given here
    "checks": {
        # What is well formed may still be a wrong code or come at the wrong moment;
        # that it is never called malformed is checked here, see `_Fuzzed`.
        "positive_data_acceptance": {
            "expected-statuses": [
                *("2xx", "401", "403", "404", "409", "410", "422", "423", "429")
            ]
        },
        # Ended flows are gone whatever is sent; a body that is too long has its status.
        "negative_data_rejection": {
            "expected-statuses": [
                *("400", "401", "404", "405", "409", "410", "413", "415", "422", "429")
            ]
        },
    },
}
_SETTINGS = settings(
    max_examples=examples(3),
    derandomize=not ASKED,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def fuzz(address: str, targets: Mapping[str, Target]) -> dict[str, set[int]]:
    """Each operation with the statuses that it answered.

    `targets` by "METHOD /path". Raises a group of all answers that violate the
    document.
    """
    load_all_checks()
    config = SchemathesisConfig.from_dict(_CONFIG)
    schema = from_url(f"{address}/v1/openapi.json", config=config)
    answered, failures = {}, []
    for result in schema.get_all_operations():
        assert isinstance(result, Ok), result
        operation = result.ok()
        fuzzed = _Fuzzed(operation, targets[operation.label], set())
        try:
            fuzzed.run()
        except (Exception, FailureGroup) as failure:  # noqa: BLE001  all are reported
            failures.append(failure)
        answered[operation.label] = fuzzed.statuses
    if failures:
        raise BaseExceptionGroup("answers that violate the document", failures)
    return answered


@dataclass(frozen=True)
class _Fuzzed:
    operation: APIOperation[Any, Any, Any, Any]
    target: Target
    statuses: set[int]

    def run(self) -> None:
        self._run(GenerationMode.POSITIVE)
        if self.operation.body or self.operation.query or self.operation.headers:
            self._run(GenerationMode.NEGATIVE)

    def _run(self, mode: GenerationMode) -> None:
        ids = self.target.ids
        strategy = (
            self.operation.as_strategy(mode, path_parameters=dict(ids))
            if ids
            else self.operation.as_strategy(mode)
        )

        @_SETTINGS
        @given(strategy)
        def one(case: Case[Any]) -> None:
            self._one(case, mode)

        one()

    @property
    def _checks(self) -> Sequence[object]:
        """All; but a flow without its token is one that does not exist (404)."""
        path = self.operation.path
        hidden = [] if path.startswith(("/v1/me", "/v1/account")) else ["ignored_auth"]
        return CHECKS.get_by_names(
            [name for name in CHECKS.get_all_names() if name not in hidden]
        )

    def _one(self, case: Case[Any], mode: GenerationMode) -> None:
        headers = {"Authorization": f"Bearer {self.target.token}"}
        response = case.call_and_validate(
            headers=headers if self.target.token else None,
            checks=list(self._checks),  # type: ignore[arg-type]  # its registry is wider
        )
        self.statuses.add(response.status_code)
        repeated_key = "Idempotency-Key" in case.headers  # perhaps of another body
        # With the member's address, with what the member has to prove by, or one field
        # of a client with another.
        compared = self.operation.path.endswith(
            ("/erase", "/step-up", "/clients", "/clients/{client_id}")
        )
        if mode is GenerationMode.POSITIVE and not (repeated_key or compared):
            assert b":invalid-request" not in response.content, case
