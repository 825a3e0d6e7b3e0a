"""The profile: what is known of one enterprise, its readings and its pending business.

A document and the catalogue that declares its facts come in; a `Profile` goes out, and can be
changed and written again. It does not know what follows from a profile.
"""
