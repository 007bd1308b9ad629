"""Downloads: what is asked for, made once for many askers, kept, and sent."""
