"""Floor 2: the door. HTTP over a Unix socket; knows Views and commands, not the engine."""
