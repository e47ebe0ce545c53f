"""One module per family of commands, each with `register(cli)`; heavy imports stay inside."""
