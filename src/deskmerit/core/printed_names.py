"""Which indicator of a plan a name printed on a scorecard means."""

import re
from collections.abc import Sequence

from deskmerit.core.metric import Text
from deskmerit.core.plan import Indicator

PRINTED = {
    "first_response_time": ("平均响应时长", "响应时长", "averageresponsetime", "responsetime"),
    "total": ("各季度总分平均", "meanofthequarters"),
}
"""What a printed scorecard calls a metric, bare; it means it only where no title of the plan does."""


def matched(name: str, indicators: Sequence[Indicator]) -> Indicator | None:
    """The indicator that a printed name means: its id, a title in any language, or the only title it overlaps with.

    The printed template calls the first response "average response time": so it is read where no title says otherwise.

    >>> matched("客户满意度（五分制）", []) is None
    True
    """
    wanted = bare_name(name)
    titles = [
        (each, {bare_name(text) for text in (each.id, each.metric.id, *texts(each.title))}) for each in indicators
    ]
    exact = [each for each, own in titles if wanted in own]
    near = [each for each, own in titles if wanted and any(text and (text in wanted or wanted in text) for text in own)]
    printed = [each for each in indicators if wanted in PRINTED.get(each.metric.id, ())]
    found = exact[:1] or (near if len(near) == 1 else printed)
    return found[0] if len(found) == 1 else None


def texts(title: Text) -> list[str]:
    """A title in every language."""
    return list(title.values())


def bare_name(name: str) -> str:
    """A name without brackets, blanks and signs, in lower case.

    >>> bare_name("Satisfaction (1–5)"), bare_name("服务过程（25）")
    ('satisfaction', '服务过程')
    """
    return re.sub(r"[\W_]+", "", re.sub(r"[(（\[【].*?[)）\]】]", "", name)).lower()
