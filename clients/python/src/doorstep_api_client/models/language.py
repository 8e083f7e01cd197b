from enum import StrEnum


class Language(StrEnum):
    DE = "de"
    EN = "en"
    ES = "es"
    FR = "fr"
    IT = "it"
    NL = "nl"
    PT = "pt"

    def __str__(self) -> str:
        return str(self.value)
