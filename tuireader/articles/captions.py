"""Photo captions: told from prose by the credit at their end, their first words or the picture above."""

import re

from tuireader.articles.agencies import is_known_agency
from tuireader.articles.draft import Draft, Passage
from tuireader.text.sentences import ends_with_abbreviation, split_sentences

_LONGEST = 450
_LONGEST_UNCREDITED = 300
_NEAR_TOP = 5
"""Where a name behind a sentence can be that of a photographer: above most of the prose."""
_PICTURES = (
    r"(?:photos?|photographs?|photography|images?|pictures?|pics?|screenshot|ảnh|hình|fotos?|fotografía"
    r"|fotografia|photographie"
    r"|crédito?s?|credits?|illustration|video|bild|bilder|foto:|graphic|map)"
)
_WORD = (
    r"(?:(?:file|illustrative|illustration|handout|courtesy|stock|ap|afp|reuters|vna|vns|epa|getty|pna"
    r"|bernama|antara|kyodo|yonhap"
    r"|xinhua|staff|supplied|archive|archivo|(?-i:[A-Z][\w.&'’/-]*))\s+){0,4}" + _PICTURES
)
_BRACKETED = re.compile(
    rf"\s*[(\[]\s*(?:{_WORD}\b\s*(?P<link>(?:by|courtesy of|courtesy|credit|from|via|minh họa"
    rf"|d[’']archives?)?\s*[:/–—-]?)\s*"
    r"(?P<who>[^()\[\]]{0,80})|(?:(?:credit|source|nguồn|courtesy(?: of)?|©"
    r"|(?:submitted|provided|contributed|supplied) by)\s*:?\s*)(?P<named>[^()\[\]]{1,80})"
    r"|(?P<agency>[^()\[\]:]{2,30}):\s*(?P<whose>[^()\[\]:]{2,60})"
    r"|(?P<slashed>[^()\[\]/]{2,40}/[^()\[\]]{2,60})|(?P<via>[^()\[\]]{2,40} via [^()\[\]]{2,30})"
    r"|(?P<plain>file(?: photo)?|handout|supplied|archives?))[)\]]+\s*[.)]?$",
    re.I,
)
_OWNER = re.compile(
    r"(?:©\s?)?(?P<who>(?:[^\W\d_a-z][\w.’'-]*|of|the|for)(?: (?:[^\W\d_a-z][\w.’'-]*|of|the|for)){0,5}"
    r"/(?:[^\W\d_a-z][\w.’'/-]*)(?: [^\W\d_a-z][\w.’'-]*){0,3})"
)
"""A credit above its caption, as the United Nations print it: `UNICEF Chad/Ana Lopes`."""
_WHOSE = re.compile(r"(?<=[.!?”\"])\s*\((?P<who>[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]+){1,2})\)$")
"""Who took a picture whose marker stands above."""
_IN_BRACKETS = re.compile(r"\[(?P<said>[^\[\]]{10,400}?)\s*\((?P<who>[A-Za-z ]{2,30})\)\]")
"""A caption that Kyodo sets between brackets."""
_CREDITED_FIRST = re.compile(r"©\s?(?P<who>[^\W\d_a-z][^.:©]{1,40})[.:]\s+(?=[^\W\d_a-z])")
"""A credit before its caption: `© Reuters. A tile with a blue carnation.`"""
_TAKEN_BY = re.compile(
    r"(?<=[a-z\d][.!?”\"])\s+(?P<dash>[-–|/]\s+)?"
    r"(?P<who>(?:[^\W\d_a-z][\w’'-]+(?: [^\W\d_a-z][\w.’'-]+){1,3}|Supplied)"
    r"(?:\s?[/,|–-]\s?[^\W\d_a-z][\w’' ]{1,24})?)$"
)
"""A name behind the one sentence of a caption: `A goose walks between the vines. Heng Vuthy`."""
_WHOSE_ALONE = re.compile(
    r"\((?P<who>[^\W\d_a-z][\w.’'-]+(?: [^\W\d_a-z][\w.’'-]+){1,2}(?:/[A-Z][\w ]{1,20})?)\)"
    r"|(?P<slashed>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,2} ?/ ?[A-Z][\w ]{1,24})"
    r"|(?P<kind>(?i:submitted|contributed|courtesy|provided|supplied|file|handout|staff) (?i:photo|image"
    r"|picture)s?)"
    r"|(?:[Cc]opyright|COPYRIGHT|©)\s(?P<whose>[^\W\d_a-z][^.:()\d]{2,50})"
)
"""Who took the picture, in the line below its caption: `(Jeremy Pike)`, `Copyright Tamara Zupan/AP`."""
_DATELINED = re.compile(r".{2,60}?(?:\([\w/ .-]{2,30}\)|\d|[A-Z]{3})\s*(?:[–—]|-(?=[\s-])|:(?=\s))")
"""Begins as prose with a dateline does."""
_AGENCY_ALONE = re.compile(r"\s*[(\[](?P<who>[A-Za-z ]{2,30})[)\]]\.?$")
_BARE = re.compile(
    rf"(?:^|(?<=[.!?…”\"’)])\s*|\s+[|–—/-]\s*|,\s+(?=(?:photos?|foto|pictures?|image):)){_WORD}\s*"
    r"(?:(?:by|courtesy of|courtesy|credit)\s*)?[:/]\s*"
    r"(?P<who>(?:(?-i:[A-Z])\.[ -]?){0,3}[^.:()]{2,60}\.?|\S+)$"
    rf"|(?:^|(?<=[.!?…”\"’)])\s*|\s+[|–—/-]\s*)(?P<agency>(?:AP|AFP|REUTERS|Reuters|VNA|VNS|VNA/VNS|EPA|PNA"
    rf"|Xinhua|Getty Images)"
    rf"(?: Photos?)?\s?/\s?[^.:()]{{2,60}}|VNA/VNS Photo [^.:()]{{2,40}})\.?$"
    rf"|(?:^|(?<=[.!?…”\"’)])\s+|\s+[|–—/-]\s*){_WORD} (?:by|courtesy of)\s+(?P<by>[^.:()]{{2,60}})\.?$"
    r"|(?:^|(?<=[.!?…”\"’)])\s+|\s+[|–—]\s*|\s+)©\s?(?P<owner>(?!\d{4}\b)[^.:()]{2,60})\.?$"
    r"|(?<=[.!?…”\"’)])\s+(?P<both>[^\W\d_][^.:()/,]{1,40}/[^\W\d_][^.:()/,]{1,40})\.?$"
    r"|\s+[–—|]\s*(?P<wire>[^\W\d_][\w/]{1,20})(?:\s(?:file\s)?(?:photos?|pics?|pictures?|file))?\.?$",
    re.I,
)
_SLASHED_END = re.compile(r"/[^.:()]{2,62}\.?$")
"""What `_BARE` ends with behind an agency or a name, where it has no word for a picture."""
_WIRE_END = re.compile(r"[–—|]\s*[^\W\d_][\w/]{1,20}(?:\sfile){0,2}\.?$", re.I)
"""What it ends with behind a dash, where it has none."""
_OPENS = re.compile(
    r"(?:(?:this|an?|in this|the)\s+)?(?:\w+\s+)?(?:undated\s+|recent\s+|combination\s+)?(?:aerial\s+"
    r"|file\s+|handout\s+|archive\s+)?"
    r"(?:photo|photograph|picture|image|photo combination)s?(?:,)?\s+(?:taken|shows?|released|provided|made"
    r"|captured|dated|from video"
    r"|courtesy)\b|file\s+(?:photo|picture|image)?\s*(?:[:–—-]\s|of\b)|\(files?\)\s"
    r"|(?:file photo|photo|image|picture"
    r"|caption|pictured(?: above| below)?"
    r"|photo caption|image caption|ảnh|foto)\s*:\s+\S",
    re.I,
)
_SIDES = re.compile(
    r"(?<= )\((?:(?-i:L|R|C|L-R|R-L|2nd [LR])|far (?:left|right)|"
    r"(?:second |third |front |back |from )?(?:left|right|centre|center)"
    r"|(?:second|third) from (?:left|right)|left to right|thứ \w+ từ \w+ sang)\)",
    re.I,
)
_PICTURE_WORDS = (
    *("photo", "foto", "image", "pic", "ảnh", "hình", "edit", "édit", "illustr", "video", "bild"),
    *("graphic", "map", "screenshot"),
)
_GIVERS = frozenset(
    ("supplied", "handout", "file", "credit", "source", "courtesy", "abc news", "pool", "getty")
)
_OPENERS = ("photo", "pict", "image", "file", "caption", "ảnh", "foto")
_BULLETS = ("- ", "* ", "• ", "· ")
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:[ /][^\W\d_a-z][\w.'’-]*){0,4}")


def mark_captions(passages: list[Passage], draft: Draft) -> list[Passage]:
    """Set captions apart and lift their credits; a credit on a line of its own goes to the caption before."""
    kept: list[Passage] = []
    for number, passage in enumerate(passages):
        text = passage.text
        if (
            number
            and "/" in text
            and (owner := _owner_of_next(passages, number))
            and draft.take("photo credit", text)
        ):
            following = passages[number + 1]
            following.kind, following.credit = "caption", owner
            continue
        if len(text) > _LONGEST + 160 or text.startswith(_BULLETS):
            kept.append(passage)
            continue
        if (
            text[0] == "©"
            and (match := _CREDITED_FIRST.match(text))
            and _is_caption(text, _LONGEST_UNCREDITED, 3)
        ):
            passage.kind, passage.credit = "caption", match["who"]
            if draft.take("photo credit", match[0].strip()):
                passage.text = text[match.end() :]
            kept.append(passage)
            continue
        if text[0] == "[" and (match := _IN_BRACKETS.fullmatch(text)) and is_known_agency(match["who"]):
            if draft.take("photo credit", f"({match['who']})"):  # with the brackets around it all
                passage.text = match["said"]
            passage.kind, passage.credit = "caption", match["who"]
            kept.append(passage)
            continue
        credit, starts = _find_credit(text)
        is_near = passage.under and number < _NEAR_TOP and number + 1 < len(passages)
        if credit is None and is_near and (whose := _whose(text)):
            credit, starts = whose, 0
        if credit is None and len(text) > _LONGEST_UNCREDITED:
            kept.append(passage)  # a paragraph, as most are
            continue
        caption = text[:starts].rstrip()
        if credit is not None and not caption:
            if text[0] == "©" and not (kept and kept[-1].kind == "caption"):
                kept.append(passage)
                continue
            if draft.take("photo credit", text):
                _give_credit(credit, kept, passage)
                continue
        elif credit is not None and _is_caption(caption, _LONGEST, 5):
            passage.kind = "caption"
            passage.credit = credit or passage.credit
            if draft.take("photo credit", text[starts:].strip()):
                passage.text = caption
        elif passage.kind == "caption":
            pass
        elif (match := _named_behind(passages, number)) is not None:
            passage.kind, passage.credit = "caption", match["who"]
            if draft.take("photo credit", match[0].strip()):
                passage.text = text[: match.start()]
        elif passage.pictured:
            if _is_caption(text, _LONGEST_UNCREDITED, 3):
                passage.kind = "caption"
                if (match := _WHOSE.search(text)) and draft.take("photo credit", match[0].strip()):
                    passage.credit, passage.text = match["who"], text[: match.start()]
        elif len(text) <= _LONGEST_UNCREDITED and (
            _opens(text) or _shows_sides(text, number) or _names_agency(passages, number)
        ):
            passage.kind = "caption"
            if (match := _AGENCY_ALONE.search(text)) and is_known_agency(match["who"]):
                passage.credit = match["who"]
                if draft.take("photo credit", match[0].strip()):
                    passage.text = text[: match.start()]
        kept.append(passage)
    return kept


def _whose(line: str) -> str | None:
    """Whose picture it is, where the line below a caption says that and no more."""
    match = _WHOSE_ALONE.fullmatch(line) if len(line) <= 80 else None
    if match is None or (match["slashed"] and not _credits_by_slash(match["slashed"])):
        return None
    return match["who"] or match["whose"] or match["slashed"] or match["kind"]


def _give_credit(credit: str, kept: list[Passage], line: Passage) -> None:
    """Credit the caption above; a short line right above a lone credit, and below a headline, is one."""
    if not kept:
        return
    above = kept[-1]
    if (
        above.kind == "paragraph"
        and line.under
        and len(kept) > 1
        and not above.above_credits
        and _is_caption(above.text, 200, 1)
    ):
        above.kind = "caption"
    if above.kind == "caption" and above.credit is None:
        above.credit = credit or None


def _owner_of_next(passages: list[Passage], number: int) -> str | None:
    """Whose the picture is that the next passage describes, where nothing but that stands here."""
    text = passages[number].text
    if len(text) > 70 or number + 1 >= len(passages):
        return None
    match, following = _OWNER.fullmatch(text), passages[number + 1]
    if match is None or following.kind != "paragraph" or not _is_caption(following.text, 220, 1):
        return None
    return match["who"] if following.under or text[0] == "©" else None


def _opens(text: str) -> bool:
    """Whether the text begins as captions do: `FILE PHOTO: `, `This photo shows`."""
    start = text[:60].lower()
    for word in _OPENERS:  # a loop, for `any` of them takes twice as long
        if word in start:
            return _OPENS.match(text) is not None
    return False


def _shows_sides(text: str, number: int) -> bool:
    """Whether the text, at the top or a single sentence, says who stands on which side."""
    return number < 3 and "(" in text and _SIDES.search(text) is not None and len(split_sentences(text)) == 1


def _named_behind(passages: list[Passage], number: int) -> re.Match[str] | None:
    """Who took a picture: a name or an agency behind the one sentence, where prose goes on below."""
    text = passages[number].text
    if not 0 < number < _NEAR_TOP or text[-1] in ".!?”\"')]:;" or len(text) > _LONGEST_UNCREDITED:
        return None
    match = _TAKEN_BY.search(text, max(0, len(text) - 70))
    if match is None or match.start() < 30 or number + 1 >= len(passages):
        return None
    said = text[: match.start()]
    if match["dash"]:
        return match if len(split_sentences(said)) == 1 else None  # `… on Tuesday. - DAVID REYES`
    if ":" in text[:30]:
        return None
    who = match["who"]
    if who.isupper() or who.rsplit(maxsplit=1)[-1] in said or _DATELINED.match(text):
        return None  # somebody the sentence is about, or an agency and its desk
    if ends_with_abbreviation(said) and "/" not in match[0]:
        return None
    return match if len(split_sentences(said)) == 1 else None


def _names_agency(passages: list[Passage], number: int) -> bool:
    """Whether an agency stands behind the one sentence above the prose, or that of the dateline below it."""
    text = passages[number].text
    if number > 3 or number + 1 >= len(passages) or not (")" in text[-2:] or "]" in text[-2:]):
        return False
    match = _AGENCY_ALONE.search(text)
    if match is None:
        return False
    agency, following = match["who"], passages[number + 1].text
    if not is_known_agency(agency) or len(split_sentences(text[: match.start()])) != 1:
        return False
    if _abbreviates(agency, text[: match.start()]):
        return False
    below = [passage.text for passage in passages[number + 1 :] if len(passage.text) > 60]
    if (
        number
        and not _DATELINED.match(text)
        and len(below) > 1
        and not any(p.endswith(match[0].strip()) for p in below)
    ):
        return True  # no sign-off, which has nothing below it, and no brief among others
    return f"({agency})" in following[:90] or f"/{agency}/" in following[:90]


def _abbreviates(letters: str, said: str) -> bool:
    """Whether the letters are those of the name before them: `the People’s Action Party` of `PAP`."""
    words = re.split(r"[\s-]+", said)[-2 * len(letters) :]
    return len(letters) > 1 and "".join(w[0] for w in words if w[:1].isupper()).endswith(letters)


def _find_credit(text: str) -> tuple[str | None, int]:
    """Who is credited at the end of the text, and where that begins; (None, …) where nobody is."""
    tail, last = max(0, len(text) - 160), text[-3:]
    match = _BRACKETED.search(text, tail) if ")" in last or "]" in last else None
    if match:
        who = match["who"] or match["named"] or match["slashed"] or match["via"] or match["whose"] or ""
        if match["agency"] and not (
            is_known_agency(match["agency"])
            or is_known_agency(match["agency"].split()[0])
            or match["agency"].casefold() in _GIVERS
        ):
            return None, len(text)
        if match["who"] and not match["link"].strip() and not match["who"][0].isupper():
            return None, len(text)  # `(pictures of the day)`, `(video, podcasts)` are no credits
        in_capitals = text[match.start() :].lstrip()[0] == "[" and (match["slashed"] or "").isupper()
        if match["slashed"] and not in_capitals and not _credits_by_slash(match["slashed"]):
            return None, len(text)
        if match["named"] and len(text) > 260:
            return None, len(text)
        return who.strip(" .:/"), match.start()
    match = _BARE.search(text, tail) if _may_credit(text[tail:]) else None
    if match:
        wire, both = match["wire"], match["both"]
        who = match["who"] or match["agency"] or match["by"] or match["owner"] or both or wire
        if wire and (not is_known_agency(wire) or len(split_sentences(text[: match.start()])) > 2):
            return None, len(text)  # the last word of a story in a digest
        if both and (len(text) > _LONGEST_UNCREDITED or not all(map(_NAME.fullmatch, both.split("/")))):
            return None, len(text)
        if match["by"] and not _NAME.fullmatch(who.strip()):
            return None, len(text)
        if match.start() == 0 and match["who"] and not _NAME.fullmatch(who.strip(" .")):
            return None, len(text)  # `Photo: the boats at sea` is a caption, not a credit
        return who.strip(" .:/"), match.start()
    return None, len(text)


def _may_credit(end: str) -> bool:
    """Whether the end of a text holds what every credit holds; spares most texts the search."""
    if "©" in end:
        return True
    last = end[-30:]
    is_parted = "/" in end or "—" in last or "–" in last or "|" in last
    if (
        not is_parted
        and ":" not in end
        and " by " not in end
        and "ourtesy" not in end
        and "OURTESY" not in end
    ):
        return False
    lower = end.lower()
    for word in _PICTURE_WORDS:
        if word in lower:
            return True
    return is_parted and (_SLASHED_END.search(end) is not None or _WIRE_END.search(end) is not None)


def _credits_by_slash(words: str) -> bool:
    """Whether `Xinhua/Li Wen`, `Ana Prado/Reuters` credits a picture, as `(and/or)` does not."""
    parts = [part.strip() for part in words.split("/")]
    if any(part.lower().startswith(("photo by ", "image by ", "picture by ")) for part in parts):
        return True
    return all(part[:1].isupper() for part in parts) and any(
        is_known_agency(part) or part in ("Getty Images", "Getty", "Pool", "Handout") for part in parts
    )


def _is_caption(text: str, longest: int, sentences: int) -> bool:
    return len(text) <= longest and len(split_sentences(text)) <= sentences
