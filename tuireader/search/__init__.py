"""Search: the query language, spelling forgiven over the vocabulary, ranking in tiers, reasons."""
