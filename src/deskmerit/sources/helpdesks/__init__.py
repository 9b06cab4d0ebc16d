"""Live helpdesks as a source of records: each kind fetches what changed and maps it to the canonical tables."""

from collections.abc import Mapping

from deskmerit.sources.helpdesks import chatwoot, freshdesk, mapped, rt, zammad, zendesk
from deskmerit.sources.helpdesks.model import Vendor

KINDS: Mapping[str, Vendor] = {
    "zendesk": zendesk.VENDOR,
    "freshdesk": freshdesk.VENDOR,
    "chatwoot": chatwoot.VENDOR,
    "zammad": zammad.VENDOR,
    "rt": rt.VENDOR,
    "sql": mapped.SQL,
    "rest": mapped.REST,
}
"""Every kind of source, by the `kind` that `deskmerit.yaml` names."""

__all__ = ["KINDS"]
