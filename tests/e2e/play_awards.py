"""The awards of a quarter on their pages: drafted, approved by a second person, locked, taken to payroll."""

from e2e.quarter import Quarter, done, follow, payroll, press, said, until


def hr_pays_the_awards(quarter: Quarter) -> None:
    desk = quarter.desk
    desk.at("2026-10-15T10:00:00+08:00")
    with desk.as_("hr") as page:
        page.goto("/awards/runs/new/")
        page.locator('[name="cycle"]').select_option(index=1)
        page.fill('[name="pay_month"]', "2026-10")
        press(page)
        done(page)
        run = quarter.at["run"] = quarter.path(page)
        until(page, lambda: page.locator("#table-lines tbody tr").count() > 5, "the run was not calculated")
        assert "更正" in said(page), "what the upheld appeal added is a line of its own"
        assert page.locator(f'main a[href="{run}approve/"]').count() == 0, "nobody approves what they proposed"
    assert quarter.status("agent", run) == 404
    taken(quarter, "hr_deputy", "approve")
    taken(quarter, "hr", "lock")
    with desk.as_("hr") as page:
        page.goto(run)
        with page.expect_download() as download:
            page.locator(f'form[action="{run}payroll.csv"] button').click()
        lines, total = payroll(download.value.path().read_text(encoding="utf-8-sig"))
        assert lines, "the payroll file has a line for each award"
        assert sum(lines) == total
        assert f"{total:,.2f}" in said(page), "page and file say the same control total"
    taken(quarter, "hr", "pay")


def taken(quarter: Quarter, role: str, name: str) -> None:
    """Somebody takes a step of the award run, after seeing what follows."""
    with quarter.desk.as_(role) as page:
        page.goto(quarter.at["run"])
        follow(page.locator(f'main a[href="{quarter.at["run"]}{name}/"]'))
        press(page)
        done(page)
