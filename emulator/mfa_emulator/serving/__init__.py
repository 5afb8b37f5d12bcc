"""Serving: everything between a socket, or a client in process, and the pipeline of a vendor."""
