"""Lines of buttons: what a page lets its reader do with an article, and on which services."""

import re

_SERVICES = """
    facebook twitter whatsapp telegram linkedin pinterest reddit messenger instagram youtube tiktok
    viber zalo flipboard tumblr weibo wechat email e-mail mail print share tweet save copy gift bookmark
    sms pocket reprint sharing give teilen drucken merken partager imprimer envoyer enregistrer compartir
    guardar enviar partilhar condividi stampa bagikan simpan cetak threads bluesky mastodon signal wechat
    line kakaotalk naver vk xing copied unsave bookmarked delen afdrukken bewaren dela spara
    compartilhar salvar imprimir copiar chia sẻ in bài
"""
_BESIDE_SERVICES = """
    kindly please post with friends line x via on to this article story page the by or and like link lưu
    en sur auf em su ke op på por trên cet este esta esto
    in bài about artikel articolo artículo artigo l'article page options tools me full read more top
    comments comment add all view listen sign log register subscribe text size large small url
    download audio pdf follow news app google new window opens tab click
"""
_SAYS_SHARE = frozenset(_SERVICES.split()) - frozenset(_BESIDE_SERVICES.split())
_SHARES = _SAYS_SHARE | frozenset(_BESIDE_SERVICES.split())
_FIRMS = frozenset(
    "facebook twitter whatsapp telegram linkedin pinterest reddit instagram youtube tiktok google".split()  # noqa: SIM905
)
_SHARE_COUNT = re.compile(r"[\d.,]+k?")

_EDGES = "|•·,:;()[]+/-–"


def is_share_line(line: str) -> bool:
    """Whether the line, in lower case, names services and buttons alone: `facebook twitter email`."""
    first = line.split(None, 1)[:1]
    # Most lines are told by their first word: the others need not be looked at.
    if not first or not _may_share(first[0].strip(_EDGES)):
        return False
    if line.startswith(("- ", "* ", "• ")):
        return False  # an item of a list
    words = [word.strip(_EDGES) for word in line.split()]
    if words[1:2] == ["to"] and words[0] in _FIRMS:
        return False  # `Facebook to add news page` is a headline
    words = [word for word in words if word and not _SHARE_COUNT.fullmatch(word)]
    return (
        bool(words)
        and words[0] in _SHARES
        and all(w in _SHARES for w in words)
        and not _SAYS_SHARE.isdisjoint(words)
    )


def _may_share(word: str) -> bool:
    return not word or word in _SHARES or _SHARE_COUNT.fullmatch(word) is not None
