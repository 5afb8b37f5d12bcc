"""Codes by e-mail (out-of-band codes): sent, looked up and applied."""
