"""Clients without a socket: transports for httpx and httpx2 that call the application in process."""
