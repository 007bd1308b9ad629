"""Words that every other package shares: values and errors, no input or output."""
