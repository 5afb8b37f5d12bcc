"""Values of a scenario: matched, picked out of answers, and filled in by their names."""
