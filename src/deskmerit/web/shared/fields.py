"""Exact numbers in the database, decimals kept as integers (SQLite would turn them into floats); choices of forms."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

CHOOSE = _("- Select an option -")
"""Django's own label of an empty choice, kept here for its Chinese, which Django lacks."""


def offer(form: forms.BaseForm, name: str, choices: Any) -> None:
    """Sets what a choice field of a form offers: rows of a table, or pairs of value and words."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = choices
    else:
        field.choices = choices


class HundredthsField(models.BigIntegerField):
    """A decimal with at most two places (a score, an amount in cents), stored as hundredths.

    Raises ValidationError for anything with more places: nothing is rounded on the way in.
    """

    description = "a decimal stored in hundredths"
    _pyi_private_set_type: Decimal | int | str | Combinable  # type: ignore[assignment]  # decimals outside
    _pyi_private_get_type: Decimal  # type: ignore[assignment]  # integers only inside

    def from_db_value(self, value: int | None, expression: object, connection: object) -> Decimal | None:
        """Hundredths → Decimal."""
        return None if value is None else Decimal(value).scaleb(-2)

    def to_python(self, value: Any) -> Decimal | None:
        """Text, integer or decimal → Decimal."""
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError:
            raise ValidationError(_("%(value)s is no number."), params={"value": value}) from None

    def get_prep_value(self, value: Any) -> int | None:
        """Decimal → hundredths."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        number = self.to_python(value)
        assert number is not None
        scaled = number.scaleb(2)
        if scaled != scaled.to_integral_value():
            raise ValidationError(_("%(value)s has more than two decimals."), params={"value": value})
        return int(scaled)

    def formfield(self, **kwargs: Any) -> Any:
        """A decimal form field."""
        return forms.DecimalField(
            **{"required": not self.blank, "label": self.verbose_name, "decimal_places": 2, "max_digits": 18, **kwargs}
        )

    @property
    def validators(self) -> list[Any]:
        """None: the integer field's range checks would compare hundredths with units."""
        return []
