"""Scrubbing: nothing of a recording is kept but what is known to be harmless.

Texts are kept that are the vendor's own words: names of fields, values of enumerations, its errors, instants, small
numbers. All else becomes a placeholder, `<token-1>`, the same for the same value, so that flows stay connected. Values
that nothing is known of are placeholders too, and each is told.
"""
