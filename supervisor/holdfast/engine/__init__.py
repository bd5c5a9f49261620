"""Floor 2: makes the World's effects happen and brings back what came of them."""
