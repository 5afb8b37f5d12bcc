"""Request and response structs of projects' configuration."""
