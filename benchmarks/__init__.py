"""Measurements anybody can repeat: what a page costs, beside others that serve the same page."""
