"""What XML may hold."""

import pytest
from lxml import etree

from core.xml import legal


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("TNF-α in 5 mice", "TNF-α in 5 mice"),
        ("tab\tline\nend\r", "tab\tline\nend\r"),
        ("a\x00b\x0bc\x1f", "abc"),
        ("\ud800\ufffe\uffff", ""),
        ("\N{EYES}", "\N{EYES}"),
    ],
)
def test_only_what_xml_may_hold_is_kept(text, kept):
    assert legal(text) == kept


def test_every_text_can_be_written():
    element = etree.Element("title")
    element.text = legal("".join(map(chr, range(0x11000))))

    assert etree.fromstring(etree.tostring(element)).tag == "title"
