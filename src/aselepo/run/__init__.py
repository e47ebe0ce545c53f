"""The outermost room: configuration, executors, the pipeline from log to situation, commands.

Comes in: the command line, the mission folder, the clock. Goes out: results on stdout,
diagnostics on stderr, exit codes. Only here and in `web` is the log opened.
"""
