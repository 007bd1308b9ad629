"""Settings: what the environment says (no Django needed), and what Django makes of it."""
