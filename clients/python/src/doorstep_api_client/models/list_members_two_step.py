from enum import StrEnum


class ListMembersTwoStep(StrEnum):
    ENROLLED = "enrolled"
    INVITED = "invited"
    LOCKED = "locked"
    NOT_SET_UP = "not_set_up"
    SETTING_UP = "setting_up"

    def __str__(self) -> str:
        return str(self.value)
