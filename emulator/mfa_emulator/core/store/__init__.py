"""Storage: tables of frozen records with declared indexes, and the states that providers keep in them."""
