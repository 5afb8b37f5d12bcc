"""Recordings of exchanges with a vendor: taken by a proxy, scrubbed of secrets, written as scenarios."""
