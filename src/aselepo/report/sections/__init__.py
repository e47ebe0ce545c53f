"""One module per section of the report, each with `section(reader, ...) -> Section`."""
