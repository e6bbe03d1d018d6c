"""Who sends news: the agencies we know by name or letters, and what else looks like one."""

import re

_LETTERS = """
reuters reuter rtrs afp ap pa upi dpa apa ansa agi adnkronos efe lusa tass ria interfax ukrinform belga anp
ritzau ntb tt stt ctk pap mti tanjug hina sta bta agerpres rompres anadolu aa mena wam spa kuna bna qna
ona petra ina irna isna sana nna xinhua ecns kyodo jiji yonhap kcna bernama antara pna vna vns ttxvn vov
vtv vgp ndo pano qdnd akp kpl mna tna pti ani ians uni app apd bss unb rss cna thx aap nzpa pacnews gna
nan kna aps panapress panapresse ena ebc sabc nampa zana angop ziana telam andina prensa notimex
ansalatina cmc cana jis bgnes dw rfi rfa rfe rfe/rl voa bbc cnn abc cbc nhk npr pbs prnewswire
globenewswire montsame azertac azertag kazinform kabar uza trend belta hanoimoi vietnamplus ukrnews tasr
sita keystone-sda sda businesswire accesswire newsfile newswire tnn ens dhns hns inn bns zanis
"""
_NAMES = (
    "associated press|the associated press|australian associated press"
    "|agence france-presse|press trust of india|press association|pa "
    "media"
    "|globe newswire|business wire|pr newswire|anadolu agency|al jazeera|bbc news|kyodo news|xinhua news "
    "agency"
    "|yonhap news|yonhap news agency|news agency of nigeria|ghana news agency|vietnam news agency|philippine "
    "news agency"
    "|canadian press|the canadian press|thomson reuters foundation|bernama news|central news agency|prensa "
    "latina"
    "|europa press|agencia efe|thx news|ritzaus bureau|nhan dan|ap news|sputnik news|ips news|caribbean "
    "media corporation"
)
_KNOWN = frozenset(_LETTERS.split()) | frozenset(_NAMES.split("|"))
_OF_AN_AGENCY = frozenset(
    ("news", "press", "media", "agency", "news agency", "newsroom", "newswire", "online", "news service")
)
"""What may stand behind the letters of an agency: `CBC News`, `Jiji Press`."""
_ACRONYM = re.compile(r"[A-Z]{2,6}(?:[/-][A-Z]{2,6}){0,2}")
_PARTS = re.compile(r"\s*[/+&]\s*|-(?=[A-Z])|\s+and\s+")
_SITE = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|net|org|info|news|vn|id|my|ph|in|cn|jp|kr|de|fr|es|it|pt|uk|au|nz|za|ng|ke|gh"
    r"|ge|az|kz|ua|ru|pl|cz|sk|hu|ro|bg|rs|hr|si|gr|tr|il|ae|sa|qa|bh|kw|jo|lb|eg|ma|tn|dz|et|tz|ug|rw|zm"
    r"|zw|mw|mz"
    r"|bw|sn|cm|ir|iq|pk|lk|bd|np|mm|th|kh|sg|hk|tw|mn|ca|mx|br|ar|cl|pe|ec|uy|cr|cu|jm|tt|bb|ie|nl|ch|se"
    r"|fi|dk|ee"
    r"|lv|lt|lu|mt|cy|eu|tv)",
    re.I,
)


def is_known_agency(words: str) -> bool:
    """Whether the words, or all parts of `AKP/VNA`, are the name or letters of news agencies we know."""
    lower = words.lower()
    if lower in _KNOWN:
        return True
    first, _, last = lower.partition(" ")
    if last in _OF_AN_AGENCY and first in _KNOWN:
        return True
    return len(words) < 40 and any(part.lower() in _KNOWN for part in _PARTS.split(words))


def is_agency(words: str) -> bool:
    """Whether the words are a known news agency, look like the letters of one, or like a site's address."""
    return (
        is_known_agency(words) or _ACRONYM.fullmatch(words) is not None or _SITE.fullmatch(words) is not None
    )


def is_site(words: str) -> bool:
    """Whether the words are the name of a news site by its address: `KOMPAS.com`, `VOV.VN`."""
    return _SITE.fullmatch(words) is not None
