"""Floor 1: one kernel facility a file. These modules act and report; they decide nothing."""
