"""What a workflow is made of: states, transitions, clocks; and who may take which step. No clock is read here."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

type State = str
type Actor = Literal[
    "person", "maker", "lead", "interviewer", "panel", "scorer", "reviewer", "second", "approver", "deputy", "quality",
    "rater", "hr", "admin", "system",
]  # fmt: skip
"""A relation to the thing at hand, never a role. person: whom it concerns. maker: whoever wrote, filed or proposed it.
lead: hers in the period. scorer: whoever scored or approved what is contested; takes no step. reviewer: neither scorer
nor approver of it. second: anyone entitled who is not the maker; approver: the same, where a figure, version or payment
is approved. deputy: stands in for whoever should act. quality: checks contacts. rater: asked for 360° feedback."""

type Overdue = Literal["remind", "deputy", "counts_as_held", "close"]
"""When a clock has run out. remind: whoever has the next step, again after as many days. deputy: the next deputy
decides. counts_as_held: for the appeal's clock only, and a deputy takes over. close: the window ends."""

ACTORS: tuple[Actor, ...] = get_args(Actor.__value__)
STAYS: State = ""
"""The target of a step that changes something, not the state."""

BARS: dict[Actor, frozenset[Actor]] = {
    "person": frozenset(ACTORS) - {"person", "maker"},
    "maker": frozenset({"second", "approver", "reviewer", "deputy"}),
    "scorer": frozenset({"reviewer", "deputy"}),
}
"""Relation → the relations nobody can have beside it: nobody decides her own thing, or judges her own judgement."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A step from any of `sources` to `target` (`STAYS`: the state stays).

    `guards` must all hold, or the step is refused; `warns` are shown before it and stop nothing. `restarts` are clocks
    that begin anew although they ran already; `begins`: the flows that begin, or begin again, by it, each in a state.
    """

    name: str
    sources: tuple[State, ...]
    target: State
    actors: tuple[Actor, ...]
    guards: tuple[str, ...] = ()
    reason_required: bool = False
    warns: tuple[str, ...] = ()
    restarts: tuple[str, ...] = ()
    begins: tuple[tuple[str, State], ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline of `days` working days after the day of the event `since`, running in the states `runs_in`.

    `since` may lie ahead (the end of a period, of a plan, of a round). `plan_key`: the field of `plan.Workflow` that
    gives the days instead. `then`: the step the system takes when overdue, "" for none. `paused_by`: whose approved
    leave stops it, "person" or nobody's ("").
    """

    name: str
    runs_in: tuple[State, ...]
    days: int
    since: str
    on_overdue: Overdue
    then: str = ""
    plan_key: Literal["", "interview", "appeal", "decision"] = ""
    paused_by: Literal["", "person"] = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """One workflow. It starts in the first of `states`; in `ends` nothing is waited for, though some can be left."""

    name: str
    states: tuple[State, ...]
    ends: tuple[State, ...]
    transitions: tuple[Transition, ...]
    clocks: tuple[Clock, ...] = ()

    @property
    def start(self) -> State:
        """The state of a new one."""
        return self.states[0]

    def transition(self, name: str) -> Transition:
        """The transition of a name; KeyError where the flow has none."""
        return {each.name: each for each in self.transitions}[name]


def moves_from(flow: Flow, state: State) -> tuple[Transition, ...]:
    """The transitions that leave a state or change something in it, in the order of the table."""
    return tuple(each for each in flow.transitions if state in each.sources)


def allowed(flow: Flow, state: State, transition: str) -> bool:
    """True where the table has the step; actors and guards are asked apart (`may`, `Transition.guards`)."""
    return any(each.name == transition for each in moves_from(flow, state))


def step(flow: Flow, state: State, transition: str) -> State:
    """The state after a step. ValueError, saying what is possible instead, where the table has no such step."""
    if state not in flow.states:
        raise ValueError(f"{flow.name} has no state {state!r}: it has {', '.join(flow.states)}")
    if not allowed(flow, state, transition):
        possible = ", ".join(each.name for each in moves_from(flow, state)) or "nothing"
        raise ValueError(f"{flow.name}: {transition!r} is not possible from {state!r}; possible: {possible}")
    return flow.transition(transition).target or state


def acting(relations: Collection[Actor]) -> frozenset[Actor]:
    """The relations in which somebody may act, of all she has to the thing: the person concerned acts as that alone.

    >>> sorted(acting({"person", "lead", "hr"})), sorted(acting({"scorer", "reviewer", "lead"}))
    (['person'], ['lead', 'scorer'])
    """
    barred = frozenset[Actor]().union(*(BARS.get(each, frozenset()) for each in relations))
    return frozenset(relations) - barred


def may(flow: Flow, state: State, transition: str, relations: Collection[Actor]) -> bool:
    """True where the table has the step and one of the relations may take it."""
    acts = acting(relations)
    return any(each.name == transition and acts.intersection(each.actors) for each in moves_from(flow, state))


def steps_for(flow: Flow, state: State, relations: Collection[Actor]) -> tuple[Transition, ...]:
    """What somebody with these relations to the thing may do next, guards left aside."""
    return tuple(each for each in moves_from(flow, state) if may(flow, state, each.name, relations))


def clocks_of(flow: Flow, state: State) -> tuple[Clock, ...]:
    """The clocks that run in a state."""
    return tuple(each for each in flow.clocks if state in each.runs_in)


def started(flow: Flow, state: State, transition: str) -> tuple[Clock, ...]:
    """The clocks that begin with a step: they run after it and did not before, or begin anew."""
    restarts = flow.transition(transition).restarts
    after = clocks_of(flow, step(flow, state, transition))
    return tuple(each for each in after if state not in each.runs_in or each.name in restarts)


def stopped(flow: Flow, state: State, transition: str) -> tuple[Clock, ...]:
    """The clocks that end with a step."""
    after = step(flow, state, transition)
    return tuple(each for each in clocks_of(flow, state) if after not in each.runs_in)
