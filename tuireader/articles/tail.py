"""Below the prose: who sent, translated and edited it, the wire's end mark, the page's small print."""

import re

from tuireader.articles.agencies import is_agency, is_known_agency, is_site
from tuireader.articles.byline import bare_name, is_name
from tuireader.articles.credits import read_credits
from tuireader.articles.dates import date_line, find_date, is_time
from tuireader.articles.draft import Draft, Passage
from tuireader.articles.furniture import end_rule
from tuireader.articles.marks import NUMBERED
from tuireader.articles.passages import ends_sentence
from tuireader.articles.segments import PLACES_BEGIN

_LONGEST = 400
_NOTICE = re.compile(r"\W{0,3}(?:©|copyright|\(c\))|.*\breserved\b|.{0,60}©.{0,60}(?:19|20)\d\d", re.I)
"""A notice of the page's rights, and not of a picture's or a map's: `Map data © the town`."""
_SMALL_PRINT = 4
"""Lines above a line in which the copyright is looked for."""
_BEGINS_NO_NAME = PLACES_BEGIN | {"by", "on", "in", "to", "for", "united"}
_ITEMS = ("- ", "* ", "• ")
_LINES = 24
"""Lines looked at, from the last."""

_TRANSLATOR = re.compile(
    r"[(\[]?(?:translat(?:ed|ion|or)\b[^:]{0,30}?(?:\bby\b|:)|traduit\b[^:]{0,20}?\bpar\b:?|traducción(?: de"
    r"|:)"
    r"|traduzido por|tradução:|traduzione di|übersetz(?:t von|ung:|ung von)|penerjemah:|(?:người |biên "
    r")?dịch:)"
    r"\s*(?P<who>[^\W\d_][^.;()]{1,60}?)[.)\]]*",
    re.I,
)
_PHOTOGRAPHER = re.compile(
    r"[(\[]?(?:photographers?\s*:|photos\s*:|(?:photos|photographs|photography|pictures|images)\s+by\b:?)"
    r"\s*(?P<who>(?-i:[^\W\d_a-z])[^.:;()@\d]{1,80}?)[.)\]]*",
    re.I,
)
_TRANSLATED = re.compile(r"[.;–—-]\s*translated by (?P<who>[^\W\d_][^.;()]{1,60})", re.I)
_REPORTER = re.compile(
    r"(?:reporters?|pewarta|penulis|authors?|written by|text"
    r"|story)\s*:\s*(?P<who>(?-i:[^\W\d_a-z])[^:;@\d]{2,80})",
    re.I,
)
_REPORTING = re.compile(
    r"[*•–—-]?\s?[(\[]?(?:(?:additional |further |compiled )?(?:report(?:ing|ed)|writing|editing|compiled"
    r"|edited|written|production|graphics?"
    r"|research|photos?|pictures|images|video) (?:and \w+ )?by\b|with (?:files|inputs?|additional reporting"
    r"|reporting|agency)"
    r"\b(?: \w+)? ?(?:from|by|inputs)?\b|with \w{2,12}(?: and \w{2,12})?[)\]]?$"
    r"|(?:editors?|editing|edited|redaktur|penyunting|pewarta|reporters?|editora?|redaktion|biên tập|photos?"
    r"|photographer|graphics?)\s*:).{0,220}",
    re.I,
)
_CONTRIBUTED = re.compile(
    r"(?=.{10,230}$)(?-i:[^\W\d_a-z]).{2,120}\bcontributed\b.{0,20}\b(?:report\w*|story|article"
    r"|writing)\b.{0,60}"
    r"|(?-i:[A-Z]).{0,100}\breported from (?-i:[A-Z]).{2,120}"
    r"|.{0,120}\b(?:writers?|reporters?|correspondents?|journalists?|Reuters|AFP"
    r"|AP)\b.{2,80}\bcontributed(?: from (?-i:[A-Z])[^.]{2,60})?\.?",
    re.I,
)
_BY = re.compile(r"\(?by\s+(?P<who>(?-i:[^\W\d_a-z])[^()\d:]{2,80}?)[.)]*", re.I)
_SIGN_OFF = re.compile(
    r"(?:[=(\[–—.*-]+\s*|(?:source|nguồn|sumber|fuente|quelle)\s*:\s*|(?-i:Theo|SOURCE)\s+)"
    r"(?P<marked>[^\W\d_][^()\[\]:.]{1,40}(?:\.\w{2,6})?)\s*[=)\]]*[.]?|(?P<bare>\S.{1,30})",
    re.I,
)
# Behind the initials of whoever edited it: `—LBG, GMA News`.
_INITIALLED = re.compile(
    r"\s*(?:[–—]|-{1,2})\s*[A-Z]{2,4}(?:/[A-Z]{2,4})*, (?P<source>[^\W\d_a-z][\w. ]{1,30})$"
)
_PUBLISHED_BY = re.compile(
    r"this \w+ by (?P<source>[^.]{2,40}?) was (?:first |originally )?published\b.{0,60}", re.I
)
"""Whose it is and since when: `This report by The Canadian Press was first published March 4, 2022.`"""
_TAGS = re.compile(r"(?:tags|keywords|topics)(?: (?-i:[^\W\d_a-z])[\w’'-]*){1,10}", re.I)
"""Key words with nothing between them: `Tags Sport Cricket`."""
_GIVEN_AT = re.compile(r"[A-Z][A-Z .’']{3,30}, (?P<date>[^,]{3,12}\d,? \d{4})\.?")
"""Where and when a proclamation was given: `THE WHITE HOUSE, January 20, 2021.`"""
_BY_DESK = re.compile(r"(?P<source>[^\W\d_a-z][\w-]{1,20})/[a-z]{2,4}")
"""An agency with the initials of its desk: `Keystone-SDA/cj`."""
_ITS_SITE = re.compile(r"(?<=\))\s*\((?:https?://|www\.)[^\s()]{3,60}\)\s*$")
"""The agency's site behind its name: `(NAN)(www.nannews.ng)`."""
_ENDED = re.compile(r"(?P<source>[^\W\d_]{2,12})\s*/\s*(?:fim|fin|end|ends|vns)\b\W*", re.I)
# At the end of the last sentence: `(PNA)`, ` EFE`, `(ANSA).`, ` PTI TGB`, ` - VNA`, ` Enditem`.
_CLOSING = re.compile(
    r"(?<=[.!?…”\"’')»])\s*(?:(?P<mark>[(\[]?\s?-?(?:enditem|(?-i:END|ENDS|Ends))\b-?[)\]]?|\[ends?\]|-0-)"
    r"|(?P<said>[(\[–—=-]{1,2}\s*(?P<marked>[^\W\d_][\w/ .-]{1,20}?)\s*[)\]]?"
    r"|(?<=\s)(?P<bare>[A-Z]{2,7})(?:\s[A-Z]{2,4}){0,3}))\s*\.?$",
    re.I,
)
_CAPS_NAME = re.compile(r"[^\W\d_]{2,}(?:[ -][^\W\d_]+\.?){1,4}")
_VIETNAMESE_NAME = re.compile(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹ]{0,6} ?){2,4}(?:[/-] ?(?P<source>[A-Za-z.]{2,20}))?")
_SIGNED = re.compile(r"(?:[–—]|--)\s*(?P<who>(?:[^\W\d_a-z][\w.'’-]+ ?){2,4})")


def read_tail(passages: list[Passage], draft: Draft) -> None:
    """Lift sign-off, translator, credits and copyright off the last lines, last first."""
    looked = 0
    for number in range(len(passages) - 1, -1, -1):
        lines = passages[number].lines
        for at in range(len(lines) - 1, -1, -1):
            looked += 1
            # The only line there is stays, whatever it looks like: an article is never empty.
            first = not number and not at
            above = "" if first else lines[at - 1] if at else passages[number - 1].lines[-1]
            rule = None if first or looked > _LINES else _tail_rule(lines[at], above, draft)
            if rule is None and looked <= _LINES and _is_signed(passages, number, at, draft):
                rule = "byline"
            if rule is None and looked <= _LINES and _is_among_small_print(passages, number, at):
                rule = "small print"
            if rule is None:
                _read_closing(passages, draft)
                return
            if draft.take(rule, lines[at]):
                del lines[at]
        if not lines:
            del passages[number]


def _is_signed(passages: list[Passage], number: int, at: int, draft: Draft) -> bool:
    """Read the writer's name where it stands by itself below the last sentence."""
    line = passages[number].lines[at]
    if draft.byline is not None or at or number < 2 or len(line) > 40:
        return False
    line = line[1:-1] if line[0] == "(" and line[-1] == ")" else line
    above = passages[number - 1].lines[-1]
    who = bare_name(line)
    if who is None or "," in who or who.split()[0].lower() in _BEGINS_NO_NAME:
        return False
    if who != line or len(above) < 25 or not ends_sentence(above) or is_known_agency(line):
        return False
    words = {word for name in who.split() if name[1:].islower() for word in (name, name.lower())}
    said = {word.strip(",.;:") for p in passages[:number] for text in p.lines for word in text.split()}
    if len(words) < 4 or not words.isdisjoint(said):
        return False  # `Plea Agreement`, `Larkby Castle`: the text has a word of it, seldom its writer's name
    draft.byline = who
    return True


def _is_among_small_print(passages: list[Passage], number: int, at: int) -> bool:
    """Whether a short line that is no sentence stands below the copyright, or buttons of the page.

    What is below those is the page's; nothing of the article comes after them.
    """
    line = passages[number].lines[at]
    if len(line) > 60 or line[-1] in '.!?…”"' or len(line.split()) > 8 or line.startswith(_ITEMS):
        return False
    above = [
        *reversed(passages[number].lines[:at]),
        *(x for p in reversed(passages[:number]) for x in reversed(p.lines)),
    ]
    for higher in above[:_SMALL_PRINT]:
        if len(higher) > 60 and not higher.startswith(("©", "Copyright", "(c)")):
            return False
        if (rule := end_rule(higher)) is not None and rule.name == "copyright":
            return _NOTICE.match(higher) is not None
    return False


def _is_item(above: str) -> bool:
    """Whether the line above makes this one an item of a list of people: `The jury:`, `Bo Ek, painter`."""
    return above.endswith(":") or ((named := read_credits(above)) is not None and named.byline is not None)


def _tail_rule(line: str, above: str, draft: Draft) -> str | None:
    """Read what the line states into the draft and name the rule; None if it belongs to the article.

    `above` is the line above it.
    """
    if len(line) > _LONGEST:
        return None
    if match := _TRANSLATOR.fullmatch(line):
        draft.translator = draft.translator or match["who"].strip()
        return "translator"
    if match := _PHOTOGRAPHER.fullmatch(line):
        draft.photographer = draft.photographer or match["who"].strip()
        return "photographer"
    if (match := _REPORTER.fullmatch(line)) and draft.byline is None:
        draft.byline = match["who"].strip(" .")
        return "byline"
    contributes = "contributed" in line or "reported from" in line
    if _REPORTING.fullmatch(line) or (contributes and _CONTRIBUTED.fullmatch(line)):
        if within := _TRANSLATED.search(line):
            draft.translator = draft.translator or within["who"].strip()
        return "reporting credit"
    if len(line) <= 90 and (dates := date_line(line, draft.day_first)):
        draft.date_below = draft.date_below or dates.published
        draft.updated = draft.updated or dates.updated
        return "date line"
    if len(line) <= 60 and (match := _GIVEN_AT.fullmatch(line)) and (found := find_date(match["date"])):
        draft.date_below = draft.date_below or found.date
        return "date line"
    if len(line) <= 30 and is_time(line):
        return "date line"
    if len(line) <= 100 and (match := _BY.fullmatch(line)) and is_name(match["who"].partition(",")[0]):
        draft.byline = draft.byline or match["who"].strip()
        return "byline"
    if len(line) <= 60 and (rule := _sign_off(line, draft)):
        return rule
    if small_print := end_rule(line):
        if small_print.name == "running head" and (higher := end_rule(above)) and higher == small_print:
            return None  # rows of a table
        published = _PUBLISHED_BY.fullmatch(line) if small_print.name == "origin" else None
        if published and is_known_agency(published["source"]):
            draft.source = draft.source or published["source"]
        dated = small_print.name in ("origin", "contact") and (published or len(line) <= 60)
        if dated and (found := find_date(line)):
            draft.date_below = draft.date_below or found.date  # `www.kcna.kp (2022.05.03.)`
        return small_print.name
    if len(line) <= 80 and _TAGS.fullmatch(line):
        return "tags"
    if len(line) <= 60 and NUMBERED.fullmatch(line):
        return "article number"
    if len(line) <= 60 and (match := _INITIALLED.fullmatch(line)):
        draft.source = draft.source or match["source"].strip(" .")
        return "sign-off"
    if draft.byline is None and (named := read_credits(line)) and named.byline and not _is_item(above):
        draft.byline, draft.source = named.byline, draft.source or named.source
        return "byline"
    if draft.byline is None and len(line) <= 40 and (who := _closing_name(line, draft)):
        draft.byline = who
        return "byline"
    return None


def _sign_off(line: str, draft: Draft) -> str | None:
    if (match := _BY_DESK.fullmatch(line)) and is_known_agency(match["source"]):
        draft.source = draft.source or match["source"]
        return "sign-off"
    if match := _ENDED.fullmatch(line):
        draft.source = draft.source or match["source"]
        return "sign-off"
    match = _SIGN_OFF.fullmatch(line)
    if match is None or (source := (match["marked"] or line).strip()).casefold() in _END_WORDS:
        return None
    if match["marked"]:
        stated = line[:1].lower() in "snfqt(" and not line.startswith("(") and not line[:1].isspace()
        if not (is_agency(source) or is_site(source) or stated or source.casefold() == "agencies"):
            return None
    elif not (is_known_agency(source) or is_site(source) or source.casefold() == "agencies"):
        if len(source) > 4 or not is_agency(source):
            return None
    elif "/" in source and not is_known_agency(source):
        return None  # initials of a desk
    draft.source = draft.source or source
    return "sign-off"


_END_WORDS = frozenset({"end", "ends", "enditem", "fim", "fin", "30", "the end", "hết"})


def _closing_name(line: str, draft: Draft) -> str | None:
    """The name that stands by itself under the prose, as Vietnamese papers and letters have it."""
    if line.isupper() and _CAPS_NAME.fullmatch(line):
        return line
    if match := _SIGNED.fullmatch(line):
        return match["who"].strip()
    if draft.language == "vi" and (match := _VIETNAMESE_NAME.fullmatch(line)):
        if match["source"]:
            draft.source = draft.source or match["source"]
        return line.split("/")[0].strip()
    return None


def _read_closing(passages: list[Passage], draft: Draft) -> None:
    """Lift `(PNA)`, ` EFE`, ` Enditem` off the end of the last sentence."""
    if not passages or passages[-1].kind == "caption":
        return
    line = passages[-1].lines[-1]
    in_brackets = line.rstrip().endswith(")")
    if in_brackets and (site := _ITS_SITE.search(line)) and draft.take("origin", site[0].strip()):
        line = passages[-1].lines[-1] = line[: site.start()]
    initialled = _INITIALLED.search(line, max(20, len(line) - 50)) if ", " in line[-40:] else None
    if initialled and draft.take("sign-off", initialled[0].strip()):
        draft.source = draft.source or initialled["source"].strip(" .")
        passages[-1].lines[-1] = line[: initialled.start()]
        return
    match = _CLOSING.search(line, max(0, len(line) - 40))
    if match is None or match.start() < 20:
        return
    source = match["marked"] or match["bare"]
    if source:
        source = source.strip(" .")
        known = is_known_agency(source)
        is_marked = match["marked"] and match[0].strip()[0] in "(["
        if not known and not is_site(source) and not (is_marked and is_agency(source)):
            return
        if match["bare"] and not match["bare"].isupper():
            return
    if not draft.take("sign-off" if source else "end mark", match[0].strip()):
        return
    if source:
        draft.source = draft.source or source
    passages[-1].lines[-1] = line[: match.start()]
