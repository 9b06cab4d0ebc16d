"""A plan as YAML: reading with file and line in every message, writing as a person would."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from deskmerit.core.issue import Issue, Level, Where, errors
from deskmerit.core.metric import Metric
from deskmerit.core.plan import Plan
from deskmerit.planfile.fingerprint import stamped
from deskmerit.planfile.schema.base import Context, PlainNumber
from deskmerit.planfile.schema.whole import PLAN, plan_of
from deskmerit.records import yamltree
from deskmerit.records.yamltree import Node, Plain

_WIDTH = 118


def read_yaml(path: Path, catalogue: Mapping[str, Metric]) -> tuple[Plan | None, list[Issue]]:
    """The plan of a YAML file, or None with every reason. Raises OSError as `Path.open` does."""
    tree, issues = yamltree.read(path)
    plan, more = plan_from_tree(tree, path.name, catalogue)
    return (None if errors(issues) else plan), [*issues, *(more if tree or not issues else [])]


def plan_from_text(text: str, file: str, catalogue: Mapping[str, Metric]) -> tuple[Plan | None, list[Issue]]:
    """The plan of a YAML text; `file` is its name in messages."""
    tree, issues = yamltree.parse(text, file)
    plan, more = plan_from_tree(tree, file, catalogue)
    return (None if errors(issues) else plan), [*issues, *(more if tree or not issues else [])]


def plan_from_tree(tree: Node | None, file: str, catalogue: Mapping[str, Metric]) -> tuple[Plan | None, list[Issue]]:
    """The plan of a tree that was read from `file`."""
    if tree is None:
        return None, [Issue(Level.ERROR, "plan-empty", Where(file=file))]
    context = Context(lambda line, path: Where(file=file, line=line, path=path), catalogue)
    plan = plan_of(context, tree)
    found = sorted(context.issues, key=lambda issue: issue.where.line or 0)
    return (stamped(plan) if plan and not errors(found) else None), found


def write_yaml(plan: Plan) -> str:
    """The plan as YAML text that `read_yaml` takes back without loss; comments are the author's and aren't kept."""
    tree = PLAN.write(plan)
    assert isinstance(tree, dict)
    return write_tree(tree)


def write_tree(tree: Mapping[str, Plain]) -> str:
    """A plan's tree as YAML text, whether or not it can be read as a plan yet."""
    parts = [_text({key: each}) for key, each in tree.items()]
    long = [part.count("\n") > 1 for part in parts]
    apart = [n > 0 and (long[n] or long[n - 1]) for n in range(len(parts))]
    return "".join(f"\n{part}" if gap else part for gap, part in zip(apart, parts, strict=True))


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(part: dict[str, Plain]) -> str:
    text: str = yaml.serialize(_node(part, 0), Dumper=_Dumper, allow_unicode=True, width=_WIDTH)
    return text


_STRING = "tag:yaml.org,2002:str"
_RESOLVER = yaml.resolver.Resolver()


def _node(value: Plain, depth: int) -> yaml.Node:
    """A YAML node; small lists and maps stay on one line as people write them."""
    if isinstance(value, dict):
        pairs = [(_scalar(key), _node(each, depth + 1)) for key, each in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=depth > 0 and _small(value))
    if isinstance(value, list):
        items = [_node(each, depth + 1) for each in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=_small(value))
    return yaml.ScalarNode("tag:yaml.org,2002:null", "null") if value is None else _scalar(value)


def _scalar(text: str) -> yaml.ScalarNode:
    bare = isinstance(text, PlainNumber)
    # A number keeps its own tag, so that it stands without quotes; a text that looks like one gets them.
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) if bare else _STRING  # type: ignore[no-untyped-call]  # not in the stubs
    return yaml.ScalarNode(tag, str(text))


def _small(value: Plain) -> bool:
    return len(str(value)) <= 150 and "\n" not in str(value)
