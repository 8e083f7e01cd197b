"""Files of people, as spreadsheets and programs write them."""

import io
import json
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from doorstep.errors import InvalidInputError
from doorstep.rules.imported_people import COLUMNS, ImportedPerson
from doorstep.rules.people_files import FileRecord, records
from doorstep.rules.spreadsheet import as_text, as_typed, csv_lines

JO = {"email": "jo@acme.test", "name": "Jo"}
KIM = {"email": "kim@acme.test", "name": "Kim; or: Kimberly, née O'Neil"}


def _read(text: str) -> list[FileRecord]:
    return list(records(text.splitlines(keepends=True)))


@pytest.mark.parametrize(
    "text",
    [
        'email,name\njo@acme.test,Jo\nkim@acme.test,"Kim; or: Kimberly, née O\'Neil"\n',
        'email;name\njo@acme.test;Jo\nkim@acme.test;"Kim; or: Kimberly, née O\'Neil"\n',
        (
            '\ufeff"email";"name"\r\n"jo@acme.test";"Jo"\r\n'
            '"kim@acme.test";"Kim; or: Kimberly, née O\'Neil"\r\n'
        ),
        'Name,EMAIL\nJo,jo@acme.test\n"Kim; or: Kimberly, née O\'Neil",kim@acme.test',
        (
            "\n\nemail,name\n\njo@acme.test,Jo\n\nkim@acme.test,"
            '"Kim; or: Kimberly, née O\'Neil"\n\n'
        ),
        "\n".join(map(json.dumps, (JO, KIM))),
        "\ufeff" + "\r\n".join(map(json.dumps, (JO, KIM))) + "\r\n\r\n",
        json.dumps({**JO, "role": None}) + "\n" + json.dumps(KIM, ensure_ascii=False),
    ],
)
def test_people_are_read_however_the_file_was_written(text: str) -> None:
    assert [dict(record.values) for record in _read(text)] == [JO, KIM]


def test_a_quote_may_go_over_lines_and_the_line_is_its_first() -> None:
    text = 'email,name\njo@acme.test,"Jo\nBennett"\nkim@acme.test,Kim\n'

    assert [record.line for record in _read(text)] == [2, 4]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("email,name\njo@acme.te", "it has 1 of 2 columns"),
        ('email,name\njo@acme.test,"Jo', "a quote is not closed"),
        ('{"email": "jo@acme.te', "it is not a JSON object, or not a whole one"),
        ("email,name\njo@acme.test,Jo,7\n", "it has 3 of 2 columns"),
        ('{"email": 7}', "every value must be a string or null"),
    ],
)
def test_line_that_is_not_whole_is_refused(text: str, wrong: str) -> None:
    (record,) = _read(text)

    assert record.wrong.startswith(wrong)


def test_broken_line_does_not_end_the_reading() -> None:
    text = '{"email": "a@acme.test"}\n{"email"\n{"email": "b@acme.test"}\n'

    assert [bool(record.wrong) for record in _read(text)] == [False, True, False]


@given(st.text())
def test_IM3_any_text_is_records_or_refused_as_a_file(text: str) -> None:
    try:
        read = _read(text)
    except InvalidInputError:
        return
    for record in read:
        _person(record)


@given(st.lists(st.fixed_dictionaries({}, optional={c: st.text() for c in COLUMNS})))
def test_IM3_any_values_are_people_or_refused(
    lines: list[dict[str, str]],
) -> None:
    read = _read("\n".join(map(json.dumps, lines)) or "email\n")

    assert len(read) == len(lines)
    for record in read:
        _person(record)


def _person(record: FileRecord) -> ImportedPerson | None:
    try:
        return ImportedPerson.of(record.values)
    except ValidationError:
        return None


_RISKY = st.text(alphabet="'=+-@\t\ra ;,|\n\"", max_size=6)


@given(st.lists(_RISKY, max_size=5))
def test_cell_is_read_as_it_was_before_it_was_written_for_spreadsheets(
    names: list[str],
) -> None:
    rows = [("email", "name"), *(("jo", as_text(name)) for name in names)]
    lines = io.BytesIO(csv_lines(rows))

    read = [record.values["name"] for record in records(map(bytes.decode, lines))]

    assert read == names
    assert [as_typed(as_text(name)) for name in names] == names


def test_every_sign_that_begins_a_formula_in_some_form_is_marked() -> None:
    signs = {
        letter
        for letter in map(chr, range(sys.maxunicode + 1))
        if unicodedata.normalize("NFKC", letter)[0] in "=+-@"
    }

    assert {each for each in signs if as_text(each) != f"'{each}"} == set()
    assert as_text('x; "=1') == "x;' \"=1"
    assert as_text("x=1; y-2") == "x=1; y-2"


def test_what_the_admin_center_adds_to_members_csv_is_read_past() -> None:
    (record,) = _read("email,name,id,disabled\njo@acme.test,Jo,7,no\n")

    assert record.values == {"email": "jo@acme.test", "name": "Jo"}
