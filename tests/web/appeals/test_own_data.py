"""An appeal in one's own file: one's own part of what it came to, and nobody else's figures or money."""

from decimal import Decimal
from typing import Any

from deskmerit.core.cascade import Correction
from deskmerit.web.accounts import mine
from deskmerit.web.appeals import drafts
from deskmerit.web.appeals.models import Appeal
from deskmerit.web.bridge import codec
from deskmerit.web.bridge.consequence import Consequence


def owed(agent: str, amount: str) -> Correction:
    """Money that an upheld appeal added for somebody."""
    return Correction(agent, "bonus", Decimal(0), Decimal(0), Decimal(amount), Decimal(amount), "CNY")


def test_what_an_appeal_came_to_for_colleagues_stands_in_nobodys_file(published: Any, appeal: Appeal) -> None:
    mine_, other = published.agent.person.agent_id, published.outsider.person.agent_id
    appeal.outcome = codec.to_json(Consequence, Consequence((), (), (owed(mine_, "120"), owed(other, "987.65")), ()))
    appeal.drafts = [drafts.base("bonus", other, "", Decimal("4321"))]
    appeal.save(update_fields=["outcome", "drafts"])
    rows = [row for name, rows in mine._tables(published.agent) if name.endswith("appeals.appeal") for row in rows]
    told = codec.from_json(Consequence, rows[0]["outcome"])
    assert [each.amount for each in told.corrections] == [Decimal("120")]
    assert "987.65" not in str(rows)
    assert "4321" not in str(rows)
