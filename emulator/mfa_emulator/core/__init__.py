"""The kernel that every provider stands on: clock, ids, inbox, store, tokens, faults, journal and the request pipeline.

Nothing in here knows a vendor.
"""
