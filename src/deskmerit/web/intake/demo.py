"""Typed rows and an import of the demonstration, played through the actions, in every state."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from deskmerit.web.accounts.models import User
from deskmerit.web.cycles.models import Cycle
from deskmerit.web.demo.base import Cast, Part
from deskmerit.web.intake import entries, import_tasks, imports
from deskmerit.web.intake.entries_access import about
from deskmerit.web.intake.models import Entry, Import

NAME = "认证考试-2026-10.csv"


def timeline(cast: Cast, cycles: dict[str, Cycle]) -> list[Part]:
    """Rows that wait, confirmed, rejected, withdrawn; a file of examinations brought in, another waiting."""
    return [_october(cast, cast.agent.person.agent_id)] if cast.agent.person else []


def _october(cast: Cast, agent: str) -> Part:
    yield "2026-10-13T09:10:00+08:00"
    _confirmed(cast, _typed(cast.lead, "articles", _article(agent, "KB-2107", "新增", "2026-10-08 15:20")))
    _confirmed(
        cast,
        _typed(
            cast.lead,
            "conduct",
            {
                "agent_id": agent,
                "kind": "表扬",
                "noted_at": "2026-10-09 11:00",
                "note": "客户来信感谢，主动跟进退款三天",
            },
        ),
    )
    refused = _typed(cast.lead, "articles", _article(agent, "KB-2115", "优化", "2026-10-10 10:00"))
    gone = _typed(cast.lead, "articles", _article(agent, "KB-2116", "优化", "2026-10-10 10:05"))
    with transaction.atomic():
        for row in refused:
            entries.reject(cast.hr, row, "该文章只改了标点，不算改进。")
        for row in gone:
            entries.withdraw(cast.lead, row)
    _imported(cast, agent)
    yield "2026-10-21T16:30:00+08:00"
    mates = list(about(cast.lead).filter(left_on=None)[:3])
    proof = SimpleUploadedFile("签到表.txt", "2026-10-20 退款政策培训 签到".encode())
    _typed(
        cast.hr,
        "trainings",
        *(
            {
                "agent_id": each.agent_id,
                "course": "退款政策",
                "held_at": "2026-10-20 14:00",
                "required": "必修",
                "attended": "参加",
                "passed": "通过",
            }
            for each in mates
        ),
        files=[proof],
    )
    _typed(cast.lead, "articles", _article(agent, "KB-2121", "新增", "2026-10-20 09:40"))


def _article(agent: str, article: str, action: str, when: str) -> dict[str, str]:
    return {"agent_id": agent, "article_id": article, "action": action, "contributed_at": when, "accepted": "采纳"}


@transaction.atomic
def _typed(by: User, table: str, *rows: dict[str, str], files: list[SimpleUploadedFile] | None = None) -> list[Entry]:
    looked = entries.look(by, table, rows)
    return entries.enter(by, looked, files or []) if looked.ready and not looked.problems else []


@transaction.atomic
def _confirmed(cast: Cast, rows: list[Entry]) -> None:
    entries.confirm(cast.hr, rows)


def _imported(cast: Cast, agent: str) -> None:
    """A table of examinations with one row that can't be read, and the same file a second time, not yet imported."""
    day = "2026-10-12"
    text = (
        "考试编号,考生,证书名称,考试时间,考核结果\n"
        f"RZ-901,{agent},退款专员,{day} 10:00,合格\n"
        f"RZ-902,{agent},投诉处理,{day} 14:00,不合格\n"
        f"RZ-903,{agent},投诉处理,补考,合格\n"
    )
    form = {
        "name": "认证考试",
        "source": "培训平台",
        "zone": "Asia/Shanghai",
        "dates": "y/m/d",
        "table": "certifications",
        "constants": {},
        "over": True,
        "matched": {
            "attempt_id": "考试编号",
            "agent_id": "考生",
            "certificate": "证书名称",
            "held_at": "考试时间",
            "passed": "考核结果",
        },
    }
    for name, accepted in ((NAME, True), ("认证考试-补考.csv", False)):
        with transaction.atomic():
            row = imports.begin(
                cast.hr, [SimpleUploadedFile(name, text.replace("RZ-9", "RZ-9" if accepted else "RZ-8").encode())]
            )
            imports.match(cast.hr, row, form)
        import_tasks.work.call(row.pk)
        if accepted:
            _accepted(cast, row)


def _accepted(cast: Cast, row: Import) -> None:
    row.refresh_from_db()
    with transaction.atomic():
        imports.accept(cast.hr, row)
    import_tasks.work.call(row.pk)
    Import.objects.filter(pk=row.pk).update(touched_at=row.begun_at + timedelta(seconds=2))
