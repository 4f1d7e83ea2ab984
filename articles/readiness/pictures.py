"""Checks of the pictures: alternative text and credit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.readiness.findings import ASKS, BLOCKS, Case, Finding


def lead_picture(case: Case) -> list[Finding]:
    image = case.edition.lead_image
    if image is None:
        return [Finding(ASKS, _("The story has no lead picture."), "lead_image")]
    if not image.alt and not image.is_decorative:
        return [Finding(BLOCKS, _("The lead picture has no alt text."), "lead_image")]
    return []


def credit(case: Case) -> list[Finding]:
    image = case.edition.lead_image
    if image is None or image.credit:
        return []
    return [Finding(ASKS, _("The lead picture has no credit."), "lead_image")]


def pictures_in_text(case: Case) -> list[Finding]:
    silent = [
        number
        for number, alt in case.figures
        if not alt and not (number and _is_decorative(case, int(number)))
    ]
    if not silent:
        return []
    return [Finding(BLOCKS, _("A picture in the text has no alt text."), "body_source")]


def _is_decorative(case: Case, number: int) -> bool:
    image = case.images.get(number)
    return image is not None and image.is_decorative
