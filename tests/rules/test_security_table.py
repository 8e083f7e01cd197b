"""Every requirement in SECURITY.md has a test."""

from security_table import ids, proofs, rows

REQUIREMENTS = (
    *("E1", "E2", "E3", "E4", "N1", "N2", "N3", "N4", "N5", "V1", "V2", "V3", "V4"),
    *("V5", "T1", "T2", "T3", "R1", "R2", "O1", "O2", "S1", "S2", "A1", "A2", "A3"),
    *("A4", "C1", "C2", "L1", "W1", "W2", "W3", "M1", "H1", "H2", "H4", "H5"),
    *("X1", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9"),
    *(f"PW{number}" for number in range(1, 12)),
    *(f"IM{number}" for number in range(1, 5)),
    *(f"AD{number}" for number in range(1, 8)),
    *(f"IV{number}" for number in range(1, 9)),
)


def test_every_requirement_is_on_the_page_with_a_test() -> None:
    assert sorted(ids()) == sorted(REQUIREMENTS)
    assert [one for one, tests in rows().items() if not tests] == []


def test_page_names_the_existing_tests() -> None:
    """`make security` rewrites the column."""
    proved = proofs()

    assert rows() == {one: proved[one] for one in rows()}
