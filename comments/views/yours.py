"""The door to what we keep about a reader: ask for the link, see, take along, have it forgotten."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comments import holding, own_data
from comments.forms import AddressForm
from comments.origin import is_cross_site, without_cookie
from comments.views.answers import network_of, private, private_page

_SHOWN = 200


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the letter with the link."""
    at = timezone.now()
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or is_cross_site(request):
        return private_page(request, "comments/yours_ask.html", {"form": form})
    if not form.is_valid():
        return private_page(request, "comments/yours_ask.html", {"form": form}, status=422)
    own_data.ask(form.cleaned_data["email"], network=network_of(request, at=at), at=at)
    return private_page(request, "comments/yours_ask.html", {"form": form, "is_sent": True})


@without_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def yours(request: HttpRequest, word: str) -> HttpResponse:
    """The comments of one address; by POST, ask for their erasure or take that back."""
    at = timezone.now()
    hashes = _hashes(word)
    refusal = ""
    if request.method == "POST" and is_cross_site(request):
        refusal = _("This came from another site. If it was you, do it from here.")
    elif request.method == "POST":
        if request.POST.get("act") == "erase":
            keep_text = request.POST.get("keep") == "text"
            own_data.ask_erasure(hashes, keep_text=keep_text, at=at)
        elif request.POST.get("act") == "keep":
            own_data.cancel_erasure(hashes)
        address = reverse("comments:yours", args=[word])
        return private(HttpResponseRedirect(address, status=303))
    theirs = own_data.comments_of(hashes)
    context = {
        "kept": holding.kept(theirs)[:_SHOWN].count(),
        "rows": theirs[:_SHOWN],
        "wish": own_data.wish_of(hashes),
        "word": word,
        "refusal": refusal,
    }
    return private_page(request, "comments/yours.html", context)


@require_safe
def export(request: HttpRequest, word: str) -> HttpResponse:
    """Everything as one file."""
    data = {"comments": own_data.export(_hashes(word))}
    answer = JsonResponse(data, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="comments.json"'
    return private(answer)


def _hashes(word: str) -> list[str]:
    hashes = own_data.read(word, at=timezone.now())
    if hashes is None:
        raise Http404
    return hashes
