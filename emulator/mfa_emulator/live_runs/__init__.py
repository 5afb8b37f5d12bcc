"""Live vendors as a target of scenarios: what is called there is marked safe, recorded, and removed again."""
