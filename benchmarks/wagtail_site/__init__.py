"""A Wagtail site with the same content, in an environment of its own; see benchmarks/README.md."""
