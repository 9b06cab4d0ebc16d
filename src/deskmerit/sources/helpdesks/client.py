"""Asking a helpdesk over its interface, by dlt's client: paging, tries anew, and waiting as long as it is told to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deskmerit.sources.helpdesks.pace import Pace

AGAIN = (409, 429, *range(500, 600))
"""Answers after which the same request is tried anew."""

TIMES = 8
"""Tries of one request: the last comes some four minutes after the first, later where the helpdesk says so."""

LONGEST = 300
"""Seconds to wait at most between two tries."""


class Stopped(Exception):  # noqa: N818  # said to a person, not a bug
    """A helpdesk didn't answer, or refused. What was loaded before stays; the next sync goes on from there.

    `reason`: an HTTP status, or `unreachable`, or `unreadable`. `path`: what was asked for, without its question.
    """

    def __init__(self, reason: str, path: str) -> None:
        super().__init__(f"{reason}: {path}")
        self.reason, self.path = reason, path


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is tried, and the factor of the growing pauses between tries (seconds)."""

    times: int = TIMES
    factor: int = 1
    longest: int = LONGEST
    timeout: int = 60


class Client:
    """A helpdesk's interface at its address. What it raises names neither a credential nor a question.

    Before a request it waits as `pace` wants. Requests that meet 409, 429, 5xx or a cut connection are tried anew:
    after the pause the helpdesk names, else after one that doubles each time.
    """

    def __init__(
        self, url: str, headers: Mapping[str, str], patience: Patience | None = None, pace: Pace | None = None
    ) -> None:
        from dlt.common.configuration.specs import RuntimeConfiguration
        from dlt.sources.helpers.requests.retry import Client as Retrying
        from dlt.sources.helpers.rest_client import RESTClient

        said, self._pace = patience or Patience(), pace or Pace()
        retrying = Retrying(
            request_timeout=said.timeout,
            raise_for_status=False,
            status_codes=AGAIN,
            request_max_attempts=said.times,
            request_backoff_factor=said.factor,
            request_max_retry_delay=said.longest,
        )
        # The only place that knows how long a try anew waits.
        retrying.session.send.retry.before_sleep = self._waiting
        # A given configuration: else dlt looks for one in files of the folder it happens to run in.
        config = RuntimeConfiguration(http_show_error_body=False)
        self._said = {"base_url": url, "headers": dict(headers), "session": retrying.session}
        self._client = RESTClient(url, dict(headers), session=retrying.session, config=config)

    def declared(self) -> dict[str, Any]:
        """The interface for resources that dlt declares: address, headers, and a session that tries anew."""
        return dict(self._said)

    def get(self, path: str, missing: object = ..., hidden: object = ..., **question: object) -> Any:
        """What the helpdesk answers, read from JSON; `missing` where it says there is no such thing (404, 410),
        `hidden` where it says that this account may not see it (403)."""
        answer = self._asked(path, question)
        if answer.status_code in (404, 410) and missing is not ...:
            return missing
        if answer.status_code == 403 and hidden is not ...:
            return hidden
        if answer.status_code >= 400:
            raise Stopped(str(answer.status_code), path.partition("?")[0])
        return self._read(answer, path)

    def pages(self, path: str, select: str, paginator: object, **question: object) -> Iterator[list[Any]]:
        """The pages of a list, by one of dlt's paginators; `select` is the place of the list in an answer."""
        from dlt.sources.helpers.requests import HTTPError, RequestException

        self._pace.keep(path)
        try:
            yield from self._client.paginate(path, params=question, paginator=paginator, data_selector=select)
        except HTTPError as problem:
            raise Stopped(str(problem.response.status_code), path) from None
        except RequestException:
            raise Stopped("unreachable", path) from None
        except ValueError:
            raise Stopped("unreadable", path) from None

    def _asked(self, path: str, question: Mapping[str, object]) -> Any:
        from dlt.sources.helpers.requests import RequestException

        self._pace.keep(path)
        try:
            return self._client.get(path, params=dict(question))
        except RequestException:
            raise Stopped("unreachable", path.partition("?")[0]) from None

    def _waiting(self, state: Any) -> None:
        if self._pace.told and int(state.next_action.sleep):
            self._pace.told(0, int(state.next_action.sleep))

    @staticmethod
    def _read(answer: Any, path: str) -> Any:
        try:
            return answer.json()
        except ValueError:
            raise Stopped("unreadable", path.partition("?")[0]) from None
