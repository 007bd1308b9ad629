"""The frame around all pages: home, errors, health, headers, logs."""
