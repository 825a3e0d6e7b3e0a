"""The offline page: one HTML file that runs the tool in a browser.

`build` writes it. `app` is what runs in it that is Python, `src` what is TypeScript.
"""
