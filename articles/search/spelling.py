"""Which known word an unknown one may have meant. Known are words that readers have seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, Q, QuerySet, Value, When
from django.db.models.functions import Length
from rapidfuzz import fuzz, process

from articles.models import SearchWord

ALIKE = 75  # of a hundred, in rapidfuzz's ratio
WEIGHED = 5_000
LONGER = 3  # letters by which a misspelt word may differ in length


def alike(words: Sequence[str]) -> dict[str, str]:
    """For each unknown word the known one it is most like, where there is one.

    One query, whatever the number of words.
    """
    looked_up = sorted({word for word in words if not word.isdigit()})
    if not looked_up:
        return {}
    found = list(_weighed(looked_up).values_list("pk", flat=True)[: WEIGHED * len(looked_up)])
    unknown = set(looked_up).difference(found)
    return {word: match for word in sorted(unknown) if (match := _most_like(word, found))}


def _weighed(words: Collection[str]) -> QuerySet[SearchWord]:
    """Those of the words that are known, then what the others may be."""
    known = Q(pk__in=words)
    near = reduce(or_, (_might_be(word) for word in words))
    order = Case(When(known, then=Value(0)), default=Value(1))
    return SearchWord.objects.annotate(length=Length("pk")).filter(known | near).order_by(order)


def _might_be(word: str) -> Q:
    """Words with the same first letter, about as long; none for a word that is known."""
    first = {"pk__gte": word[0], "pk__lt": chr(ord(word[0]) + 1)}
    about = Q(**first, length__range=(len(word) - LONGER, len(word) + LONGER))
    return about & Q(~Exists(SearchWord.objects.filter(pk=word)))


def _most_like(word: str, words: Iterable[str]) -> str:
    own = [one for one in words if one[0] == word[0]]
    found = process.extractOne(word, own, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return found[0] if found else ""
