"""The operator's side: the command line and the Textual console. Knows the supervisor only through its door."""
