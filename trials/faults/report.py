"""The figures of a run, and the evidence where something was lost."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import TypeVar

from trials.faults.plan import Behaviour, PartKind, Plan, Reception
from trials.faults.run import Outage, Result

_MOST_EVIDENCE = 50
_Key = TypeVar("_Key")


def show(plan: Plan, result: Result) -> None:
    misbehaved = {
        m: n for m, n in result.behaviours.items() if m is not Behaviour.normal
    }
    deaf = {m: n for m, n in result.receptions.items() if m is not Reception.accepts}
    kills, mails = result.killed.total(), sum(misbehaved.values())
    print(f"Killed: {kills} of {len(plan.kills)} ({_listed(result.killed)})")
    print(f"Mail server misbehaved: {mails} times ({_listed(misbehaved)})")
    print(f"Clients did not hear of a logout: {sum(deaf.values())} ({_listed(deaf)})")
    print(
        f"Journeys done: {result.done.total()} of {len(plan.scenarios)} "
        f"({_listed(result.done)}), lost: {result.lost}"
    )
    print(f"Answers by status (0: connection lost): {_listed(Counter(result.answers))}")
    print(f"{result.steps} steps in {result.seconds:.0f} s, seed {plan.seed}")
    if set(result.killed) == {PartKind.primary}:  # else others cause 503, too
        _show_outages(result.outages)
    for line in result.evidence[:_MOST_EVIDENCE]:
        print(f"EVIDENCE {line}")
    if len(result.evidence) > _MOST_EVIDENCE:
        print(f"… and {len(result.evidence) - _MOST_EVIDENCE} more")
    print("NOT PROVEN" if result.evidence else "Nothing lost, nothing doubled.")


def _show_outages(outages: Sequence[Outage]) -> None:
    loss = sorted(each.since_loss for each in outages)
    promotion = sorted(each.since_promotion for each in outages)
    print(
        f"Last 503 after a loss: {median(loss):.1f} s, at most {loss[-1]:.1f} s; after "
        f"a promotion: {median(promotion):.1f} s, at most {promotion[-1]:.1f} s"
    )


def _listed(counts: Mapping[_Key, int]) -> str:
    return ", ".join(f"{key} {count}" for key, count in sorted(counts.items(), key=str))
