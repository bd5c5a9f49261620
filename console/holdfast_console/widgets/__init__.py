"""Pieces that screens are made of: two widgets that show lines, and painters that make lines."""
