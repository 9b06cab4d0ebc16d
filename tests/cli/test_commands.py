"""Every command as a manager would type it: what it prints, what it writes, how it ends."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import Result

SCORE = "agent_id,name,team,position,period,dimension,indicator,metric,target,actual,weight,score,cases,status,note"
PERSON = "agent_id,name,team,position,period,total,covered_weight,score_grade,grade,grade_reason"
MEASURE = "agent_id,team,position,metric,params,where,clock,month,n,numerator,denominator,value"
CASES = "metric,clock,record_id,agent_id,team,started_at,completed_at,numerator,denominator,included,reason"
AWARD = "agent_id,employee_no,award,base,grade,coefficient,attendance,team_factor,amount,currency,note"
COMMANDS = (
    *("init", "demo", "import", "validate", "metrics", "plans", "lint", "measure", "cases", "score", "award"),
    *("explain", "check", "sheet"),
)
Q3 = ("--period", "2026-Q3")

pytestmark = pytest.mark.usefixtures("remembered")


@pytest.fixture(scope="module")
def measured(run, centre, remembered) -> Result:  # type: ignore[no-untyped-def]  # fixtures
    """Every metric at its defaults."""
    return run("measure", centre, "--format", "csv")


@pytest.fixture(scope="module")
def scored(run, centre, remembered) -> Result:  # type: ignore[no-untyped-def]  # fixtures
    """The third quarter by the default plan, a row per indicator."""
    return run("score", centre, *Q3, "--format", "csv")


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_help_names_every_command_and_loads_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['deskmerit', '--help']\n"
        "from deskmerit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'ibis', 'duckdb', 'pyarrow', 'pandas', 'openpyxl', 'altair', 'yaml'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    for command in COMMANDS:
        assert f"  {command} " in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(run, command) -> None:  # type: ignore[no-untyped-def]  # fixtures
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"deskmerit {command}" in " ".join(result.stdout.split()).replace("Usage: deskmerit", "", 1)


def test_scores_as_csv_have_the_documented_columns_and_sum_to_the_totals(run, centre, scored) -> None:
    lines = scored
    assert lines.stdout.splitlines()[0] == SCORE
    people = run("score", centre, *Q3, "--format", "csv", "--rows", "person")
    assert people.stdout.splitlines()[0] == PERSON
    sums: dict[str, Decimal] = {}
    for row in rows(lines):
        sums[row["agent_id"]] = sums.get(row["agent_id"], Decimal(0)) + Decimal(row["score"] or 0)
    whole = [row for row in rows(people) if row["total"]]
    assert len(whole) > 20
    one_place = [row for row in whole if sums[row["agent_id"]] == Decimal(row["total"])]
    assert len(one_place) > len(whole) * 0.8, "only people with two postings are a mean, not a sum"


def test_scores_as_json_have_the_documented_shape(run, centre) -> None:
    result = run("score", centre, *Q3, "--format", "json")
    document = json.loads(result.stdout, parse_float=Decimal)
    assert list(document) == ["plan", "plan_fingerprint", "data_fingerprint", "as_of", "period", "scorecards"]
    card = document["scorecards"][0]
    assert list(card)[:10] == [
        *("agent_id", "name", "team", "position", "total", "covered_weight", "score_grade", "grade", "grade_reason"),
        "dimensions",
    ]
    line = card["dimensions"][0]["indicators"][0]
    assert list(line) == [
        *("id", "metric", "target", "actual", "unit", "numerator", "denominator", "cases", "weight", "score", "status")
    ]


def test_the_same_data_and_plan_give_the_same_bytes(run, centre, scored, remembered) -> None:
    remembered.forget()
    assert run("score", centre, *Q3, "--format", "csv").stdout == scored.stdout


def test_measures_without_a_plan_cover_every_metric_on_both_clocks(measured) -> None:
    result = measured
    assert result.stdout.splitlines()[0] == MEASURE
    found = rows(result)
    clocks = {row["clock"] for row in found if row["metric"] == "first_response_time"}
    assert clocks == {"business", "calendar"}
    assert {row["clock"] for row in found if row["metric"] == "satisfaction"} == {""}
    assert len({row["metric"] for row in found}) >= 28
    row = next(row for row in found if row["metric"] == "first_response_time" and row["agent_id"])
    assert Decimal(row["value"]) == (Decimal(row["numerator"]) / Decimal(row["denominator"])).quantize(
        Decimal(1), "ROUND_HALF_UP"
    )


def test_cases_add_up_to_the_measure(run, centre, measured) -> None:
    ask = ("--metric", "first_response_time", "--clock", "calendar", "--format", "csv")
    result = run("cases", centre, *ask)
    assert result.stdout.splitlines()[0] == CASES
    counted = [row for row in rows(result) if row["included"] == "true"]
    facts = [row for row in rows(measured) if row["metric"] == "first_response_time" and row["clock"] == "calendar"]
    for agent in {row["agent_id"] for row in facts if row["agent_id"]}:
        own = sum(int(row["numerator"]) for row in counted if row["agent_id"] == agent)
        assert own == sum(int(row["numerator"]) for row in facts if row["agent_id"] == agent)


def test_awards_have_a_line_per_person_and_say_the_control_total(run, centre) -> None:
    result = run("award", centre, *Q3, "--format", "csv")
    assert result.stdout.splitlines()[0] == AWARD
    paid = [Decimal(row["amount"]) for row in rows(result) if row["award"] == "bonus"]
    assert f"{sum(paid):,}" in result.stderr


def test_explain_ends_with_the_score_that_score_prints(run, centre, scored) -> None:
    card = next(row for row in rows(scored) if row["indicator"] == "timeliness")
    for lang, words in (("en", "Score ="), ("zh", "得分 =")):
        ask = (*Q3, "--agent", card["agent_id"], "--indicator", "timeliness", "--records", "--lang", lang)
        result = run("explain", centre, *ask)
        assert result.exit_code == 0
        step = next(line for line in result.stdout.splitlines() if words in line)
        assert step.endswith(card["score"])


def test_groups_are_scored_as_wholes(run, centre) -> None:
    found = rows(run("score", centre, *Q3, "--by", "team", "--format", "csv"))
    assert len({row["group"] for row in found}) == 5
    assert {"strength", "gap"} & {row["side"] for row in found}


def test_a_groups_lines_bear_the_titles_of_its_own_plan(run, centre, small_plan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # fixtures
    text, both = small_plan.read_text(encoding="utf-8"), []
    for number, position in enumerate(("客服专员", "客服组长")):
        own = text.replace("plan: small\n", f"plan: small-{number}\napplies_to: {{positions: [{position}]}}\n")
        file = tmp_path / f"{number}.yaml"
        file.write_text(own.replace("en: Reopened", f"en: Reopened {number}"), encoding="utf-8")
        both += ["--plan", file]
    found = rows(run("score", centre, *Q3, *both, "--by", "team", "--format", "csv", "--lang", "en"))
    assert {row["title"] for row in found if row["indicator"] == "reopened"} == {"Reopened 0", "Reopened 1"}


EVERY = ("--plan", "template", "--plan", "complaints", "--plan", "team-lead")
FALLING_BACK = [
    (("score",), "zh"),
    (("score",), "en"),
    (("score", "--by", "team"), "en"),
    (("award",), "zh"),
    (("sheet", "scorecard", "--out", "x.xlsx"), "en"),
]


@pytest.fixture(scope="module")
def left(run, centre, remembered) -> set[str]:  # type: ignore[no-untyped-def]  # fixtures
    """Those whom all three plans score and the default one does not."""
    alone, every = (rows(run("score", centre, *Q3, *p, "--format", "csv", "--rows", "person")) for p in ((), EVERY))
    return {row["agent_id"] for row in every} - {row["agent_id"] for row in alone}


@pytest.mark.parametrize(("command", "lang"), FALLING_BACK, ids=[" ".join(each[:2]) for each, _ in FALLING_BACK])
def test_a_default_plan_says_whom_it_leaves_out(run, centre, left, tmp_path: Path, command, lang) -> None:
    """As many as all plans together score beyond the default one; and what to type, after which nobody is left out."""
    ask = [str(tmp_path / each) if each == "x.xlsx" else each for each in command]
    at = 2 if "sheet" in ask else 1
    ask = [*ask[:at], centre, *ask[at:], *Q3, "--lang", lang]
    told = next(line for line in run(*ask).stderr.splitlines() if "people-without-plan" in line)
    assert len(left) > 5
    assert f"有 {len(left)} 人未计入" in told if lang == "zh" else f"people in all: {len(left)}" in told
    assert "投诉处理 × " in told
    assert "客服组长 × " in told
    assert "--plan template --plan complaints --plan team-lead" in told


def test_nobody_is_left_out_where_every_post_has_its_plan(run, centre) -> None:  # type: ignore[no-untyped-def]  # fixtures
    assert "people-without-plan" not in run("award", centre, *Q3, *EVERY).stderr


def test_somebody_whom_the_default_plan_does_not_serve_hears_which_does(run, centre) -> None:  # type: ignore[no-untyped-def]  # fixtures
    lead = next(
        row["agent_id"]
        for row in csv.DictReader((centre / "postings.csv").open(encoding="utf-8"))
        if row["position"] == "客服组长"
    )
    result = run("explain", centre, *Q3, "--agent", lead)
    assert result.exit_code == 2
    assert "--plan team-lead" in result.stderr


def test_a_month_tracks_without_total_or_grade(run, centre) -> None:
    found = rows(run("score", centre, "--period", "2026-09", "--format", "csv", "--rows", "person"))
    assert all(not row["total"] and not row["grade"] for row in found)


def test_validate_counts_every_row(run, centre) -> None:
    result = run("validate", centre)
    assert result.exit_code == 0, result.stderr
    assert "0 errors" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("score", "nowhere", *Q3), "no such folder"),
        (("score", "CENTRE"), "which period"),
        (("score", "CENTRE", "--period", "2026-Q5"), "2026-Q5"),
        (("score", "CENTRE", *Q3, "--phase", "sped"), "satisfaction, efficiency"),
        (("score", "CENTRE", *Q3, "--agent", "A999"), "A999"),
        (("score", "CENTRE", *Q3, "--as-of", "yesterday"), "yesterday"),
        (("score", "CENTRE", *Q3, "--format", "xlsx"), "--out"),
        (("award", "CENTRE", "--period", "2026-09"), "a month only tracks"),
        (("award", "CENTRE", *Q3, "--award", "yacht"), "quarter-pool"),
        (("cases", "CENTRE"), "which metric"),
        (("cases", "CENTRE", "--metric", "speed"), "metric speed"),
        (("cases", "CENTRE", "--metric", "satisfaction", "--clock", "business"), "clock"),
        (("lint", "template", "--data", "CENTRE", "--period", "2026-Q9"), "2026-Q9"),
        (("check", "CENTRE/agents.csv"), ".xlsx"),
        (("explain", "CENTRE", *Q3), "--agent"),
        (("explain", "CENTRE", *Q3, "--agent", "A010", "--indicator", "speed"), "first_response"),
        (("metrics", "first_responce_time"), "first_response_time"),
        (("plans", "nothing"), "template"),
        (("import",), "zendesk-tickets-csv"),
        (("sheet", "poster", "--out", "x.xlsx"), "scorecard"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(run, centre, arguments, told) -> None:
    result = run(*[each.replace("CENTRE", str(centre)) for each in arguments])
    assert result.exit_code == 2
    assert told.lower() in result.stderr.lower()


def test_a_filter_that_nothing_can_pass_is_told(run, centre) -> None:  # type: ignore[no-untyped-def]  # fixtures
    result = run("cases", centre, "--metric", "satisfaction", "--where", "chanel=chat")
    assert result.exit_code == 1
    assert "chanel" in result.stderr


def test_a_plan_with_findings_ends_with_1(run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    run("plans", "template", "--out", plan)
    plan.write_text(plan.read_text("utf-8").replace("weight: 30", "weight: 35"), encoding="utf-8")
    result = run("lint", plan, "--no-notes")
    assert result.exit_code == 1
    assert "105" in result.stderr
    assert run("lint", "template", "--no-notes").exit_code == 0


def test_a_newcomer_gets_a_workspace_that_says_what_is_missing(run, tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        folder = tmp_path / lang
        assert run("init", folder, "--lang", lang).exit_code == 0
        assert (folder / "deskmerit.yaml").exists()
        assert run("validate", folder).exit_code == 0
        again = run("init", folder)
        assert again.exit_code == 2
        assert "Nothing was changed" in again.stderr.replace("nothing", "Nothing")


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("zh", ("还没有填写任何记录", "1-人员与考勤.xlsx", "“客服人员”")),
        ("en", ("no row is written yet", "1-people.xlsx")),
    ],
)
def test_a_fresh_workspace_says_which_workbook_to_fill_in_first(run, tmp_path: Path, lang, told) -> None:
    folder = tmp_path / "desk"
    assert told[1] in run("init", folder, "--lang", lang).stderr
    checked = run("validate", folder, "--lang", lang)
    scored = run("score", folder, "--plan", folder / "plan.yaml", *Q3, "--lang", lang)
    assert (checked.exit_code, scored.exit_code) == (0, 2)
    for result in (checked, scored):
        assert all(text in result.stderr for text in told), result.stderr


def test_a_folder_without_records_says_how_to_name_them(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # fixtures
    for command, code in ((("validate",), 0), (("measure",), 2)):
        result = run(command[0], tmp_path)
        assert (result.exit_code, "tickets.csv" in result.stderr) == (code, True)


def test_files_are_written_in_every_format(run, centre, tmp_path: Path) -> None:
    for form in ("parquet", "xlsx", "html"):
        out = tmp_path / "deep" / f"scores.{form}"
        assert run("score", centre, *Q3, "--format", form, "--out", out).exit_code == 0
        assert out.stat().st_size > 1000
