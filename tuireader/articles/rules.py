"""The cleaning rules by name: what each takes out of a text, and from where.

What a rule takes stands in `Article.removed` under its name. A rule that reads something too, such as a
dateline its place, still reads it when it is switched off; the words then stay in the text. Page furniture
and a mail's signature are told apart by the format: switched off, they stand below the article.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One cleaning rule."""

    name: str
    takes: str
    """What it takes away and from where, in a few words."""
    example: str
    """A piece that it takes; empty for a rule that takes nothing."""
    always: bool = False
    """Whether it cannot be switched off: without it there would be no text to show."""


RULES: tuple[Rule, ...] = (
    Rule("entities", "HTML entities; the characters they mean stay", "&rsquo;", always=True),
    Rule("soft hyphens", "marks within words where they may be broken", "de‧ploy‧ment", always=True),
    Rule("blank lines", "all but one of a run of blank lines", "", always=True),
    Rule("page furniture", "what a web page shows beside the article", "Home Sport Weather"),
    Rule("mail signature", "what stands below the line `-- ` of a message", "Oda Brandvold, press desk"),
    Rule("hidden markup", "scripts, shortcodes and what else Markdown does not show", "toggle(1)"),
    Rule(
        "front matter",
        "YAML, TOML, JSON or named lines above the text, read for its fields",
        "title: Boats go green",
    ),
    Rule("database copy", "what Nexis and the like print around an article, read", "LENGTH: 512 words"),
    Rule("date prefix", "the crawler's date before the first word", "date 2024-12-22"),
    Rule("wrapped lines", "nothing: it joins lines that were broken at one width", ""),
    Rule("hyphen at a line end", "the hyphen of a word broken over two wrapped lines", "deploy-"),
    Rule("glued sentences", "nothing: it parts paragraphs that were run together", ""),
    Rule("slider marker", "the buttons of a web editor where a picture stood", "leftcenterrightdel"),
    Rule("picture marker", "a lone word where a picture stood", "Image caption"),
    Rule("advert", "a line that says an advertisement was there", "ADVERTISEMENT"),
    Rule("reading aid", "a line on how to read on, listen or move about", "Story continues below"),
    Rule("share buttons", "a line of services and buttons alone", "Share on Facebook"),
    Rule("release stamp", "the stamp of a press release", "FOR IMMEDIATE RELEASE"),
    Rule("newsletter", "an offer of letters or alerts", "Sign up for our morning newsletter"),
    Rule("paywall", "an offer to subscribe, sign in or give", "Already a subscriber? Log in"),
    Rule("cookie notice", "a notice on cookies or terms", "We use cookies to improve your experience"),
    Rule("comments", "a line about readers' comments, or counts of them", "12 comments"),
    Rule("tags", "a line of key words", "Tags: trams, transport"),
    Rule("follow us", "an offer to follow the paper elsewhere", "Follow us on Twitter"),
    Rule("related links", "links to other stories, in one line or under a heading", "Read also: Tram stops"),
    Rule("page turn", "where a printed page goes on, and its number", "- continued on page 7 -"),
    Rule("separator", "a line of stars, dashes and the like", "* * *"),
    Rule("breadcrumb", "the way to the page", "Home > News > Local"),
    Rule("section label", "the name of the section above the headline", "LOCAL NEWS"),
    Rule("running head", "the head or foot of a printed page", "PAGE 4          THE LOG"),
    Rule("date line", "a line that says when, read for the date", "Published: 3 May 2023"),
    Rule("byline", "a line that says who wrote it, read for the name", "By Jo Berg"),
    Rule("byline post", "a line under the byline with post or address", "Staff Writer"),
    Rule(
        "article number",
        "the number a page gives its article, above or below",
        "News Code: 84132207",
    ),
    Rule("source line", "a line above the prose with the source, read for it", "Source: Xinhua"),
    Rule("editors", "a line above the prose with who edited", "Editor: Ana Ruiz"),
    Rule("dateline", "place, date and agency before the first words, read for them", "OSLO (NTB) -"),
    Rule("photo credit", "who took the picture, kept beside the caption", "(Photo: VNA)"),
    Rule("end mark", "the wire's mark behind the last sentence", "Enditem"),
    Rule("sign-off", "the agency behind or below the prose, read for the source", "(PNA)"),
    Rule("photographer", "a line below the prose, read for who took the pictures", "Photographer: Ann Lee"),
    Rule("translator", "a line below the prose, read for the name", "Translated by Jo Berg"),
    Rule("reporting credit", "a line on who else reported and edited", "Editing by Ana Ruiz"),
    Rule("contact", "addresses and numbers below the prose", "Media contact: Ivy Chen"),
    Rule("copyright", "notices of rights below the prose", "© 2023 The Harbour Post"),
    Rule("small print", "a short line among the notices below the prose", "Terms"),
    Rule("desk initials", "the desk's initials below the prose", "alu/lp/kjm"),
    Rule("exchange rate", "the rate an agency reckoned with, below the prose", "($1 = 0.92 euros)"),
    Rule("origin", "where else the text was published, below it", "First published in The Post"),
)
"""In the order of a text: on the whole text, within it, above the prose, in it, below it."""

RULE_NAMES = tuple(rule.name for rule in RULES if not rule.always)
"""Those that `off` in `[cleaning]` may name."""
