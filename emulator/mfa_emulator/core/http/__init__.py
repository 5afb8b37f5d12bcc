"""HTTP without a server: requests and replies, routes, limits, and calls to the outside."""
