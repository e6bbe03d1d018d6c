"""What every room needs to treat text: terminal-safe text, folding with an offset map, cell width, wrapping."""
