"""A server made from a vendor's description: its routes, what it takes, how it pages, and answers full of everything.

What the test's centre holds is laid over objects that are generated from the schemas: a connector meets each field
that the vendor describes, with values nobody would think of. A question that isn't described is refused.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from sources.helpdesks.described import Described, Operation, described, kinds_of
from sources.helpdesks.mock import Mock, Refusal, Route

type Rows = Callable[..., Any]
"""What the centre holds for a path: the question (and values of the path) → every row, or one object; None: no such."""

MADE = 5
"""Objects that are generated of a schema."""

EMPTY = {"type": "array", "maxItems": 0}

DATES = st.datetimes().map(lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Of which description a server is made, and where its paths begin. `beyond`: questions (template, name) that the
    vendor takes though its description lacks them. `by_hand`: paths it lacks, or tells wrongly. `told`: what is found
    wrong with answers that the vendor nevertheless gives."""

    name: str
    base: str = ""
    beyond: frozenset[tuple[str, str]] = frozenset()
    by_hand: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()


@dataclass(slots=True)
class Made:
    """The server of a recipe over records, so many rows a page; each page of a cursor is told twice."""

    recipe: Recipe
    records: Mapping[str, Rows]
    most: int = 2

    @property
    def described(self) -> Described:
        """The description it is made from."""
        return described(self.recipe.name, self.recipe.base)

    def server(self, by_hand: Mapping[str, Route]) -> Mock:
        """The server, with routes by hand before its own; those are held to nothing."""
        mine = {each.pattern: self._route(each) for each in self.described.operations}
        for each in self.described.operations:
            if each.path in self.records and each.pattern not in by_hand:
                # Before anybody asks: what is generated the first time takes seconds, and a client waits for few.
                self._made(each, 0)
                if list_in(each.answer or {}, each.path) is not None:
                    self._made(each, 0, row=True)
        return Mock({**by_hand, **mine, **by_hand}, described=self.described, undescribed=frozenset(by_hand))

    def _route(self, operation: Operation) -> Route:
        def route(query: Mapping[str, str], *values: str) -> Any:
            asked = {name: text for name, text in query.items() if (operation.path, name) not in self.recipe.beyond}
            wrong = list(operation.misasked(asked, values))
            return Refusal(400, "; ".join(wrong)) if wrong else self._answer(operation, query, values)

        return route

    def _answer(self, operation: Operation, query: Mapping[str, str], values: tuple[str, ...]) -> Any:
        at = list_in(operation.answer or {}, operation.path)
        said = self.records.get(operation.path, lambda *asked: None if at is None else [])(query, *values)
        if said is None or at is None:
            return said and {**self._made(operation, said.get("id")), **said}
        page, told = paged(operation, said, query, self.most)
        rows = [{**self._made(operation, row.get("id"), row=True), **row} for row in page]
        return _put({**self._made(operation, len(page)), **told}, at, rows) if at else rows

    def _made(self, operation: Operation, number: object, *, row: bool = False) -> Any:
        """One of the answers that were generated, or of the rows of their lists; a number always gets the same one."""
        made = generated(self.recipe, operation.path, row)
        return made[int(str(number or 0)) % len(made)]


@cache
def generated(recipe: Recipe, path: str, row: bool) -> list[Any]:
    """Answers of a path (their list empty), or rows of the list, with everything that is described: always the same."""
    operations = described(recipe.name, recipe.base).operations
    schema = next(each.answer for each in operations if each.path == path) or {}
    at = list_in(schema, path)
    if row:
        schema = _at(schema, at or ())["items"]
    elif at:
        schema = _put(schema, tuple(part for name in at for part in ("properties", name)), EMPTY)
    found = list[Any]()

    @seed(4)
    @settings(max_examples=MADE, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(_like(_whole(schema)))
    def draw(each: Any) -> None:
        found.append(each)

    draw()
    return found


def _like(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a schema: bodies that an interface would take which wants them so."""
    import schemathesis

    schemathesis.openapi.format("date-time", DATES)
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    post = {"requestBody": body, "responses": {"200": {"description": "taken"}}}
    document = {"openapi": "3.1.0", "info": {"title": "made", "version": "1"}, "paths": {"/": {"post": post}}}
    config = schemathesis.Config.from_dict({"generation": {"allow-x00": False}})
    cases = schemathesis.openapi.from_dict(document, config=config)["/"]["POST"].as_strategy()
    return cases.map(lambda case: case.body)


def _whole(node: Any, *, part: bool = False) -> Any:
    """A schema that wants every property it names, and no other; `part`: of an object made of several."""
    if isinstance(node, list):
        return [_whole(each, part=part) for each in node]
    if not isinstance(node, dict):
        return node
    whole = {key: _whole(value, part=key == "allOf") for key, value in node.items()}
    named = whole.get("properties")
    if not isinstance(named, dict):
        return whole
    return {**whole, "required": sorted(named)} | ({} if part or "allOf" in whole else {"additionalProperties": False})


def list_in(schema: Mapping[str, Any], path: str) -> tuple[str, ...] | None:
    """Where the list stands in an answer: nowhere around it, under the name the path ends with, or as `payload`."""
    if schema.get("type") == "array":
        return ()
    named = schema.get("properties") or {}
    for name in (*reversed(re.findall(r"\w+", path)), "payload"):
        if isinstance(named.get(name), dict) and named[name].get("type") == "array":
            return (name,)
    within = list_in(named["data"], path) if isinstance(named.get("data"), dict) else None
    return None if within is None else ("data", *within)


def paged(
    operation: Operation, rows: Sequence[Any], query: Mapping[str, str], most: int
) -> tuple[Sequence[Any], Mapping[str, Any]]:
    """A page of the rows, as the parameters say that pages are asked for, and what the answer says of paging."""
    named = operation.parameters
    page_of = kinds_of((named.get("page") or {}).get("schema") or {})
    inner = {each for kind in page_of for each in kind.get("properties", ())}
    if "cursor" in named:
        page, after, more = _twice(rows, query.get("cursor", "0"), most)
        return page, {"after_cursor": after, "before_cursor": None, "end_of_stream": not more}
    if "after" in inner:
        page, after, more = _twice(rows, query.get("page[after]", "0"), min(most, int(query["page[size]"])))
        return page, {"meta": {"has_more": more, "after_cursor": after}}
    if "page" in named:
        size = int(query["per_page"]) if "per_page" in named else most
        first = (int(query.get("page", 1)) - 1) * size
        return rows[first : first + size], {}
    if "after" in named:
        return [each for each in rows if each["id"] > int(query["after"])][:most], {}
    return rows, {}


def _twice(rows: Sequence[Any], cursor: str, most: int) -> tuple[Sequence[Any], str, bool]:
    """The page at a cursor, where to go on, and whether there is more: every page but the last comes a second time."""
    first = int(cursor.rstrip("+"))
    last = min(first + most, len(rows))
    if last < len(rows) and not cursor.endswith("+"):
        return rows[first:last], f"{first}+", True
    return rows[first:last], str(last), last < len(rows)


def _at(schema: Mapping[str, Any], at: tuple[str, ...]) -> Mapping[str, Any]:
    for name in at:
        schema = schema["properties"][name]
    return schema


def _put(answer: Mapping[str, Any], at: tuple[str, ...], rows: Any) -> Mapping[str, Any]:
    """An answer, or its schema, with a list put where it stands."""
    name, *within = at
    return {**answer, name: _put(answer[name], tuple(within), rows) if within else rows}
