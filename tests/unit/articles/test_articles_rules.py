"""Cleaning rules by name: each takes what its words say, can be switched off, and a user adds their own."""

import pickle
import time
from dataclasses import replace

import pytest

from tuireader.articles.article import Article, Removed
from tuireader.articles.cleaning import EVERY_RULE, Cleaning, cleaning_for
from tuireader.articles.describing import describe
from tuireader.articles.reading import article_from_bytes
from tuireader.articles.records import Record
from tuireader.articles.rules import RULE_NAMES, RULES
from tuireader.settings import CleaningRule, CleaningSettings, Settings

PROSE = (
    "The harbour board of the small town met on a rainy evening and agreed to paint all of its boats green."
)
MORE = "Nobody spoke against the plan, although two fishermen left before the vote and did not come back."
HEADLINE = "Harbour board paints its boats"

ABOVE = {"section label", "running head", "breadcrumb", "front matter", "date prefix"}
UNDER_HEADLINE = {"date line", "byline", "article number", "source line", "editors", "release stamp"}
BELOW = {
    "sign-off", "translator", "reporting credit", "contact", "copyright", "desk initials", "exchange rate",
    "origin", "end mark", "photographer",
}  # fmt: skip
OTHERS: dict[str, str | Record] = {
    "page furniture": Record(
        f"{PROSE}\n\n{MORE}", removed=(Removed("page furniture", "Home Sport Weather"),)
    ),
    "mail signature": Record(PROSE, removed=(Removed("mail signature", "-- \nOda Brandvold, press desk"),)),
    "hidden markup": Record(f"{PROSE}\n\n<script>\ntoggle(1)\n</script>\n\n{MORE}", markup="markdown"),
    "front matter": f"---\ntitle: Boats go green\n---\n\n{PROSE}\n\n{MORE}",
    "database copy": (
        f"The Log\n\nMay 3, 2023 Wednesday\n\n{HEADLINE}\n\nLENGTH: 512 words\n\nBODY:\n{PROSE}\n\n{MORE}"
    ),
    "byline post": f"{HEADLINE}\nBy Jo Berg\nStaff Writer\n\n{PROSE}\n\n{MORE}",
    "dateline": f"OSLO (NTB) - {PROSE}\n\n{MORE}",
    "photo credit": f"{PROSE}\n\nBoats at sea (Photo: VNA)\n\n{MORE}",
    "date prefix": f" date 2024-12-22 {PROSE}\n\n{MORE}",
    "small print": f"{HEADLINE}\n\n{PROSE}\n\n{MORE}\n\n© 2023 The Harbour Post\nTerms",
    "hyphen at a line end": (
        "The fleet came home after a long deploy-\nment that took the crew from the gulf\n"
        "to the cold sea and back again to the\nold pier where they had begun it all\nin the spring of it."
    ),
}
EXAMPLES = [rule for rule in RULES if rule.example]


def made_of(text: str | Record, cleaning: Cleaning = EVERY_RULE) -> Article:
    record = Record(text) if isinstance(text, str) else text
    return describe(record, path="story.txt", cleaning=cleaning)


def with_example(name: str, example: str) -> str | Record:
    """An article in which the rule's example stands where its words say."""
    if name in OTHERS:
        return OTHERS[name]
    if name in ABOVE:
        return f"{example}\n{HEADLINE}\n\n{PROSE}\n\n{MORE}"
    if name in UNDER_HEADLINE:
        return f"{HEADLINE}\n{example}\n\n{PROSE}\n\n{MORE}"
    if name in BELOW:
        return f"{HEADLINE}\n\n{PROSE}\n\n{MORE}\n\n{example}"
    return f"{HEADLINE}\n\n{PROSE}\n\n{example}\n\n{MORE}"


def test_names_are_given_once() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", [r for r in EXAMPLES if not r.always], ids=lambda rule: rule.name)
def test_a_rule_takes_its_example(rule: object) -> None:
    name, example = rule.name, rule.example  # type: ignore[attr-defined]
    found = made_of(with_example(name, example))
    taken = [piece.text for piece in found.removed if piece.rule == name]
    assert any(example in text for text in taken), found.removed
    assert all(example not in block.text for block in found.blocks)


@pytest.mark.parametrize("rule", [r for r in EXAMPLES if not r.always], ids=lambda rule: rule.name)
def test_a_rule_that_is_off_takes_nothing(rule: object) -> None:
    name, example = rule.name, rule.example  # type: ignore[attr-defined]
    found = made_of(with_example(name, example), Cleaning(off=frozenset({name})))
    assert name not in {piece.rule for piece in found.removed}
    assert "".join(example.split()) in "".join("".join(block.text.split()) for block in found.blocks)


def test_a_dateline_that_stays_is_read_all_the_same() -> None:
    found = made_of(f"OSLO (NTB) - {PROSE}", Cleaning(off=frozenset({"dateline"})))
    assert (found.place, found.source) == ("OSLO", "NTB")
    assert found.paragraphs == (f"OSLO (NTB) - {PROSE}",)


def test_lines_and_glued_sentences_can_be_left_as_they_are() -> None:
    glued = "They left the hall.Nobody spoke then."
    assert made_of(glued, Cleaning(off=frozenset({"glued sentences"}))).paragraphs == (glued,)
    wrapped = str(OTHERS["hyphen at a line end"])
    left = made_of(wrapped.title(), Cleaning(off=frozenset({"wrapped lines"})))
    assert len(left.blocks) > len(made_of(wrapped).blocks) == 1


def test_what_is_always_taken_is_named_too() -> None:
    text = "The rail&nbsp;com\u00adpany said &ldquo;yes&rdquo; &amp; &amp; left."
    found = article_from_bytes(text.encode(), "a.txt")
    assert found.paragraphs == ("The rail company said “yes” & & left.",)
    assert found.original == "The rail&nbsp;company said &ldquo;yes&rdquo; &amp; &amp; left."
    assert [(piece.rule, piece.text) for piece in found.removed] == [
        ("entities", "&nbsp; &ldquo; &rdquo; &amp; ×2"),
        ("soft hyphens", "com‧pany"),
    ]
    assert {"entities", "soft hyphens", "blank lines"} == {rule.name for rule in RULES if rule.always}
    assert not {"entities", "soft hyphens", "blank lines"} & set(RULE_NAMES)


@pytest.mark.parametrize(
    ("rule", "line", "left"),
    [
        (CleaningRule("own", "Read on for $1"), "Read  on for $1", None),
        (CleaningRule("own", "read ON for $1"), "Read on for $1", None),
        (CleaningRule("own", "Read on"), "Read on for $1", "Read on for $1"),
        (CleaningRule("own", r"Read on for \$\d", regex=True), "read on for $7", None),
        (CleaningRule("own", r"Read on", regex=True), "Read on for $7", "Read on for $7"),
        (
            CleaningRule("own", "[AD]", within=True),
            "The boats [ad] are green now.",
            "The boats  are green now.",
        ),
        (
            CleaningRule("own", r"\[\w+\]", regex=True, within=True),
            "Boats [x] go [y] green.",
            "Boats  go  green.",
        ),
    ],
)
def test_a_rule_of_the_users_own(rule: CleaningRule, line: str, left: str | None) -> None:
    found = made_of(f"{PROSE}\n\n{line}\n\n{MORE}", Cleaning(rules=(rule,)))
    kept = [" ".join(left.split())] if left else []
    assert [block.text for block in found.blocks] == [PROSE, *kept, MORE]
    taken = "".join(piece.text for piece in found.removed if piece.rule == "own")
    assert sorted("".join(taken + (left or "")).replace(" ", "")) == sorted(line.replace(" ", ""))


def test_a_rule_may_be_for_one_source() -> None:
    for_all, for_ap = CleaningRule("a", "x"), CleaningRule("b", "y", source="ap")
    settings = replace(Settings(), cleaning=CleaningSettings(("advert",), (for_all, for_ap)))
    assert cleaning_for(settings, "ap") == Cleaning(frozenset({"advert"}), (for_all, for_ap))
    assert (
        cleaning_for(settings, "efe") == cleaning_for(settings) == Cleaning(frozenset({"advert"}), (for_all,))
    )
    assert cleaning_for(Settings()) == EVERY_RULE


def test_cleaning_goes_to_other_processes_and_tells_itself_from_others() -> None:
    cleaning = Cleaning(frozenset({"advert", "tags"}), (CleaningRule("a", "x+", regex=True),))
    assert pickle.loads(pickle.dumps(cleaning)) == cleaning
    again = Cleaning(frozenset({"tags", "advert"}), (CleaningRule("a", "x+", regex=True),))
    assert cleaning.fingerprint() == again.fingerprint()
    others = [
        EVERY_RULE,
        replace(cleaning, off=frozenset()),
        replace(cleaning, rules=(CleaningRule("a", "x+"),)),
        replace(cleaning, rules=(CleaningRule("a", "x+", regex=True, within=True),)),
    ]
    assert len({c.fingerprint() for c in [cleaning, *others]}) == 5


def test_no_pattern_holds_a_scan_up() -> None:
    rule = CleaningRule("slow", "(a+)+$|(.*)*b(.*)*c", regex=True, within=True)
    started = time.process_time()
    made_of("a" * 20_000 + "!", Cleaning(rules=(rule,)))
    assert time.process_time() - started < 5  # any engine that backs up would need more than a lifetime
