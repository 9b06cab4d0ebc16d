"""A notice in words, for templates of other folders: `{% load notices %}`."""

from django import template

from deskmerit.web.notices import said
from deskmerit.web.notices.models import Notice

register = template.Library()


@register.filter
def notice_subject(notice: Notice) -> str:
    """The subject of a notice in the page's language."""
    return said.subject(notice)
