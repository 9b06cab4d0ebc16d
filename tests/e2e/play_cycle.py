"""A quarter's cycle on its pages: opened, flagged, measured, reviewed, published, settled."""

import re

from playwright.sync_api import Page

from e2e.quarter import Quarter, act, done, follow, press, said, until


def step(page: Page, quarter: Quarter, name: str) -> None:
    """Takes a step of the cycle, after reading what follows from it."""
    page.goto(quarter.at["cycle"])
    follow(page.locator(f'main a[href="{quarter.at["cycle"]}step/{name}/"]'))
    press(page)
    done(page)


def hr_opens_the_cycle(quarter: Quarter) -> None:
    desk = quarter.desk
    with desk.as_("hr") as page:
        page.goto("/cycles/")
        follow(page.locator('main a[href="/cycles/new/"]'))
        page.fill('[name="period"]', "2026-Q3")
        for box in page.locator('[name="versions"]').all():
            box.check()
        for seat, role in (("service", "lead"), ("hr", "hr"), ("business", "business")):
            page.select_option(f'[name="{seat}"]', label=desk.name(role))
        press(page, 'button[name="look"]')
        done(page)
        assert desk.name("agent") in said(page), "who is evaluated shows before anything is kept"
        press(page, 'button[name="keep"]')
        done(page)
        quarter.at["cycle"] = quarter.path(page)
        step(page, quarter, "open")
        assert "进行中" in said(page)
    assert quarter.status("quality", quarter.at["cycle"]) == 404


def everyone_sees_running_figures(quarter: Quarter) -> None:
    with quarter.desk.as_("hr") as page:
        page.goto(quarter.at["cycle"])
        act(page, "/measure-again/")
        done(page)
        until(page, lambda: page.locator("#run [class*=running]").count() == 0, "running figures were not made")
    with quarter.desk.as_("agent", size="phone") as page:
        page.goto("/me/")
        quarter.at["running"] = page.locator('main a[href^="/scorecards/running/"]').first.get_attribute("href") or ""
    assert quarter.status("lead", quarter.at["running"]) == 200
    assert quarter.status("outsider", quarter.at["running"]) == 404
    assert quarter.status("admin", quarter.at["running"]) == 404


def cases(page: Page, line: str) -> int:
    """How many cases a line of the scorecard rests on."""
    return int(page.locator(f"#line-{line} tr td:nth-of-type(3)").first.inner_text().split()[0].replace(",", ""))


def an_agent_flags_a_record(quarter: Quarter) -> None:
    with quarter.desk.as_("agent") as page:
        page.goto(quarter.at["running"].split("?")[0] + "?open=first_response")
        quarter.at["cases"] = str(cases(page, "first_response"))
        follow(page.locator('#line-first_response a[href^="/appeals/flags/new/"]'))
        page.check('[name="reason"][value="outage"]')
        page.fill('[name="text"]', "当日在线客服系统中断，工单堆积。")
        press(page)
        done(page)
        quarter.at["flag"] = quarter.path(page)
    assert quarter.status("outsider", quarter.at["flag"]) == 404


def the_lead_upholds_the_flag(quarter: Quarter) -> None:
    with quarter.desk.as_("lead", lang="en") as page:
        page.goto("/")
        assert page.locator(f'main a[href="{quarter.at["flag"]}"]').count(), "what waits stands on the home page"
        page.goto(quarter.at["flag"])
        page.select_option('[name="kind"]', "exclude")
        page.fill('[name="answer"]', "The outage is in the system log.")
        press(page, 'form:has([name="kind"]) .btn-primary')
        done(page)
        assert "upheld" in said(page)
    with quarter.desk.as_("agent") as page:
        page.goto("/me/")

        def fewer() -> bool:
            page.goto("/me/")
            page.goto(page.locator('main a[href^="/scorecards/running/"]').first.get_attribute("href") or "")
            return cases(page, "first_response") == int(quarter.at["cases"]) - 1

        until(page, fewer, "the flagged record still counts")


def hr_measures_and_hands_over_to_the_panel(quarter: Quarter) -> None:
    with quarter.desk.as_("hr", lang="en") as page:
        step(page, quarter, "measure")
        until(page, lambda: page.locator("#run [class*=running]").count() == 0, "the quarter was not measured")
        gaps = page.locator(f'main a[href$="{quarter.at["cycle"]}gaps/"]')
        if gaps.count():
            follow(gaps)
            page.fill('[name="reason"]', "No certificates were due this quarter.")
            press(page)
            done(page)
        step(page, quarter, "review")
        assert "Panel review" in said(page) or "panel review" in said(page)


def the_panel_shifts_a_grade_and_signs(quarter: Quarter) -> None:
    desk = quarter.desk
    with desk.as_("business") as page:
        page.goto(quarter.at["cycle"])
        offered = page.locator("#shift-person option").evaluate_all("(all) => all.map((each) => each.value)")
        others = [desk.people[role][0] for role in ("agent", "outsider", "lead")]
        colleague = next(each for each in reversed(offered) if desk.people[each][0] not in others)
        desk.people["colleague"] = desk.people[colleague]
        page.select_option("#shift-person", colleague)
        follow(page.locator('form[action$="/shift/"] button'))
        page.locator('[name="after"]').select_option(index=0)
        page.fill('[name="reason"]', "双十一预演中独立处理三起升级投诉。")
        page.fill('[name="evidence"]', "工单系统九月升级记录")
        press(page)
        done(page)
    with desk.as_("lead") as page:
        page.goto(quarter.at["cycle"])
        follow(page.locator('main a[href^="/cycles/shifts/"][href$="/sign/"]'))
        press(page)
        done(page)
    for role in ("lead", "hr", "business"):
        with desk.as_(role) as page:
            page.goto(quarter.at["cycle"])
            act(page, "/sign/")
            done(page)


def hr_publishes(quarter: Quarter) -> None:
    with quarter.desk.as_("agent") as page:
        page.goto("/")
        assert page.locator('main a[href^="/scorecards/"]:not([href*="running"])').count() == 0
    with quarter.desk.as_("hr") as page:
        step(page, quarter, "publish")
        assert "已发布" in said(page)
        quarter.at["head"] = page.locator(".dm-hash code").inner_text()
        told = page.locator(".card", has=page.locator(".dm-hash")).last.inner_text()
        quarter.at["count"] = "".join(re.findall(r"\d", told.split(quarter.at["head"])[0]))


def the_cycle_is_settled_and_the_trail_is_whole(quarter: Quarter) -> None:
    with quarter.desk.as_("hr") as page:
        step(page, quarter, "settle")
        assert "已兑现" in said(page)
    folder = str(quarter.desk.site.folder)
    told = quarter.desk.site.run(
        "audit", "verify", folder, "--head", quarter.at["head"], "--count", quarter.at["count"]
    )  # fmt: skip
    assert "The trail is whole" in told
