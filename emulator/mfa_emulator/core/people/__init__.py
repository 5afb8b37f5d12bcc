"""People and their factors, ready-made for a vendor that keeps no more of them than most do."""
