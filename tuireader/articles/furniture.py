"""Lines of the page and the wire that are not the article: each kind a named rule.

A rule looks at one whole line; what it takes is named in `Article.removed`. What each takes away, and from
where, stands in `rules`.
"""

import re
from dataclasses import dataclass
from functools import cache

from tuireader.articles.buttons import is_share_line
from tuireader.articles.dates import find_date
from tuireader.articles.draft import Draft, Passage
from tuireader.articles.related import LONGEST, is_related
from tuireader.articles.told import is_other_number, is_told, is_wrapped
from tuireader.text.plain import caseless


@dataclass(frozen=True, slots=True)
class LineRule:
    """A name and what it matches: the whole of a line, case set aside."""

    name: str
    pattern: re.Pattern[str]


def _rule(name: str, pattern: str) -> LineRule:
    return LineRule(name, re.compile(rf"\W{{0,3}}(?:{pattern})[\s:.!|>»→)\]-]{{0,4}}", re.IGNORECASE))


SLIDER = re.compile(r"leftcenterrightdel\s*", re.IGNORECASE)
"""The alignment buttons of a web editor, left behind where a picture stood; a caption mostly follows."""

PICTURE = re.compile(
    r"\[?\(?(?:photo/ill?us?t[rs]ation|\d{1,2} ?(?:of|/) ?\d{1,3}|image(?: caption)?|media caption|photo"
    r"|photos"
    r"|picture|caption|ảnh|foto|bild)\)?\]?,?",
    re.IGNORECASE,
)
"""A word alone on a line where a picture stood."""

_CAPTIONED = re.compile(
    r"(?:(?:image|media|video|picture) caption[,:]|\[\d{1,2}/\d{1,2}\]|photo/ill[a-z]{4,12})\s+(?=\S)",
    re.IGNORECASE,
)
_IMAGE_SOURCE = re.compile(r"image (?:source|credit|copyright)\s*[,:]?\s+\S.{1,60}", re.IGNORECASE)

ANYWHERE: tuple[LineRule, ...] = (
    _rule(
        "advert",
        r"(?:(?:skip|close|hide|report(?: this)?|skip past) )?advertis(?:e?ment|ing)s?(?: \d{1,2}| ends"
        r"| feedback)?"
        r"|advertise (?:with|on) .{2,30}|(?:text )?ads?(?:: .{2,80})?|sponsored(?: content)?|paid content"
        r"|promoted|publicité|publicidade?"
        r"|pubblicità"
        r"|anuncio|anúncio|anzeige|werbung|iklan|quảng cáo|reklame|scroll to continue.{0,40}",
    ),
    _rule(
        "reading aid",
        r"(?:story|article|text|content) continues (?:below|after)\b.{0,40}|continue reading|read more|read "
        r"full .{0,20}"
        r"|(?:estimated )?(?:reading time|read time)\s*:?\s*\d+ min(?:ute)?s?(?: read)?"
        r"|\d+[ -]min(?:ute)?s?[ -](?:to[ -])?read(?:ing)?"
        r"|\d{1,2} min(?:s|utes?)?|(?:(?:normal|small|smaller|large|larger|very large|default|increase"
        r"|decrease) text size\s*)+|listen to (?:this )?(?:article|story)\b.{0,30}"
        r"|(?:click|tap|press) (?:here )?to\b.{1,60}|watch "
        r"(?:the )?video"
        r"|play video|loading(?:\.\.\.|…)?|skip to (?:main )?(?:content|navigation)|back to top|jump to "
        r".{1,40}"
        r"|(?:slideshow|photo gallery).{0,20}"
        r"|view (?:full )?(?:image|gallery|slideshow|photos|more)|hide caption|toggle caption|enlarge(?: "
        r"this)? image"
        r"|menu|search|sections|navigation|toggle navigation|main menu|my account|log ?out|close|site search"
        r"|all sections"
        r"|a ?[+-](?: ?a ?[+-]?){1,3}|help keep .{3,60}\binformed\b.{0,40}|key (?:points|events|takeaways)"
        r"|social sharing|more by this author|in summary|full article(?: \d+ comments?)?"
        r"|newspaper section:.{0,40}"
        r"|this (?:live )?(?:blog|coverage|page|feed)\b.{0,20}\b(?:ended|closed|finished|no longer being"
        r" updated)\b.{0,60}|\(?(?:attn|eds)\b\.?:.{2,140}|temps de lecture.{0,20}|tiempo de lectura.{0,20}"
        r"|why you can trust .{2,30}|why trust .{2,30}\?|infinite scroll enabled"
        r"|(?:open|close|expand|zoom) (?:the "
        r"|this )?(?:image|photo|picture|gallery|media)(?: viewer| modal)?|lire le journal.{0,30}"
        r"|listen(?: now)?"
        r"|read later|save for later|lesezeit.{0,20}|leestijd.{0,20}|tempo (?:di lettura"
        r"|de leitura).{0,20}"
        r"|(?:next|previous|prev) (?:slide|photo|image|picture|page)(?!\.)|(?:show|hide|see) (?:more|less|all"
        r"|transcript)"
        r"|\d{1,3}[ -]min(?:ute)?s?[ -](?:listen|watch|video|lesezeit|de lecture|de lectura)(?:ing)?"
        r"|heard on\b.{2,60}|transcript|download(?: (?:audio|mp3|pdf|transcript|this (?:article|story)))?"
        r"|weiterlesen|lire la suite|seguir leyendo|text size.{0,20}|font size.{0,20}",
    ),
    _rule(
        "release stamp",
        r"for immediate (?:release|use)|e ?(?:&|and) ?oe|check against delivery"
        r"|\(?as (?:prepared(?: for delivery)?|delivered)\)?|(?:press|news|media) release|embargoed (?:until"
        r"|for)\b.{0,80}",
    ),
    _rule(
        "newsletter",
        r"newsletters?|(?:sign up|subscribe|register|join)\b.{0,100}"
        r"\b(?:newsletters?|alerts?|updates|briefing|inbox|e-?mail|channel)\b.{0,50}"
        r"|(?:[\w’' ]{2,50}[:!.,–-] )?(?:sign up|subscribe)\b.{0,100}"
        r"\b(?:newsletters?|letter|updates|briefing|inbox)\b.{0,50}"
        r"|get\b.{0,80}\b(?:newsletters?|inbox|briefing|alerts)\b.{0,60}"
        r"|(?=.*your inbox).{0,60}\b(?:in|to) your inbox\b.{0,40}",
    ),
    _rule(
        "paywall",
        r"register (?:now )?for (?:free|unlimited)\b.{0,80}|subscribe (?:now|today|to (?:read|continue"
        r"|unlock)\b.{0,40})(?: .{0,40})?|already (?:a subscriber"
        r"|subscribed|a member)\b.{0,40}"
        r"|log ?in\b.{0,60}\b(?:subscribe|register|sign up)\b.{0,60}|log ?in(?: or (?:sign up"
        r"|register).{0,30})?|sign in|(?:create|register for) (?:a free |an "
        r")?account.{0,40}"
        r"|this (?:article|story|content) is (?:for|only for|available|exclusive).{0,30}subscribers.{0,30}"
        r"|to continue reading.{0,60}|you have .{1,20} free (?:articles?|stories) .{0,30}"
        r"|support (?!for |from |of )(?:[\w’']+ ){1,4}journalism.{0,80}"
        r"|(?:for )?(?:subscribers?|members?)(?:[- ]only"
        r"|[- ]exclusive)"
        r"|premium(?: content| article)?|free to read|unlocked article|exclusive (?:to|for) (?:subscribers"
        r"|members).{0,20}|(?:donate|become a member|become a "
        r"supporter)\b.{0,30}",
    ),
    _rule(
        "cookie notice",
        r"(?=.*cookies).{0,80}\b(?:we|this (?:web)?site|our partners) (?:and our partners )?uses? cookies"
        r"\b.{0,100}"
        r"|(?:accept|reject|manage|allow)(?: all)? cookies.{0,60}|cookie (?:policy|settings|preferences"
        r"|notice).{0,60}"
        r"|manage (?:settings|preferences)|accept all.{0,40}|privacy policy.{0,60}|terms (?:of (?:use"
        r"|service)|and conditions).{0,60}",
    ),
    _rule(
        "comments",
        r"comments?|(?:top|latest|newest|oldest|recent|best) comments|disclaimer (?:&|and) .{2,30}"
        r"|(?:\d{1,6}|no|leave a|add a|post a|view|show|see|write a|all|read)(?: all)? comments?(?: "
        r"?\(\d+\))?"
        r"|comments? ?\(\d+\)|be the first to comment.{0,30}|join the (?:conversation|discussion).{0,40}"
        r"|comments are closed.{0,30}"
        r"|comments (?:are |have been )?(?:closed|disabled|off)(?: (?:for|on) this .{2,20})?"
        r"|what do you think\?.{0,60}comments?.{0,20}|leave a reply|bình luận "
        r"?\(?\d*\)?|commentaires?|comentarios?"
        r"|kommentare?|komentar|[\d.,]+[km]?\s*(?:shares?|views?|reads?|likes?|reactions?|followers"
        r"|retweets?)"
        r"|your email address will not be published.{0,80}|required fields are marked.{0,10}",
    ),
    _rule(
        "tags",
        r"(?:tags?|keywords?|topics?|subjects?|filed under|categor(?:y|ies)|labels?|từ khóa|chủ đề"
        r"|mots[- ]clés"
        r"|schlagw[oö]rter"
        r"|etiquetas|archivado en|temas|topik|kata kunci)\s*:.{1,140}|(?:#[\w-]+[\s,]*){1,12}",
    ),
    _rule(
        "follow us",
        r"(?:follow|like|find|join|connect with)\s+(?:us|[\w .]{2,30}?)\s+(?:on|via|at)\b.{0,80}"
        r"(?:facebook|twitter|instagram|whatsapp|telegram|youtube|google news|tiktok|linkedin|\bx\b).{0,60}"
        r"|(?:download (?:our|the) (?:[\w’'.]+ ){0,6}|(?:get|install) (?:our (?:[\w’'.]+ ){0,6}"
        r"|the (?:free )?(?:\w+ )?))app\b.{0,60}|follow us.{0,40}"
        r"|follow(?:ing)?",
    ),
    _rule(
        "related links",
        r"(?:related(?: (?:coverage|stories|story|articles?|news|links?|content|reading))?|read (?:also|next"
        r"|more|this)"
        r"|also read|see also|more on this|don[’']t miss|recommended|must[ -]read|read|watch|listen"
        r"|explainer|next(?: article| story)?"
        r"|previous(?: article| story)?|trending|tin liên quan|xem thêm|đọc thêm|(?:à )?lire(?: aussi)?|à "
        r"voir aussi|leer también"
        r"|lea también|lee también|leia (?:também|mais)|leggi anche|lesen sie (?:auch|mehr)|mehr zum thema"
        r"|(?:next|now|also|more|coming up) on "
        r"(?!(?:the|an?|this|that|his|her|its|their|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b).{2,30}"
        r"|lees ook|les også"
        r"|läs också|saiba mais|veja também|baca juga|lihat juga|berita terkait)\s*[:|»>]\s*\S.{2,140}",
    ),
    _rule(
        "page turn",
        r"(?:please )?continued (?:on|from) (?:page )?(?:one|two|three|four|five|six|seven|eight|nine|ten"
        r"|back page|front page)"
        r"|(?:please )?(?:(?:continued|cont[’']?d\.?) (?:on|from)|(?:see|turn to)\b.{0,30}?\bpage"
        r"|see .{1,30}, page)"
        r"(?: page)? ?[\w-]{1,4}|(?:please )?see .{1,30}, [a-z]?\d{1,3}|page \d{1,3}(?: of \d{1,3})?"
        r"|\d{1,3}(?=[^\w.:)]*$)",
    ),
    _rule("separator", r"(?:[*_=~#•·♦■–—-]\s*){3,}|(?:[–—]\s*){2,}"),
    _rule("breadcrumb", r"home(?:page)?\s*[>»›/|→]\s*[\w &’'-]{2,60}(?:[>»›/|→]\s*[\w &’'-]{2,60}){0,5}"
          r"|(?=[^>»›→]*+[>»›→])(?:[\w&’'-]{2,20}(?: [\w&’'-]{2,20}){0,2}\s*[>»›→]\s*){1,5}[\w &’'-]{2,60}"),
)  # fmt: skip
"""Taken wherever they stand. Their patterns are in lower case throughout, see `_anywhere`."""


@cache
def _anywhere() -> re.Pattern[str]:
    """What any of the rules takes, of lines in lower case: without setting case aside in half the time."""
    return re.compile("|".join(rule.pattern.pattern for rule in ANYWHERE))


AT_END: tuple[LineRule, ...] = (
    _rule(
        "copyright",
        r"(?:©|\(c\)\s*(?:copyright\s*)?\d{4}|copyright\b|all rights reserved).{0,380}|.{0,120}\ball rights "
        r"reserved\b.{0,260}"
        r"|our standards:.{0,100}|riproduzione riservata.{0,60}|[^.©]{1,40}©[^.]{1,60}"
        r"|(?:tous droits réservés|todos los derechos reservados|alle rechte "
        r"vorbehalten).{0,60}"
        r"|this material may not be .{0,120}|this work, .{2,280}must comply with .{2,60}",
    ),
    _rule(
        "desk initials",
        r"(?:[a-z]{2,5}|[A-Z]{2,5})(?:\s?[/-]{1,2}\s?(?:[a-z]{1,5}|[A-Z]{2,5}))+|(?<=/)[a-z]{2,4}"
        r"|(?-i:dpa|afp|apa|sda|ots|kna|epd|ddp)(?: [a-z\d]{1,5}){2,6}"
        r"|(?-i:[A-Z][a-z]{1,4}|[A-Z]{2,4})[ -]?\d{1,2}:\d\d(?: \d\d-\d\d(?:-\d\d)?| [A-Z]{2,4})"
        r"|\d{2,6}\*{1,2}\d{2,6}"
        r"|/[A-Z]{1,4}(?:[/,] ?[A-Z]{1,4})*/",
    ),
    _rule("exchange rate", r"[$€£¥]?\s?\d[\d.,]*(?: \w+)? ?= ?.{1,60}"),
    _rule("running head", r"(?:page )?\d{1,3}\s{3,}\S.{2,60}|\S.{2,60}\s{3,}(?:page )?\d{1,3}"),
    _rule(
        "end mark",
        r"[-–—(\[\s]*(?:the end|ends?|30|enditem(?:/\w{1,4})?|fim|fin|-(?-i:[A-Z]{2,6})-|hết|ende|selesai"
        r"|tamat|mehr|more "
        r"follows)[-–—)\]\s]*|end\s+\d{1,2}[:.]\d\d\s*[ap]\.?m\b.{0,8}|-0-|#+|[■♦▪●]+",
    ),
    _rule(
        "origin",
        r"(?:this|the) (?:article|story|report|copy|news)\b.{0,60}\b(?:not (?:been )?(?:edited|created)"
        r"|auto-?generated|syndicated)\b.{0,140}"
        r"|this (?:article|story|piece|report|post)"
        r"(?: by .{2,40}? (?:was|is|has been) (?:originally|first|also)| (?:was|is|has been)"
        r"(?: originally| first| also)?| originally| first| also)? "
        r"(?:published|appeared|adapted|republished|updated|corrected|amended)\b.{0,140}"
        r"|(?:(?:correction|clarification|editor[’']s note|note)\b[^:]{0,30}:\s*)?an? (?:earlier|previous"
        r"|different|shorter|longer|full|print)? ?version of this (?:article|story|piece|report|column"
        r"|review)\b.{0,240}"
        r"|(?:this|the) (?:interview|conversation|transcript|discussion) (?:has been|was|is) (?:\w+ )?"
        r"(?:\w+ and )?(?:edited|condensed|shortened|abridged)\b.{0,80}"
        r"|letters? (?:to the editor )?(?:may|will) be edited.{0,80}"
        r"|(?:send|e-?mail|submit) (?:us )?(?:your )?letters\b(?!.*\b(?:said|told)\b).{0,120}"
        r"|have your say\b(?!.*\b(?:said|told|was|is)\b).{0,80}"
        r"|(?:read|see|find|get) (?:more|all) (?:of |from )?our (?:\w+ ){0,3}(?:stories|coverage"
        r"|articles).{0,60}"
        r"|(?:originally|first) (?:published|appeared)\b.{0,140}|the post\b.{1,100}\bappeared first "
        r"on\b.{1,60}"
        r"|(?:first )?published in (?:the )?(?-i:[A-Z]).{2,80}\d{4}|distributed by .{2,150}"
        r"|read the (?:original|full) (?:article|story|text).{0,80}|view (?:the "
        r")?original\b.{0,120}"
        r"|view (?:source|original) version.{0,100}|download original.{0,60}|source version.{0,80}"
        r"|.{2,40} is not responsible for .{2,140}|(?:the )?(?:views?|opinions?) expressed\b.{0,240}"
        r"|source text\b.{0,100}"
        r"|further company coverage.{0,60}"
        r"|\(\w+ (?:newsroom|bureau)\b[^()]{0,80}\)|(?:component|topic)\(s\).{0,60}"
        r"|press release number.{0,40}"
        r"|https?://\S+|www\.\S+(?: \(?[\d./-]+\)?)?|more [^.]{2,60}: https?://\S+"
        r"|(?:follow|read|see|find) (?:more|our|all|\w+[’']s|the latest|full)\b[^.]{2,70}\bhttps?://\S+",
    ),
    _rule(
        "contact",
        r"(?:e-?mail|tel|phone|fax|mobile|web(?:site)?|contact|twitter|url)\.?\s*:.{1,120}"
        r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
        r"|(?=.*(?:@|\d{3})).{0,80}\b(?:can be (?:reached|contacted)|(?:reach|contact|e-?mail)\b).{0,110}"
        r"|(?:\w+[ ,:]+){1,6}[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
        r"|[+(\d][\d\s().+-]{6,24}|@\w{2,30}|(?:got|have) a (?:story|tip|news tip)\b.{0,100}",
    ),
)
"""Taken only after the last of the prose."""

_LONGEST_AT_END = 400
_SMALL_PRINT = (
    *("©", "(c)", "right", "droits", "derechos", "rechte", "publish", "appear", "original", "version"),
    *("material", "updated", "corrected", "amended", "http:", "https:", "www.", "distributed", "@", "="),
    *("contact", "website", "stand", "tip", "edited", "generated", "syndicated", "expressed", "coverage"),
    *("newsroom", "bureau", "source text", "responsible", "version of", "condensed", "shortened", "abridged"),
    *("must comply", "letters", "your say", " our "),
)
_NUMBER, _GAP = re.compile(r"\d\d\d"), re.compile(r"\s\s\s")
"""What a long line of small print holds one of, looked for before the rules are tried one by one."""


def drop_furniture(passages: list[Passage], draft: Draft) -> list[Passage]:
    """Take the lines of `ANYWHERE` and slider markers; a passage is parted where a line fell out."""
    kept: list[Passage] = []
    pictured = False
    for passage in passages:
        lines: list[str] = []
        if len(passage.lines) == 1 and len(passage.lines[0]) > LONGEST and passage.lines[0][0] not in "lL":
            passage.pictured = pictured  # a paragraph, as most are
            kept.append(passage)
            pictured = False
            continue
        for at, line in enumerate(passage.lines):
            if line[:4].lower() == "left" and (marker := SLIDER.match(line)):
                if draft.take("slider marker", marker[0].strip()):
                    line = line[marker.end() :]
                kept += _passage(lines, passage, pictured)
                lines, pictured = [], True
                if not line:
                    continue
            elif line[0] in "iImMvVpP[" and (marker := _CAPTIONED.match(line)):
                if draft.take("picture marker", marker[0].strip()):
                    line = line[marker.end() :]
                kept += _passage(lines, passage, pictured)
                lines, pictured = [], True
            elif (
                len(line) <= 80
                and line[0] in "iI"
                and _IMAGE_SOURCE.fullmatch(line)
                and draft.take("photo credit", line)
            ):
                kept += _passage(lines, passage, pictured)
                lines = []
                continue
            elif (
                len(line) <= 20
                and PICTURE.fullmatch(line)
                and not (line[0].isdigit() and is_other_number(line, passages, first=not (kept or lines)))
                and draft.take("picture marker", line)
            ):
                kept += _passage(lines, passage, pictured)
                lines, pictured = [], True
                continue
            elif (
                (name := _furniture(line))
                and (name != "related links" or kept or lines)  # `Explainer: Why …` may be the headline
                and not (is_related(line) and _has_links(line, passage.lines, at))
                and not (line[0].islower() and is_wrapped(passage.lines, at))
                and draft.take(name, line)
            ):
                if name == "release stamp" and (stated := find_date(line)):
                    draft.state_date(stated.date, "line")  # `EMBARGOED UNTIL …`
                kept += _passage(lines, passage, pictured)
                pictured = pictured and not lines
                lines = []
                continue
            lines.append(line)
            if pictured:
                # The caption is the one line under the picture; prose may follow without a blank line.
                kept += _passage(lines, passage, pictured=True)
                lines, pictured = [], False
        kept += _passage(lines, passage, pictured)
        pictured = pictured and not lines
    return kept


_SENTENCE_ENDS = frozenset(".?!…”\"’'")
_PLEAS = (
    *("cookie", "subscri", "sign ", "newsletter", "inbox", "comment", "journalis", "account", "address"),
    *("follow", " app", "advert", "read", "continu", "lire", "leer", "privacy", "terms", "donate", "member"),
    *("login", "log in", "click", "watch", "listen", "tags", "join", "embargo", "register", " > ", "leggi"),
    *("ended", "closed", "finished", "updated", "attn", "auch"),
    *("support", "ad:", "next on", "now on", "transcript", "topic", "also", "related", "baca", "xem thêm"),
    *("page", "aussi", "mehr"),
)
"""What every line of furniture that is a sentence by its end holds one of."""


def _furniture(line: str) -> str | None:
    """Name the rule that takes this line wherever it stands."""
    if len(line) > LONGEST:
        return None
    lower = caseless(line)
    is_taken = _anywhere().fullmatch(lower) is not None
    is_shared = len(line) <= 90 and is_share_line(lower)
    if not (is_taken or is_shared):
        return None  # as most lines
    if len(line) > 50 and line[-1] in _SENTENCE_ENDS and not any(word in lower for word in _PLEAS):
        return None  # a short sentence
    if is_shared:
        return "share buttons"
    rule = _first(ANYWHERE, line)
    return rule.name if rule and not is_told(rule.name, line, lower) else None


def _has_links(line: str, lines: list[str], at: int) -> bool:
    """Whether links may stand below a heading, and not a button below a button: `Download`, `Transcript`."""
    return line[-1] == ":" or (at + 1 < len(lines) and _furniture(lines[at + 1]) is None)


def _passage(lines: list[str], like: Passage, pictured: bool) -> list[Passage]:
    return [Passage(lines, like.kind, like.credit, pictured=pictured)] if lines else []


def end_rule(line: str) -> LineRule | None:
    """Give the rule that takes this line after the last of the prose."""
    if len(line) > _LONGEST_AT_END:
        return None
    if len(line) > 60 and _NUMBER.search(line) is None and _GAP.search(line) is None:
        lower = line.lower()
        for word in _SMALL_PRINT:  # a loop, as above
            if word in lower:
                break
        else:
            return None
    return _first(AT_END, line)


def _first(rules: tuple[LineRule, ...], line: str) -> LineRule | None:
    for rule in rules:
        if rule.pattern.fullmatch(line) is not None:
            return rule
    return None
