"""The offline page: one HTML file that runs the tool in a browser.

`build` writes it; `session` is the part of it that is Python, `src` the part that is TypeScript.
"""
