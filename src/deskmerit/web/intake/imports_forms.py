"""Forms of imports: files and their map; columns matched on screen."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from deskmerit.web import workspace
from deskmerit.web.bridge import imports as bridge
from deskmerit.web.intake.models import Import
from deskmerit.web.org.forms import Files
from deskmerit.web.shared import wording
from deskmerit.web.shared.organisation import settings_of


class UploadForm(forms.Form):
    """Files, and the map that tells what their columns mean."""

    sheets = Files(label=_("files"), help_text=_("CSV, Excel, JSON lines or Parquet; also as .gz or .zip."))
    map = forms.ChoiceField(label=_("what its columns mean"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(name, wording.lang_text(title)) for name, title in bridge.maps(workspace.folder())]
        field: Any = self.fields["map"]
        field.choices = [("", _now("Match the columns on screen")), *known]


class MatchForm(forms.Form):
    """Which column of a table each header of the file is; one value for all rows where the file has none."""

    name = forms.CharField(label=_("name of the map"), max_length=60)
    over = forms.BooleanField(label=_("replace the map of this name"), required=False)
    source = forms.CharField(label=_("name of the source"), max_length=60, required=False)
    zone = forms.CharField(label=_("zone of its times"), max_length=60)
    dates = forms.ChoiceField(label=_("order of dates"))

    def __init__(self, *args: Any, table: str, header: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.columns = table, bridge.columns(table)
        known, heads = bridge.suggested(table, header), [each for each in dict.fromkeys(header) if each]
        dates: Any = self.fields["dates"]
        dates.choices = [
            ("y/m/d", _now("2026-09-30: year, month, day")), ("d/m/y", _now("30/9/2026: day, month, year")),
            ("m/d/y", _now("9/30/2026: month, day, year")),
        ]  # fmt: skip
        self.fields["zone"].initial = settings_of().zone
        for name, title, needed, allowed in self.columns:
            choices = [("", "–"), *((each, each) for each in heads)]
            said = wording.lang_text(title) + (" *" if needed else "")
            self.fields[f"m.{name}"] = forms.ChoiceField(
                choices=choices, required=False, initial=known.get(name, ""), label=said
            )  # fmt: skip
            constant: forms.Field = forms.CharField(required=False, label=_now("one value for all rows"))
            if allowed:
                constant = forms.ChoiceField(
                    choices=[("", "–"), *((each, each) for each in allowed)], required=False, label=constant.label
                )  # fmt: skip
            self.fields[f"k.{name}"] = constant

    def clean_zone(self) -> str:
        """A zone of the IANA list."""
        said: str = self.cleaned_data["zone"].strip()
        if said not in available_timezones():
            raise forms.ValidationError(_("No such zone. Write it as Asia/Shanghai."))
        return said

    def lines(self) -> list[tuple[Any, Any]]:
        """For each column of the table its two fields."""
        return [(self[f"m.{name}"], self[f"k.{name}"]) for name, *_rest in self.columns]

    def told(self) -> dict[str, Any]:
        """What was matched."""
        given = self.cleaned_data
        names = [name for name, *_rest in self.columns]
        return {
            "table": self.table, "name": given["name"], "over": given["over"], "source": given["source"],
            "zone": given["zone"], "dates": given["dates"], "matched": {n: given[f"m.{n}"] for n in names},
            "constants": {n: given[f"k.{n}"] for n in names},
        }  # fmt: skip


def name_of(row: Import) -> str:
    """A name for the map of a file: its own, else the file's without its date."""
    if row.map.startswith(f"{bridge.MAPS}/"):
        return Path(row.map).stem
    return Path(row.files[0]).stem.rstrip("0123456789-_. ") or "map" if row.files else "map"
