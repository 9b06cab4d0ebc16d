"""Every code of a workflow has its word in both languages, and no word is left over."""

from itertools import chain

import pytest

from deskmerit.core.workflow import ACTORS, CLOCKS, FLOWS
from deskmerit.report import flow_words
from deskmerit.report.flow_words import STATES, STEPS, check_word, state_word

STEPS_OF_ALL = list(chain.from_iterable(flow.transitions for flow in FLOWS.values()))
ALL = [flow_words.TITLES, *STATES.values(), *STEPS.values(), flow_words.ACTORS, flow_words.CLOCKS, flow_words.SINCE]
ALL += [flow_words.OVERDUE, flow_words.GUARDS, flow_words.WARNINGS]


def test_flows_states_and_steps_have_their_words() -> None:
    assert set(flow_words.TITLES) == set(FLOWS)
    assert {name: set(words) for name, words in STATES.items()} == {name: set(f.states) for name, f in FLOWS.items()}
    steps = {name: {each.name for each in flow.transitions} for name, flow in FLOWS.items()}
    assert {name: set(words) for name, words in STEPS.items()} == steps


def test_actors_and_clocks_have_their_words() -> None:
    assert set(flow_words.ACTORS) == set(ACTORS)
    assert set(flow_words.CLOCKS) == set(CLOCKS)
    assert set(flow_words.SINCE) == {clock.since for clock in CLOCKS.values()}
    assert set(flow_words.OVERDUE) == {clock.on_overdue for clock in CLOCKS.values()}


def test_every_line_of_a_checklist_has_its_words() -> None:
    assert set(flow_words.GUARDS) == {code for each in STEPS_OF_ALL for code in each.guards}
    assert set(flow_words.WARNINGS) == {code for each in STEPS_OF_ALL for code in each.warns}


def test_every_word_is_said_in_both_languages() -> None:
    pairs = [pair for words in ALL for pair in words.values()]
    assert all(zh and en for zh, en in pairs)
    assert [zh for zh, _ in pairs if zh.isascii()] == []
    assert [en for _, en in pairs if not en.replace("°", "").isascii()] == []


@pytest.mark.parametrize(
    ("flow", "state", "zh"),
    [
        ("cycle", "measured", "已取数"),
        ("cycle", "settled", "已兑现"),
        ("appeal", "rejected", "申诉不成立"),
        ("receipt", "received", "已签收（不代表认可）"),
        ("agreement", "agreed", "无异议"),
    ],
)
def test_the_words_are_those_agreed(flow: str, state: str, zh: str) -> None:
    assert state_word(flow, state, "zh-hans") == zh


def test_a_checklist_line_is_found_whether_it_blocks_or_warns() -> None:
    assert check_word("panel_signed", "zh") == "评估小组三方已签字"
    assert check_word("open_flags", "en") == "open flags"


def test_the_same_name_in_one_flow_is_never_two_states() -> None:
    for words in STATES.values():
        for names in zip(*words.values(), strict=True):
            assert len(set(names)) == len(names)
