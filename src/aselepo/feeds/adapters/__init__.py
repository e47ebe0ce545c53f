"""The built-in feeds, one module each."""
