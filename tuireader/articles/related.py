"""Lists that are not the article: links to other stories, and the address behind a press release."""

import re

from tuireader.articles.draft import Draft, Passage
from tuireader.text.plain import caseless

LONGEST = 160
"""A line longer than this is never furniture."""

_RELATED = re.compile(
    r"\W{0,3}(?:related(?: (?:coverage|stories|articles|news|links|topics|content|reading))?|in this "
    r"(?:story|section)"
    r"|attachments?|downloads?|(?:component|topic)\(s\)|you (?:might|may) (?:also )?(?:like"
    r"|be interested in)|(?:explore )?more (?:from|on|stories|news|in|coverage|like "
    r"this)\b.{0,40}"
    r"|read (?:also|next|more)|also read|see also|recommended(?: for you| stories| reading| videos)?|up next"
    r"|keep reading"
    r"|editor[’']s picks"
    r"|(?:previous|next) (?:post|article|story)|most (?:read|viewed|popular|recent|shared)|(?:latest|other"
    r"|top|trending|popular)(?: (?:news|stories|articles|now))?"
    r"|what to read next|(?:from|around|elsewhere on) the web|(?:from|by) our (?:partners|sponsors|archives?)"
    r"|(?:stories|articles|things) (?:you (?:may|might) (?:like|have missed)|for you)"
    r"|(?:in case you missed it|icymi)"
    r"|(?:popular|trending) (?:now|in the community|on .{2,30})|more (?:top|local|world|sports?"
    r"|business) (?:news|stories)"
    r"|(?:related|hot|trending) (?:tags|topics|content|posts|pages|videos)|similar (?:stories|articles"
    r"|news|posts)"
    r"|(?:today[’']s|breaking) headlines|also in (?:the )?news|you may also be interested in"
    r"|sponsored stories"
    r"|más noticias|(?:lo )?más leíd[oa]s?|te recomendamos|le puede interesar|notas? relacionadas?"
    r"|(?:les )?plus lus|à ne pas manquer|articles? liés?|dans la même rubrique|meistgelesen|auch interessant"
    r"|weitere (?:artikel|meldungen|themen)|veja também|mais lidas|notícias relacionadas|articoli correlati"
    r"|potrebbe interessarti|berita lainnya|artikel terkait|terpopuler|đọc nhiều|bài liên quan"
    r"|tin mới(?: nhất)?"
    r"|don[’']t miss|tin liên quan|tin cùng chuyên mục|tin khác|xem thêm|đọc "
    r"thêm"
    r"|(?:à )?lire aussi|sur le même sujet|leer también|lea también|noticias relacionadas|te puede interesar"
    r"|leia também"
    r"|leggi anche|lesen sie auch|mehr zum thema|das könnte sie auch interessieren|lees ook|les også|baca "
    r"juga"
    r"|berita terkait)\s*[:.]?"
)
"""Of lines in lower case: without setting case aside in a fourth of the time."""
_CONTACT = re.compile(
    r"\W{0,3}(?:(?:media|press|investor|editorial|public|news|further)\b[^.]{0,40}\b(?:contacts?|inquiries"
    r"|enquiries|relations)"
    r"|contacts?(?: (?:information|details|persons?|us))?(?: for (?:media|press))?|(?:media|press) office"
    r"|notes? (?:to|for) editors?"
    r"|for (?:(?:more|further|additional|media|press|all)\b[^.]{0,70}?(?:information|inquiries|enquiries"
    r"|queries|details|interviews)"
    r"|interviews)\b.{0,80}|(?:pressekontakt|contact presse|contacto de prensa|kontak media|liên "
    r"hệ))(?:\s*:.{0,100}|,?\s+(?:please|contact|visit)\b.{0,100}|)"
)
"""Of lines in lower case, too."""
_TAGGED = re.compile(r"\W{0,3}(?:tags?|tagged|keywords?|topics?|filed under|categories)\s*:?")
"""The heading of key words, in lower case."""
_READ_MORE = re.compile(r"(?:continue reading|read more)\W*", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][”\"’)]*$")


def is_related(line: str) -> bool:
    """Whether the line is a heading of links to other stories."""
    return _RELATED.fullmatch(caseless(line)) is not None


def drop_related(passages: list[Passage], draft: Draft) -> bool:
    """Take lists of links to other stories, and a closing contact address; whether there was any at the end.

    In a closing list every line after its heading must look like a headline: short and without a full
    stop. Within the text only what stands right under the heading is taken.
    """
    found = False
    addressed = any(piece.rule == "contact" for piece in draft.removed)
    for number in range(len(passages) - 1, max(-1, len(passages) - 12), -1):
        lines = passages[number].lines
        for at, line in enumerate(lines[:20]):
            if not (number or at) or len(line) > LONGEST:
                continue
            after = lines[at + 1 :] + [x for p in passages[number + 1 :] for x in p.lines]
            rule = _closing_list(line, after, addressed)
            if rule is None or not draft.take(rule, line):
                continue
            for taken in after:
                draft.take(rule, taken)
            addressed = addressed or rule == "contact"
            del lines[at:]
            del passages[number + (1 if at else 0) :]
            found = True
            break
    _drop_related_within(passages, draft)
    return found


def _closing_list(heading: str, after: list[str], addressed: bool) -> str | None:
    """Name the rule for all that stands from here on: links to other stories, or an address.

    A heading of an address may be all that is left, once the address itself was taken (`addressed`).
    """
    if len(heading) <= 80 and len(after) <= 20 and is_related(heading):
        if not any(len(line) > 150 or _SENTENCE.search(line) for line in after):
            return "related links"
    elif len(heading) <= 20 and 0 < len(after) <= 16 and _TAGGED.fullmatch(caseless(heading)):
        return "tags" if all(len(line) <= 40 and not _SENTENCE.search(line) for line in after) else None
    elif len(after) <= 24 and _is_contact(heading) and all(len(line) <= LONGEST for line in after):
        return "contact" if after or addressed or re.search(r"[@\d:]", heading) else None
    return None


def _is_contact(heading: str) -> bool:
    return _CONTACT.fullmatch(caseless(heading)) is not None


def _drop_related_within(passages: list[Passage], draft: Draft) -> None:
    number = 1
    while number < len(passages):
        lines = passages[number].lines
        if len(lines[0]) <= 60 and is_related(lines[0]):
            last = number
            links = lines[1:]
            while not links or len(passages[last].lines) == 1:
                # A heading by itself: its links are the short lines that follow, before prose.
                if last + 2 >= len(passages) or not all(map(_is_link, passages[last + 1].lines)):
                    break
                last += 1
                links = links + passages[last].lines
            if (
                (links or lines[0].endswith(":"))
                and len(links) <= 8
                and all(map(_is_link, links))
                and draft.take("related links", lines[0])
            ):
                for link in links:
                    draft.take("related links", link)
                del passages[number : last + 1]
                continue
            if len(lines) > 1 and _READ_MORE.fullmatch(lines[0]) and draft.take("reading aid", lines[0]):
                del lines[0]
        number += 1


def _is_link(line: str) -> bool:
    return len(line) <= 150 and not _SENTENCE.search(line) and (len(line.split()) >= 3 or len(line) < 4)
