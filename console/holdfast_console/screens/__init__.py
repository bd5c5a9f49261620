"""Places of the console: each says what it shows and which line is under the cursor."""
