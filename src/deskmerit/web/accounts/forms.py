"""Forms of accounts: signing in, the first run, one's settings, tokens."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from deskmerit.web.accounts.models import User


class SignIn(LoginForm):
    """Employee number or e-mail, and the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Employee number or e-mail")
        self.fields["login"].widget.attrs |= {"placeholder": "", "autocomplete": "username webauthn"}
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["password"].help_text = ""


class Mail(forms.Form):
    """How messages go out; kept as the preference `mail`. `told`: what became of a test message."""

    told = ""

    host = forms.CharField(label=_("mail server"), required=False, help_text=_("Empty: messages go to the log."))
    port = forms.IntegerField(
        label=_("port"), initial=587, required=False, validators=[MinValueValidator(1), MaxValueValidator(65535)]
    )
    security = forms.ChoiceField(
        label=_("security"),
        choices=[("starttls", "STARTTLS"), ("ssl", "TLS"), ("none", _("none"))],
        initial="starttls",
        required=False,
    )
    user = forms.CharField(label=_("mail user"), required=False)
    password = forms.CharField(
        label=_("mail password"),
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Empty: the one kept before stays."),
    )
    sender = forms.EmailField(label=_("sender"), required=False, help_text=_("The address messages come from."))

    def values(self, kept: dict[str, Any]) -> dict[str, Any]:
        """The preference; an empty password keeps the one before for the same server."""
        told = self.cleaned_data
        same = kept.get("host") == told["host"]
        return {
            "host": told["host"],
            "port": told["port"] or 587,
            "security": told["security"] or "starttls",
            "user": told["user"],
            "password": told["password"] or (kept.get("password", "") if same else ""),
            "from": told["sender"],
        }


class First(forms.Form):
    """The first administrator and the organisation's language."""

    code = forms.CharField(
        label=_("one-time code"), help_text=_("It stands in the terminal where Deskmerit was started.")
    )
    name = forms.CharField(label=_("your name"), max_length=200)
    employee_no = forms.CharField(label=_("employee number"), max_length=60)
    email = forms.EmailField(label=_("e-mail"))
    new_password = forms.CharField(
        label=_("new password"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("new password again"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    language = forms.ChoiceField(label=_("language of the organisation"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not code:
            del self.fields["code"]

    def clean(self) -> dict[str, Any]:
        """Passwords that match and are good enough."""
        told = super().clean() or {}
        if told.get("new_password"):
            if told.get("again") and told["new_password"] != told["again"]:
                self.add_error("again", _("The two passwords differ. Type the same one twice."))
            about = User(username=told.get("employee_no", ""), email=told.get("email", ""))
            try:
                validate_password(told["new_password"], about)
            except forms.ValidationError as problems:
                self.add_error("new_password", problems)
        return told


class Settings(forms.ModelForm):
    """One's own language and theme."""

    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("language", "theme")


class NewToken(forms.Form):
    """A token: what for, and for how long."""

    name = forms.CharField(label=_("What it is for"), max_length=80)
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        initial=90,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("one year"))],
    )
