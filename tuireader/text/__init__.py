"""What every room needs to treat text: terminal-safe text, folding with a map back, cell width, wrapping."""
