"""The words of the plan's workbook, in both languages."""

from collections.abc import Mapping

WORDS: Mapping[str, tuple[str, str]] = {
    "indicators": ("指标表", "Indicators"),
    "weights": ("权重方案", "Weight sets"),
    "plan": ("方案", "Plan"),
    "version": ("版本", "Version"),
    "posts": ("适用岗位", "Posts"),
    "period": ("评估周期", "Period"),
    "phase": ("阶段", "Phase"),
    "effective": ("生效日期", "Effective"),
    "duties": ("岗位职责", "Duties"),
    "goals": ("团队目标", "Goals"),
    "dimension": ("维度", "Dimension"),
    "title": ("指标", "Indicator"),
    "definition": ("定义", "Definition"),
    "source": ("数据来源", "Source"),
    "target": ("目标值", "Target"),
    "weight": ("权重", "Weight"),
    "scoring": ("评分标准", "Scoring"),
    "min_cases": ("最少样本", "Min. cases"),
    "guards": ("对照指标", "Guards"),
    "goal": ("所属目标", "Goal"),
    "id": ("编号", "ID"),
    "total": ("合计", "Total"),
    "base": ("基本权重", "Base"),
    "bonus": ("加减分项", "Bonus and malus"),
    "annual": ("年度指标", "Annual indicators"),
    "vetoes": ("否决项", "Vetoes"),
    "condition": ("条件", "Condition"),
    "effect": ("后果", "Effect"),
    "grades": ("等级与比例", "Grades and shares"),
    "grade": ("等级", "Grade"),
    "from": ("分数下限", "From"),
    "band": ("分数段", "Band"),
    "share": ("比例%", "Share %"),
    "watch": ("辅导名单%", "Watch list %"),
    "awards": ("激励", "Awards"),
    "deadlines": ("工作日时限", "Deadlines in working days"),
    "notice": ("告知", "Notice"),
    "recorded": ("采集内容", "What is recorded"),
    "access": ("谁可查看", "Who sees it"),
    "appeal": ("如何申诉", "How to appeal"),
    "author": ("编制人", "Author"),
    "approver": ("审批人", "Approver"),
    "consultation": ("征求意见日期", "Consultation"),
    "noticed": ("公示日期", "Notice given"),
    "signature": ("签字", "Signature"),
    "date": ("日期", "Date"),
    "month": ("月", "month"),
    "quarter": ("季度", "quarter"),
    "year": ("年", "year"),
    "range": ("指定时段", "named range"),
    "monthly": ("月度", "Monthly"),
    "quarterly": ("季度", "Quarterly"),
    "yearly": ("年度", "Yearly"),
    "edit": (
        "黄色单元格可改：目标值、权重、最少样本、分数线、比例。保存后仍可作为方案读取。其余内容在 plan-data 表。",
        "Yellow cells may be edited: targets, weights, minimum cases, bands, shares. The file remains a plan; "
        "the rest is in plan-data.",
    ),
    "weights_note": ("每列是一套完整权重，合计应为 100。", "Each column is a complete set of weights and sums to 100."),
    "share_cap": ("比例只作上限", "shares only cap"),
    "bands_only": ("只按分数段", "bands alone"),
    "forced": ("按名次强制分布", "by rank alone"),
    "cohort": ("满 {n} 人适用", "from {n} rated people on"),
    "of_after": ("各等级比例分别计算", "each grade has its own share"),
    "of_all": ("比例含更高等级", "shares include the better grades"),
    "deadlines_said": (
        "绩效面谈 {interview}，申诉 {appeal}（{opens}），答复 {decision}",
        "interview {interview}, appeal {appeal} ({opens}), answer {decision}",
    ),
    "later_of_receipt_and_interview": ("自收到结果与面谈较晚者起", "from the later of receipt and interview"),
    "receipt": ("自收到结果起", "from receipt"),
    "independent": ("由未参与评分者复核", "reviewed by somebody who didn't score"),
    "grade_at_most": ("等级不高于 {grade}", "grade at most {grade}"),
    "sets": ("{sets} 记 {points} 分", "{sets} set to {points}"),
}

TABLES: Mapping[str, tuple[str, str]] = {
    "tickets": ("工单系统", "ticket system"),
    "events": ("工单系统", "ticket system"),
    "surveys": ("满意度调查平台", "satisfaction-survey platform"),
    "complaints": ("投诉记录", "complaint records"),
    "calls": ("呼叫与会话系统", "call and chat system"),
    "qa_reviews": ("质检记录", "quality checks"),
    "feedback": ("360度评价", "360° feedback"),
    "articles": ("知识库", "knowledge base"),
    "trainings": ("培训记录", "training records"),
    "certifications": ("认证记录", "certification records"),
    "conduct": ("表扬与违规记录", "commendations and breaches"),
    "attendance": ("考勤", "attendance"),
    "entries": ("人工评定", "judged entry"),
}


def word(key: str, lang: str) -> str:
    """A word in a language."""
    return WORDS[key][0 if lang == "zh" else 1]


PHASES: Mapping[str, Mapping[str, str]] = {
    "efficiency": {"zh": "效率", "en": "efficiency"},
    "satisfaction": {"zh": "满意度", "en": "satisfaction"},
    "quality": {"zh": "质量", "en": "quality"},
}


def label(key: str, lang: str) -> str:
    """The label of a note: a word where there is one, else the author's own name for it."""
    return word(key, lang) if key in ("recorded", "access", "appeal") else key


def phase(name: str, lang: str) -> str:
    """A focus phase in words, where it is one of those that plans usually name; else the author's own name.

    >>> phase("efficiency", "zh"), phase("双11", "en")
    ('效率', '双11')
    """
    return PHASES.get(name, {}).get(lang, name)


def source(table: str, lang: str) -> str:
    """Where a metric's records come from, in words; a table of the site's own by its name."""
    return TABLES[table][0 if lang == "zh" else 1] if table in TABLES else table
