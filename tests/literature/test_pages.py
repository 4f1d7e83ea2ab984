"""Pages are read as printed, refused when backwards, and written as each style wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from literature.pages import PagesError, parse_pages


@pytest.mark.parametrize(
    ("raw", "kind", "first", "last"),
    [
        ("", "unpaginated", "", ""),
        ("625-728", "range", "625", "728"),
        ("pp. 625–728.", "range", "625", "728"),
        ("pages 625 — 728", "range", "625", "728"),
        ("625--728", "range", "625", "728"),
        ("625\u2212728", "range", "625", "728"),
        ("\xa0625-8", "range", "625", "628"),
        ("1199-205", "range", "1199", "1205"),
        ("1496-504", "range", "1496", "1504"),
        ("126A-7A", "prefixed", "126A", "127A"),
        ("126A-127A", "prefixed", "126A", "127A"),
        ("S20-42", "prefixed", "S20", "S42"),
        ("S20-S42", "prefixed", "S20", "S42"),
        ("e419S-e494S", "prefixed", "e419S", "e494S"),
        ("S20", "single", "S20", "S20"),
        ("e124", "elocator", "e124", ""),
        ("e1008184", "elocator", "e1008184", ""),
        ("n71", "elocator", "n71", ""),
        ("CD006207", "elocator", "CD006207", ""),
        ("eadx1234", "elocator", "eadx1234", ""),
        ("iii-v", "roman", "iii", "v"),
        ("xii", "roman", "xii", "xii"),
        ("4068-4068", "single", "4068", "4068"),
        ("2756", "single", "2756", "2756"),
        ("34-6, 87-91, 110-2", "list", "34", "112"),
        ("34-6 passim", "list", "34", "36"),
        ("31-7 contd", "list", "31", "37"),
        ("1-6; discussion 7-9", "list", "1", "6"),
        ("1-10-1-15", "unparsed", "", ""),
        ("2.e1-2.e8", "unparsed", "", ""),
        ("5-S7", "unparsed", "", ""),
        ("S1080-6032(22)00139-9", "pii", "", ""),
    ],
)
def test_pages_read(raw, kind, first, last):
    pages = parse_pages(raw)

    assert (pages.kind, pages.first, pages.last) == (kind, first, last)


def test_number_in_the_place_of_an_article_number_is_no_page():
    assert parse_pages("100047", article_number=True).kind == "elocator"


@pytest.mark.parametrize("raw", ["728-625", "482-475", "S42-S20", "v-iii", "1-5, 9-7"])
def test_pages_that_run_backwards_refused(raw):
    with pytest.raises(PagesError, match="run backwards"):
        parse_pages(raw)


def test_short_end_that_expands_backwards_refused_with_both_forms():
    with pytest.raises(PagesError, match=r"625-1 \(625-621\)"):
        parse_pages("625-1")


def test_list_keeps_its_segments_and_tail():
    pages = parse_pages("34-6, 87-91, 110-2 passim")

    assert pages.segments == (("34", "36"), ("87", "91"), ("110", "112"))
    assert pages.tail == "passim"


@pytest.mark.parametrize(
    ("raw", "count"), [("625-728", 104), ("4068", 1), ("S20-S42", None), ("e124", None)]
)
def test_page_count_of_plain_numbers_only(raw, count):
    assert parse_pages(raw).page_count == count


@pytest.mark.parametrize(
    ("inner", "outer", "answer"),
    [
        ("630-640", "625-728", True),
        ("625-728", "625-728", True),
        ("442-450", "625-728", False),
        ("700-730", "625-728", False),
        ("S20-S42", "S1-S100", True),
        ("S20-S42", "625-728", None),
        ("e124", "625-728", None),
        ("iii-v", "625-728", None),
        ("", "625-728", None),
        ("630-640", "", None),
    ],
)
def test_pages_within_others(inner, outer, answer):
    assert parse_pages(inner).within(parse_pages(outer)) is answer


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("12-19", "12-9"),
        ("21-30", "21-30"),
        ("304-310", "304-10"),
        ("645-648", "645-8"),
        ("1199-1205", "1199-205"),
        ("99-101", "99-101"),
        ("S6-S12", "S6-12"),
        ("126A-127A", "126A-7A"),
        ("e419S-e494S", "e419S-e494S"),
        ("iii-v", "iii-v"),
        ("e124", "e124"),
        ("34-36, 87-91 passim", "34-6, 87-91 passim"),
        ("S1080-6032(22)00139-9", ""),
    ],
)
def test_pages_with_only_the_digits_that_change(raw, written):
    assert parse_pages(raw).minimal() == written


@pytest.mark.parametrize(
    ("raw", "written"),
    [
        ("3-10", "3–10"),
        ("71-72", "71–72"),
        ("100-108", "100–108"),
        ("107-108", "107–8"),
        ("505-517", "505–17"),
        ("321-328", "321–28"),
        ("2603-2615", "2603–15"),
        ("1496-1504", "1496–504"),
        ("737-738", "737–38"),
        ("625-728", "625–728"),
        ("S20-S42", "S20–42"),
    ],
)
def test_pages_by_the_chicago_rule(raw, written):
    assert parse_pages(raw).chicago() == written


@given(st.integers(1, 99999), st.integers(0, 9999))
def test_shortened_pages_read_back_as_the_same_pages(first, length):
    pages = parse_pages(f"{first}-{first + length}")

    assert parse_pages(pages.minimal()).segments == pages.segments
    assert parse_pages(pages.chicago()).segments == pages.segments


@given(st.text(alphabet="0123456789-, SeAiv.()", max_size=24))
def test_pages_reader_answers_any_text(raw):
    try:
        pages = parse_pages(raw)
    except PagesError as error:
        assert str(error)
    else:
        assert pages.kind
