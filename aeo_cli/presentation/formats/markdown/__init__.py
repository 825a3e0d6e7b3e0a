"""Markdown: for a code host or a chat that renders it, and legible as plain text."""

from aeo_cli.presentation.formats.markdown.difference import differ
from aeo_cli.presentation.formats.markdown.explanation import explain
from aeo_cli.presentation.formats.markdown.report import render

__all__ = ["differ", "explain", "render"]
