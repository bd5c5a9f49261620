"""Floor 0: pure decisions. No clock, no asyncio, no os, no sockets, no logging: values in, values out."""
