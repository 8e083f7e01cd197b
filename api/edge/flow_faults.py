"""What keeps a flow from taking an act."""

from doorstep.messages.flows import Outcome


class FlowGone(Exception):  # noqa: N818  a state of the flow, not of the program
    """The workflow is not running: it has ended, and the row has its stage."""


class FlowFull(Exception):  # noqa: N818  a state of the flow, not of the program
    """The run has used up its 2,000 updates; signals still reach it.

    Ordinary use never gets there: acts that must wait are refused before.
    """


class UpdateRejected(Exception):  # noqa: N818  a state of the flow, not of the program
    """The stage of the flow does not allow the act."""

    def __init__(self, outcome: Outcome, stage: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.stage = stage
