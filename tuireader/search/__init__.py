"""The query language, fuzzy matching over the vocabulary, ranking and reasons."""
