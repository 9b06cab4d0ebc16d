"""What people do with a published result: receipt, interview, appeals."""

from playwright.sync_api import Page

from e2e.quarter import Quarter, act, done, follow, press, said, until


def the_agent_receives_without_agreeing(quarter: Quarter) -> None:
    with quarter.desk.as_("agent", js=False) as page:
        page.goto("/me/")
        follow(page.locator('main a[href^="/scorecards/"]:not([href*="running"], [href*="open="])'))
        quarter.at["scorecard"] = quarter.path(page)
        act(page, "/received/")
        done(page)
        page.check('[name="view"][value="disagree"]')
        act(page, "/view/", {"remark": "九月的评价里有几条与我无关。"})
        done(page)
        assert "九月的评价里有几条与我无关" in page.locator('[name="remark"]').input_value()
        assert "有异议" in said(page)
    assert quarter.status("outsider", quarter.at["scorecard"]) == 404
    assert quarter.status("admin", quarter.at["scorecard"]) == 404
    assert quarter.status("lead", quarter.at["scorecard"]) == 200


def the_lead_holds_the_interview_and_both_sign(quarter: Quarter) -> None:
    desk = quarter.desk
    with desk.as_("lead") as page:
        page.goto("/interviews/")
        follow(page.locator('main a[href^="/interviews/"]', has_text=desk.name("agent")))
        quarter.at["interview"] = quarter.path(page)
        follow(page.locator('main a[href$="/schedule/"]'))
        times = {"place": "三楼会议室", "starts_at": "2026-10-13T10:30", "ends_at": "2026-10-13T11:30"}
        for name, value in times.items():
            page.fill(f'[name="{name}"]', value)
        press(page)
        done(page)
    desk.at("2026-10-13T11:45:00+08:00")
    with desk.as_("lead") as page:
        page.goto(f"{quarter.at['interview']}record/")
        texts = {
            "achievements": "九月响应平稳。", "gaps": "满意度低于目标。", "view": "系统中断影响了评价。",
            "goal0-goal": "高峰期首响更快", "goal0-measure": "平均首次响应 ≤ 34 秒", "goal0-due": "2026-12-31",
        }  # fmt: skip
        for name, value in texts.items():
            page.fill(f'[name="{name}"]', value)
        page.check('[name="agreed"][value="not_agreed"]')
        press(page)
        done(page)
        act(page, "/sign/")
        done(page)
    with desk.as_("agent", js=False) as page:
        page.goto(quarter.at["interview"])
        assert "九月响应平稳" in said(page)
        act(page, "/sign/")
        done(page)
    assert quarter.status("outsider", quarter.at["interview"]) == 404


def filed(quarter: Quarter, page: Page, scorecard: str, values: dict[str, str]) -> str:
    """Files an appeal; its address."""
    page.goto(scorecard)
    follow(page.locator('main a[href^="/appeals/new/"]'))
    page.check(f'[name="subject"][value="{values.pop("subject")}"]')
    if records := values.pop("records", ""):
        page.select_option('[name="records"]', [f"tickets/{each}" for each in records.split()])
    page.select_option('[name="ground"]', values.pop("ground"))
    for name, value in values.items():
        page.fill(f'[name="{name}"]', value)
    press(page)
    done(page)
    return quarter.path(page)


def costly(page: Page, scorecard: str) -> str:
    """The tickets that cost most: the slowest first replies, and those not solved at first contact."""
    found = list[str]()
    for line, order in (("first_response", "-figure"), ("fcr", "figure")):
        page.goto(f"{scorecard}?open={line}&r.sort={order}")
        found += page.locator(
            f"#line-{line} .dm-inside table tbody tr:not(.dm-left-out) td:first-child"
        ).all_inner_texts()
    return " ".join(dict.fromkeys(found))


def heard(quarter: Quarter, appeal: str, reviewer: str) -> None:
    """The reviewer takes an appeal on and hears both sides."""
    with quarter.desk.as_(reviewer) as page:
        page.goto("/appeals/")
        assert page.locator(f'main a[href="{appeal}"]').count()
        page.goto(appeal)
        act(page, "/accept/")
        done(page)
        act(page, "/lead/", {"text": "同意再看一遍。"})
        act(page, "/person/", {"text": "维持申诉所写。"})
        done(page)


def an_appeal_against_records_is_upheld(quarter: Quarter) -> None:
    values = {"subject": "record", "ground": "control", "text": "这些工单受系统中断影响。", "wish": "予以剔除"}
    with quarter.desk.as_("agent", js=False) as page:
        values["records"] = costly(page, quarter.at["scorecard"])
        appeal = quarter.at["upheld"] = filed(quarter, page, quarter.at["scorecard"], values)
    assert quarter.status("outsider", appeal) == 404
    heard(quarter, appeal, "hr_deputy")
    with quarter.desk.as_("hr_deputy") as page:
        page.goto(appeal)
        until(
            page,
            lambda: page.locator("#consequence .dm-before-after, #consequence table").count() > 0,
            "no consequence",
        )
        assert quarter.desk.name("agent") in page.locator("#consequence").inner_text()
        page.fill('[name="facts"]', "系统日志证实中断。")
        page.fill('[name="answer"]', "工单受系统中断影响，予以剔除。")
        press(page, 'button[name="decision"][value="uphold"]')
        done(page)
        until(page, lambda: page.locator('form[action$="/letter/"]').count() > 0, "the upheld appeal was not applied")
        act(page, "/letter/")
        done(page)
    with quarter.desk.as_("agent", js=False) as page:
        page.goto(appeal)
        letter = page.context.request.get(page.locator('a[href$="/letter.pdf"]').first.get_attribute("href") or "")
        assert letter.ok
        assert letter.body().startswith(b"%PDF")
        act(page, "/acknowledge/")
        done(page)
        page.goto(quarter.at["scorecard"])
        assert page.locator('aside a[href="?version=1"], .dm-aside a[href="?version=1"]').count(), (
            "the first card stays"
        )
        act(page, "/received/")
        done(page)


def an_appeal_against_a_grade_is_rejected(quarter: Quarter) -> None:
    values = {"subject": "grade", "ground": "standard", "text": "评级标准不清。", "wish": "上调一级"}
    with quarter.desk.as_("colleague", lang="en") as page:
        page.goto("/me/")
        follow(page.locator('main a[href^="/scorecards/"]:not([href*="running"], [href*="open="])'))
        card = quarter.path(page)
        assert "Shifted by the panel" in said(page), "the person sees what the panel did"
        appeal = quarter.at["rejected"] = filed(quarter, page, card, values)
    assert quarter.status("agent", appeal) == 404
    heard(quarter, appeal, "hr_deputy")
    with quarter.desk.as_("hr_deputy") as page:
        page.goto(appeal)
        page.fill('[name="facts"]', "标准见方案第三节。")
        page.fill('[name="answer"]', "标准明确，维持原评级。")
        press(page, 'button[name="decision"][value="reject"]')
        done(page)
        act(page, "/letter/")
        done(page)
    with quarter.desk.as_("colleague", lang="en") as page:
        page.goto(appeal)
        assert "标准明确，维持原评级。" in said(page)
        act(page, "/acknowledge/")
        done(page)
