"""Rows of the matrix: quality checks, their samples and sheets."""

from web.permissions.page import ALL, Page, each

LOOKS = each("hr", "quality", "auditor")
MANAGES = each("hr", "quality")
SEES = {**each(to="self"), "lead": "self own", **each("hr", "quality", "auditor", to=ALL)}

PAGES: dict[str, tuple[Page, ...]] = {
    "Quality checks · 质检": (
        Page("quality_list", "checks one may see, and what waits", "质检列表与待办", each()),
        Page("quality_page", "a check that its person was told of", "已告知本人的质检", SEES),
        Page("quality_page", "a check that its person was not told of yet (a fatal error waits for confirmation)",
             "尚未告知本人的质检（致命错误待复核）", each("hr", "quality", "auditor", to="other"), step="untold"),
        Page("quality_form", "a check as a form", "质检单打印", SEES),
        Page("quality_targeted", "begin a check of a chosen contact", "发起指定联络的质检",
             each("quality"), each("quality")),
        Page("quality_begin", "open a contact for review; relation: whose it is to review",
             "开始质检（关系：由谁质检）", None, each("quality", to="self"), done=each("quality", to="self")),
        Page("quality_begin", "leave a contact out; relation: whose it is to review", "跳过抽样联系（关系：由谁质检）",
             None, each("quality", "hr", to=ALL), "skip", each("quality", "hr", to=ALL)),
        Page("quality_review", "review; relation: whose review it is", "质检评分（关系：由谁质检）",
             each("quality", to="self"), each("quality", to="self")),
        Page("quality_total", "running total; relation: whose review it is", "实时合计（关系：由谁质检）",
             None, each("quality", to="self")),
        Page("quality_act", "discard a draft; relation: whose review it is", "作废草稿（关系：由谁质检）",
             None, {"quality": "self", "hr": "self other"}, "discard", {"quality": "self", "hr": "other"}),
        Page("quality_act", "say to have read it", "确认已阅", None, each(to="self"), "acknowledge", each(to="self")),
        Page("quality_act", "dispute it", "提出异议", None, each(to="self"), "dispute", each(to="self")),
        Page("quality_act", "take the dispute back", "撤回异议", None, each(to="self"), "withdraw", each(to="self")),
        Page("quality_act", "confirm a fatal error (HR where it was asked)",
             "确认致命错误（人力资源仅在受邀时）", None, each("quality", to="other"), "confirm",
             each("quality", to="other")),
        Page("quality_act", "not confirm it (as before)", "不确认致命错误（同上）", None,
             each("quality", to="other"), "not_confirm", each("quality", to="other")),
        Page("quality_act", "decide a dispute (as before)", "处理异议（同上）", None,
             each("quality", to="other"), "resolve", each("quality", to="other")),
        Page("quality_act", "confirm what one reviewed oneself: told why not; relation: whose review it is",
             "复核本人所做的质检：被拒并说明（关系：由谁质检）", None, each("quality", to=ALL), "second",
             {"quality": "other"}),
        Page("quality_act", "read the customer's data unmasked, logged", "查看客户信息（留痕）", None,
             each("quality", to="other"), "reveal"),
        Page("sample_list", "samples", "抽样列表", LOOKS),
        Page("sample_new", "draw a sample", "抽样", MANAGES, MANAGES),
        Page("sample_page", "a sample", "抽样详情", LOOKS),
        Page("sheet_list", "quality sheets", "质检表", LOOKS),
        Page("sheet_shipped", "take the shipped sheets over", "采用随附质检表", None, MANAGES),
        Page("sheet_new", "a new sheet", "新建质检表", MANAGES, MANAGES),
        Page("sheet_page", "a sheet; change it", "质检表详情与修改", LOOKS, MANAGES),
        Page("sheet_retire", "take a sheet out of use", "停用质检表", MANAGES, MANAGES),
        Page("sheet_use_again", "use it again", "重新启用质检表", None, MANAGES, done=MANAGES),
        Page("quality_reviewers", "reviewers beside one another", "质检员一致性", LOOKS),
    ),
}  # fmt: skip
