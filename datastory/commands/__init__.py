"""One module a command, each with `run(options)`: it gives the problems that fail the command."""
