"""What attackers write into names and texts, to be shown on every surface without effect."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    '"><script>alert(1)</script>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "<!--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "{{ 7|add:7 }}{% debug %}",
    "${alert(1)}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<math><mtext></p><script>alert(1)</script>",
    "<details open ontoggle=alert(1)>",
    "<base href=//evil.example>",
    "<form action=//evil.example><input name=x>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<object data=javascript:alert(1)>",
    "<x style=background:url(//evil.example)>",
    'https://a.example/"onmouseover="alert(1)',
    "https://a.example/'><script>alert(1)</script>",
    "https://a.example/<script>alert(1)</script>",
    "javascript:alert(1)//https://a.example",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "\ufeff<script>alert(1)</script>",
    "\u202e<script>alert(1)</script>",
    "<script>alert(1)</script>".translate(str.maketrans("<>", "\uff1c\uff1e")),
    "\u2028<script>alert(1)</script>",
    "<<script>script>alert(1)<</script>/script>",
    "<input value=x><isindex action=javascript:alert(1)>",
    "`-alert(1)-`",
    "\\x3cscript\\x3ealert(1)\\x3c/script\\x3e",
    "<p id=main>",
    "<template><script>alert(1)</script></template>",
]


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, ...]] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, *sorted(name for name, _value in attrs)))
        self.addresses |= {
            value or "" for name, value in attrs if name in {"href", "src", "action"}
        }

    @property
    def schemes(self) -> set[str]:
        return {urlsplit(address).scheme for address in self.addresses}
