"""What runs in the page, in a worker of the browser: Python that makes its views and its files.

`requests` takes what the page sends; `session` is what one reader opened and answered; `views` and
`downloads` are what comes back.
"""
