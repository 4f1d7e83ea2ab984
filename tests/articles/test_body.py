"""The text of a story on its way to readers."""

from articles import body


def mark(key, text="?"):
    return f'<a class="cite" href="#ref-{key}">{text}</a>'


def test_marks_are_numbered_by_first_mention():
    source = f"<p>One{mark('bbbbbb')}, two{mark('aaaaaa')}, one again{mark('bbbbbb')}.</p>"

    rendered = body.render(source, ["aaaaaa", "bbbbbb"])

    assert rendered.numbers == {"bbbbbb": 1, "aaaaaa": 2}
    assert rendered.text == "One, two, one again."


def test_first_mark_can_be_returned_to_and_is_named():
    rendered = body.render(f"<p>{mark('aaaaaa')} {mark('aaaaaa')}</p>", ["aaaaaa"])

    assert rendered.html.count('id="cite-aaaaaa"') == 1
    assert rendered.html.count('aria-label="Reference 1"') == 2


def test_mark_without_citation_is_dropped_with_the_text_kept():
    rendered = body.render(f"<p>Before{mark('zzzzzz')} after.</p>", ["aaaaaa"])

    assert rendered.html == "<p>Before after.</p>"
    assert rendered.order == ["aaaaaa"]


def test_source_and_html_are_cleaned():
    rendered = body.render('<p onclick="x()">Text<script>alert(1)</script></p>', [])

    assert (rendered.source, rendered.html) == ("<p>Text</p>", "<p>Text</p>")


def test_empty_text_stays_empty():
    assert body.render("", []).html == ""


def test_text_that_looks_like_markup_stays_text():
    rendered = body.render("&lt;b&gt; is bold<p>Yes.</p>", [])

    assert rendered.text == "<b> is bold\nYes."


def test_rendering_the_source_again_changes_nothing():
    once = body.render(f"<h2>Head</h2><p>See {mark('aaaaaa')}.</p>", ["aaaaaa"])

    again = body.render(once.source, ["aaaaaa"])

    assert again == once


def test_mentioned_gives_each_key_once():
    source = f"<p>{mark('bbbbbb')}{mark('aaaaaa')}{mark('bbbbbb')}</p>"

    assert body.mentioned(source) == ["bbbbbb", "aaaaaa"]


def test_headings_get_anchors_of_their_words_once_each():
    rendered = body.render(
        '<h2 id="mine">What was found?</h2><h3>Méthode</h3><h2>What was <i>found</i></h2>'
        "<h2>鼠</h2>",
        [],
    )

    assert body.contents(rendered.html) == [
        ("part-what-was-found", "What was found?"),
        ("part-what-was-found-2", "What was found"),
        ("part-text", "鼠"),
    ]
    assert '<h3 id="part-methode">' in rendered.html


def test_anchor_of_a_heading_is_cut_between_words():
    rendered = body.render(f"<h2>{'word ' * 40}</h2>", [])

    [(anchor, _words)] = body.contents(rendered.html)
    assert len(anchor) <= 80
    assert anchor.endswith("-word")
