"""Delivery of codes and events: message texts, templates, attempts, webhooks."""
