"""What stands above a headline: the section, the name of a column, a letterhead."""

import re

from tuireader.articles.byline import BYLINE
from tuireader.articles.dates import date_line
from tuireader.articles.draft import Draft

PROSE = 140
"""A line this long is prose: what follows is no longer the head."""
_SECTION = re.compile(
    r"(?:(?:breaking|latest|top|local|world|national|international|regional|city|state|us|u\.s\.|uk|business"
    r"|political)"
    r"\s*(?:news|/|&|and)?\s*)*(?:news|world|politics|business|sports?|opinion|economy|culture|society"
    r"|lifestyle|health|science"
    r"|live|live updates|latest news|technology|tech|entertainment|travel|education|environment|national"
    r"|international|local|analysis|feature|features"
    r"|exclusive|breaking|society|home|arts|weather|features|latest|actualités|monde|économie|sociedad|mundo"
    r"|deportes"
    r"|companies|markets?|finance|metro|cities|city|nation|regions?|provinces|counties|districts|community"
    r"|africa|asia|europe|americas|asia[- ]pacific|middle east|pacific|oceania|caribbean|southeast asia"
    r"|latin america"
    r"|letters?(?: to the editor)?|editorials?|op-?eds?|columns?|columnists|commentary|perspectives?"
    r"|people|food"
    r"|style|crime|courts?|police|top stories|in[- ]depth|special reports?|photos|videos?|gallery|asean"
    r"|law|religion"
    r"|agriculture|energy|automotive|motoring|property|real estate|obituar(?:y|ies)|books?|music|film|theatre"
    r"|(?:the |this )?(?:long|big|weekend|saturday|sunday|great) reads?|first person|fact[- ]check(?:ing)?"
    r"|explainers?"
    r"|(?:odd|weird|good|offbeat|off-beat|other) news|in (?:pictures|focus)|the interview|the week"
    r"|football|soccer|cricket|rugby|athletics|basketball|tennis|golf|weather|history|heritage|tourism"
    r"|transport"
    r"|sociedade?|cultura|economía|economia|internacional|nacional|política|opinión|opinião|cronaca|esteri"
    r"|società"
    r"|gesellschaft|panorama|regional|lokales|sport|mundo|brasil|france|international|planète|sciences?"
    r"|politik|wirtschaft|kultur|thời sự|thế giới|kinh tế|xã hội|văn hóa|thể thao|chính trị|nasional"
    r"|ekonomi)",
    re.I,
)
_LETTERHEAD = re.compile(
    r"(?:the |office of the )?(?:(?-i:[^\W\d_a-z])[\w.’'-]* ){0,3}"
    r"(?:ministry|department|office|embassy|commission|secretariat|bureau|directorate|authority|council"
    r"|agency"
    r"|administration|institute|board)"
    r"(?: (?:of|for|on)(?: the)? (?-i:[^\W\d_a-z])[\w’'-]*"
    r"(?:,? (?:(?:of|and|the|for|&) )*(?-i:[^\W\d_a-z])[\w’'-]*){0,5})?"
    r"|office of the (?-i:[^\W\d_a-z])[\w’'-]*(?: (?-i:[^\W\d_a-z])[\w’'-]*){0,4}"
    r"|(?:(?:north|south|east|west)ern |middle |central )district of (?-i:[^\W\d_a-z])\w+(?: \w+)?",
    re.I,
)
"""Who lets it be known, above a headline: `MINISTRY OF FOREIGN AFFAIRS`, `U.S. Attorney’s Office`."""
_TELLS = re.compile(
    r"\b(?:accuses|adopts|announces|approves|asks|backs|bans|blames|calls|charges|clears|closes|condemns|cuts"
    r"|defends|delays|demands|denies|drops|ends|faces|fines|finds|gets|gives|halts|hires|issues|launches"
    r"|loses|makes|moves|names|opens|orders|picks|plans|probes|pulls|pushes|raises|rejects|releases|sacks|says"
    r"|seeks|sees|sends|sets|sues|suspends|takes|tells|urges|votes|vows|wants|warns|wins)\b",
    re.I,
)
"""A verb, as only a headline has one: `Department of Justice Sues Texas`."""
_KICKER_WORDS = frozenset(
    """
    and of the from in speeches remarks statements releases press news briefs brief opinion opinions
    editorial editorials letters letter column comment comments interview interviews profile obituary
    obituaries sports sport business world local national features feature life books arts culture
    people travel food science health weekend review reviews analysis politics community education
    special report reports notebook diary briefing room blog voices views perspective perspectives
    """.split()  # noqa: SIM905
)


def begins_credits(line: str, draft: Draft) -> bool:
    return BYLINE.fullmatch(line) is not None or date_line(line, draft.day_first) is not None


def is_above_headline(ahead: list[str], draft: Draft) -> bool:
    """Whether a date and then a headline follow, so that what stands above is the section."""
    return (
        date_line(ahead[0], draft.day_first) is not None
        and len(ahead[1].split()) >= 4
        and len(ahead[1]) < PROSE
        and ahead[1][-1] not in ".:"
        and not begins_credits(ahead[1], draft)
    )


def is_above_title(line: str, ahead: list[str]) -> bool:
    """Whether a headline follows, so that what stands here is a letterhead or the name of a column."""
    if len(line) > 70 or line[-1] in ".:,;!?":
        return False
    if _LETTERHEAD.fullmatch(line) and _TELLS.search(line) is None:
        return any(len(above.split()) >= 4 and 20 < len(above) <= PROSE for above in ahead[:6])
    words = line.lower().split()
    if not line.isupper() or len(words) > 4 or any(map(str.isdigit, line)):
        return False
    if len(words) > 2 and not _KICKER_WORDS.issuperset(words):
        return False
    title = ahead[0]
    return (
        len(ahead) > 1
        and len(title.split()) >= 4
        and len(title) < PROSE
        and title[-1] not in ".:,;"
        and not title.isupper()
        and title[0].isupper() | (not title[0].isalnum())
        and BYLINE.fullmatch(title) is None
    )


def is_section(line: str) -> bool:
    parts = re.split(
        r"\s*[|/•·,&]\s*|\s+[-–—]\s+|\s+and\s+",
        re.sub(
            r"^(?:posted |filed )?(?:in"
            r"|under) ",
            "",
            line.strip(" :|>-–"),
            flags=re.I,
        ),
    )
    return all(map(_SECTION.fullmatch, parts))
