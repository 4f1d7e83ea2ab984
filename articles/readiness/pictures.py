"""Checks of the pictures: alternative text and credit."""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.readiness.findings import ASKS, BLOCKS, Case, Finding
from media.models import Image

NEEDS_CREDIT = {Image.Licence.CC_BY, Image.Licence.CC_BY_SA}


def lead_picture(case: Case) -> list[Finding]:
    image = case.edition.lead_image
    if image is None:
        return [Finding(ASKS, _("The story has no lead picture."), "lead_image")]
    if not image.alt and not image.is_decorative:
        return [Finding(BLOCKS, _("The lead picture has no alt text."), "lead_image")]
    return []


def credit(case: Case) -> list[Finding]:
    """A picture without a credit: asked about, and stopped where its licence is given for one."""
    image = case.edition.lead_image
    findings = []
    if image is not None and not image.credit:
        findings.append(_no_credit(image, _("The lead picture has no credit."), "lead_image"))
    for number in dict.fromkeys(number for number, alt in case.figures if number):
        inner = case.images.get(int(number))
        if inner is not None and not inner.credit and not inner.is_decorative:
            said = _("The picture “%s” in the text has no credit.") % inner.title
            findings.append(_no_credit(inner, said, "body_source"))
    return findings


def _no_credit(image: Image, said: str, field: str) -> Finding:
    if image.licence in NEEDS_CREDIT:
        said += " " + _("Its licence, %s, asks for one.") % image.get_licence_display()
        return Finding(BLOCKS, said, field)
    return Finding(ASKS, said, field)


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
