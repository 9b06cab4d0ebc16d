"""The words of workflows in zh and en: `core.workflow` has codes only, and every page shows these."""

from deskmerit.report.flow_words.clocks import ACTORS, CLOCKS, OVERDUE, SINCE
from deskmerit.report.flow_words.guards import GUARDS, WARNINGS
from deskmerit.report.flow_words.states import STATES, TITLES
from deskmerit.report.flow_words.steps import STEPS

__all__ = [
    "ACTORS",
    "CLOCKS",
    "GUARDS",
    "OVERDUE",
    "SINCE",
    "STATES",
    "STEPS",
    "TITLES",
    "WARNINGS",
    "actor_word",
    "check_word",
    "clock_word",
    "flow_word",
    "overdue_word",
    "since_word",
    "state_word",
    "step_word",
]


def flow_word(flow: str, lang: str) -> str:
    """The name of a flow.

    >>> flow_word("improvement", "zh")
    '绩效改进计划'
    """
    return _in(lang, TITLES[flow])


def state_word(flow: str, state: str, lang: str) -> str:
    """The name of a state of a flow.

    >>> state_word("appeal", "upheld", "zh"), state_word("appeal", "upheld", "en")
    ('申诉成立', 'upheld')
    """
    return _in(lang, STATES[flow][state])


def step_word(flow: str, transition: str, lang: str) -> str:
    """The name of a step, as a button bears it."""
    return _in(lang, STEPS[flow][transition])


def actor_word(actor: str, lang: str) -> str:
    """Who acts, in relation to the thing."""
    return _in(lang, ACTORS[actor])


def clock_word(clock: str, lang: str) -> str:
    """What a clock counts."""
    return _in(lang, CLOCKS[clock])


def since_word(event: str, lang: str) -> str:
    """The event from which a clock counts."""
    return _in(lang, SINCE[event])


def overdue_word(overdue: str, lang: str) -> str:
    """What comes when a clock has run out."""
    return _in(lang, OVERDUE[overdue])


def check_word(code: str, lang: str) -> str:
    """A line of a step's checklist: a guard or a warning."""
    return _in(lang, GUARDS.get(code) or WARNINGS[code])


def _in(lang: str, pair: tuple[str, str]) -> str:
    return pair[0] if lang.startswith("zh") else pair[1]
