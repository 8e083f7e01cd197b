"""Who may connect to whom, by the network policies of the Helm chart."""

import pytest

from chart import EVERYTHING, REQUIRED, Manifest, of_kind, pods, rendered


@pytest.fixture(scope="module")
def everything() -> list[Manifest]:
    return rendered(EVERYTHING)


def selects(policy: Manifest, labels: dict[str, str]) -> bool:
    selector = policy["spec"]["podSelector"]
    wanted = selector.get("matchLabels", {}).items()
    expressions = selector.get("matchExpressions", [])
    return wanted <= labels.items() and all(
        labels.get(one["key"]) in one["values"] for one in expressions
    )


def ports_of(name: str, direction: str, objects: list[Manifest]) -> set[int | str]:
    """Ports that any policy opens for the pods of this name."""
    labels = {n: pod["metadata"]["labels"] for n, pod in pods(objects)}[name]
    return {
        port["port"]
        for policy in of_kind("NetworkPolicy", objects).values()
        if selects(policy, labels)
        for rule in policy["spec"].get(direction, [])
        for port in rule["ports"]
    }


def test_what_no_policy_permits_is_refused(everything: list[Manifest]) -> None:
    policies = of_kind("NetworkPolicy", everything)
    nothing = policies["doorstep-nothing-else"]

    assert set(nothing["spec"]) == {"podSelector", "policyTypes"}
    assert nothing["spec"]["policyTypes"] == ["Ingress", "Egress"]
    for _, pod in pods(everything):
        assert selects(nothing, pod["metadata"]["labels"])


def test_each_process_reaches_what_it_needs_and_nothing_else(
    everything: list[Manifest],
) -> None:
    reached = {
        name: ports_of(name, "egress", everything) for name, _ in pods(everything)
    }

    assert reached == {
        "api": {53, 443, 4318, 5432, 7233},
        "worker": {53, 443, 587, 4318, 5432, 7233},
        "migrate": {53, 5432},
        "register": {53, 7233},
        "promote": {53, 7233},
        "doctor": {53, 443, 587, 5432, 7233},
    }


def test_people_come_by_the_proxy_and_metrics_are_for_whom_they_are_opened(
    everything: list[Manifest],
) -> None:
    least = rendered(REQUIRED)

    assert ports_of("api", "ingress", least) == {"http"}
    assert ports_of("worker", "ingress", least) == set()
    assert ports_of("api", "ingress", everything) == {"http", "internal"}
    assert ports_of("worker", "ingress", everything) == {"internal"}


def test_every_earlier_release_is_in_the_policies(everything: list[Manifest]) -> None:
    deployments = of_kind("Deployment", everything)
    workers = [d for name, d in deployments.items() if "worker" in name]
    mail = of_kind("NetworkPolicy", everything)["doorstep-to-smtp"]

    assert len(workers) == 3
    for worker in workers:
        assert selects(mail, worker["spec"]["template"]["metadata"]["labels"])


def test_policies_can_be_left_to_others() -> None:
    objects = rendered({**REQUIRED, "networkPolicies": {"enabled": False}})

    assert of_kind("NetworkPolicy", objects) == {}
