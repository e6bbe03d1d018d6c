"""Who and where: people and countries in an article, and the same person across articles."""
