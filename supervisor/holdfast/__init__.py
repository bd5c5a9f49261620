"""holdfast: every worker runs the configuration you approved, and proves it."""

__version__ = "0.1.0"
