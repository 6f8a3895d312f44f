"""The files of what the paper printed."""

import pytest

from sedenergy.errors import DataError
from sedenergy.printed.forms import number
from sedenergy.printed.keys import ClaimKey, NumberKey, PointKey
from sedenergy.printed.record import Printed


def test_all_that_the_paper_printed_is_there(printed):
    # Counted in the paper: 15, 18, 12, 4, 8 and 36 numbers; 40 + 4 points and 60 + 2.
    counts = [len(printed.numbers_of(f"table-{n}", range(2022, 2025))) for n in range(1, 7)]
    assert counts == [15, 18, 12, 4, 8, 36]
    points = [len(printed.points_of(f"figure-{n}", range(2022, 2025))) for n in (1, 2)]
    assert points == [44, 62]


def test_a_number_a_point_and_a_claim(printed):
    found = printed.numbers[NumberKey("table-1", 2023, "macs", "q25")]
    assert (found.text, found.value) == ("3.50 G", 3.5e9)
    system = "Zhang_UCAS_task4a_1"
    point = printed.points[PointKey("figure-1", "ensemble", "Entries 2023", 2023, system)]
    assert (point.x, point.y, point.text) == (0.621, 69.12, "(0.621, 69.12)")
    assert printed.claims[ClaimKey(2)].printed == "101 (2022); 84 (2023); 42 (2024)"
    assert all(float(number(n.text)) == n.value for n in printed.numbers.values())


def test_those_of_some_years(printed):
    assert {key.year for key in printed.numbers_of("table-2", [2023, 2030])} == {2023}
    assert {key.year for key in printed.points_of("figure-1", [2024])} == {2024}
    assert printed.numbers_of("table-2", []) == {}


# A file, a text in it, another in its place, and how the error begins; "row" is the first number.
ERRORS = """
tables | ,all,macs,q25, | ,every,macs,q25, | row, column systems: 'every': expected one of all,
tables | ,macs,q25,3.5 | ,mac,q25,3.5 | row, column quantity: 'mac': expected one of parameters,
tables | ,q25,3.50 G | ,q20,3.50 G | row, column statistic: 'q20': expected one of q25, median
tables | 2023,all,macs,q25 | late,all,macs,q25 | row, column year: 'late': expected a number
tables | 2023,all,macs,q25 | 2021,all,macs,q25 | row, column id: expected the id
tables | table-1.2023.macs.q75 | table-1.2023.macs.q25 | tables.csv: 'table-1.2023.macs.q25': this
tables | 3500000000 | 3400000000 | row, column value: '3400000000': expected the number that '3.50
tables | 3500000000 | many | row, column value: 'many': expected a number
tables | 3500000000 | nan | row, column value: 'nan': expected a number
tables | 3.50 G | lots | 'lots': expected a number as the paper prints them
tables | 3500000000,MACs | 3500000000,kWh | row, column unit: 'kWh': expected MACs
tables | 0.59,0.59,PSDS | 0.59,0.59,% | tables.csv, row table-6.2023.parameters.all.psds, column
figures | 0.621 | x | figures.csv, row 1, column x: 'x': expected a number
figures | ensemble,Entries 2023,2023 | ensemble,Entries 2023,? | figures.csv, row 1, column year:
figures | UCAS_task4a_3 | UCAS_task4a_1 | figures.csv, row 2: 'figure-1.ensemble.Entries_2023.Zhang_
claims | claim-02,II-C | claim-02,II-Z | claims.csv, row claim-02, column section: 'II-Z': expected
claims | claim-02,II-C | claim-02,II-C; II-Z | claims.csv, row claim-02, column section: 'II-Z'
claims | ,number,Systems | ,count,Systems | claims.csv, row claim-02, column kind: 'count': expected
claims | ,half halved | ,Half halved | claims.csv, row claim-03, column keys: 'Half halved
claims | claim-02 | claim-x | claims.csv, column id: 'claim-x': expected an id such as claim-07
verdicts | claim-02 | claim-01 | verdicts.csv: 'claim-01': this id stands twice
verdicts | id,verdict | verdict,id | verdicts.csv: expected the columns id, verdict
deviations | table-2.2022.train_kwh.q75 | table-9 | deviations.csv: 'table-9': the paper printed no
"""


@pytest.mark.parametrize("line", ERRORS.strip().splitlines())
def test_a_file_with_an_error_is_refused_in_one_sentence(line, data_dir):
    name, old, new, message = line.split(" | ")
    message = message.replace("row,", "tables.csv, row table-1.2023.macs.q25,")
    path = data_dir / "published" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    attribute = {"tables": "numbers", "figures": "points"}.get(name, name)
    with pytest.raises(DataError) as error:
        getattr(Printed(data_dir), attribute)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("text", ["", "id\n", 'id,verdict\n"a,holds\n', "id,verdict\na,b,c\n"])
def test_a_file_that_is_no_such_table_is_refused(text, data_dir):
    (data_dir / "published" / "verdicts.csv").write_text(text)
    with pytest.raises(DataError, match=r"^verdicts\.csv: expected "):
        _ = Printed(data_dir).verdicts


def test_a_file_that_is_not_there_is_one_sentence(data_dir):
    (data_dir / "published" / "claims.csv").unlink()
    with pytest.raises(DataError) as error:
        _ = Printed(data_dir).claims
    problem = "expected a CSV table that can be read (No such file or directory)"
    assert str(error.value) == f"claims.csv: {problem}"
