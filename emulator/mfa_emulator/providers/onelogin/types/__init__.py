"""Requests and answers, named as in the published SDK."""
