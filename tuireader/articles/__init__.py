"""From bytes to articles: walking sources, decoding, formats, cleaning rules, headline, date, byline."""
