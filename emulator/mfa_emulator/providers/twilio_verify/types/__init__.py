"""The published requests and resources, by noun. Requests are named as in Twilio's own SDKs."""
