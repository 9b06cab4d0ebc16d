"""The blank sheet of a round: every item with its anchors, and no word of who rates."""

import pytest
from django.urls import reverse

from deskmerit.web.shared import pdf


@pytest.fixture
def printed(monkeypatch):
    """What is printed, and the PDF itself as it is made."""
    held: list[str] = []
    render = pdf.render
    monkeypatch.setattr(pdf, "render", lambda name, data, lang: held.append(str(data)) or render(name, data, lang))
    return held


def test_the_blank_sheet_has_every_item_and_every_relation_to_tick(circle, printed) -> None:
    answer = circle.world.client(circle.world.hr).get(reverse("round_sheet", args=[circle.round.pk]))
    assert answer.content.startswith(b"%PDF")
    for item in circle.round.items:
        assert item["title"]["zh"] in printed[0]
        assert all(anchor["zh"] in printed[0] for anchor in item["anchors"].values())
    assert printed[0].count("□ ") >= 4 + 3 * len(circle.round.items) + 1
    assert "signatures" not in printed[0]


def test_the_sheet_of_a_request_names_whom_it_is_about_and_never_the_rater(circle, printed) -> None:
    circle.open()
    ask = circle.asks("partner")[0]
    rater = ask.rater
    answer = circle.world.client(rater.user).get(reverse("feedback_sheet", args=[ask.pk]))
    assert answer.status_code == 200
    assert ask.person.name in printed[0]
    assert rater.name not in printed[0]
    for other in (circle.world.hr, circle.world.agent):
        assert circle.world.client(other).get(reverse("feedback_sheet", args=[ask.pk])).status_code == 404


def test_a_peer_reads_how_names_are_kept_and_a_manager_that_they_are_told(circle, printed) -> None:
    circle.open()
    for relation in ("partner", "manager"):
        ask = circle.asks(relation)[0]
        circle.world.client(ask.rater.user).get(reverse("feedback_sheet", args=[ask.pk]))
    hidden = "没有人会知道这是您的评价"
    assert hidden in printed[0]
    assert hidden not in printed[1]


def test_a_round_names_plans_by_their_titles(circle) -> None:
    circle.open()
    page = circle.world.client(circle.world.hr).get(reverse("round_page", args=[circle.round.pk]))
    ids = set(circle.round.weights)
    assert ids
    assert not ids & {plan for plan, _told in page.context["weights"]}
