"""People in a text: who, under which forms, where; every rule and trap has sentences of its own."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.article import Block
from tuireader.names.people import find_people
from tuireader.names.values import Person


def blocks_of(text: str) -> list[Block]:
    return [Block("paragraph", line) for line in text.split("\n")]


def people_in(text: str) -> dict[str, Person]:
    return {person.name: person for person in find_people(blocks_of(text))}


def mentions_of(person: Person, text: str) -> list[str]:
    lines = text.split("\n")
    return [lines[m.block][m.start : m.end] for m in person.mentions]


NAMED = [
    # titles and ranks stand outside the name
    ("Foreign Minister Israel Katz visited the port on Monday.", "Israel Katz"),
    ("Deputy Health Minister Dr. Amina Yusuf opened the clinic.", "Amina Yusuf"),
    ("Rear Adm. Peter Hallam Jr. commands the fleet.", "Peter Hallam Jr."),
    ("Commander of the Royal Norwegian Navy Vice Admiral Ole Strand said so.", "Ole Strand"),
    # what stands before a title in one run is no part of the name
    ("Oaxaca Governor Alejandro Ruiz met farmers.", "Alejandro Ruiz"),
    ("U.S. District Judge Virginia Bell dismissed the case. Bell wrote to both sides.", "Virginia Bell"),
    ("Acting EPA Administrator Marion Blakey spoke.", "Marion Blakey"),
    ("Second Gentleman Douglas Emhoff waved.", "Douglas Emhoff"),
    ("Ranking Member Peter Hallam objected.", "Peter Hallam"),
    ("WASHINGTON Eddie Presley spoke today.", "Eddie Presley"),
    ("We welcome Michael Thornley AO to the stage.", "Michael Thornley"),
    ("Senator John Ensign and Michael Carpenter spoke with Songling Peng.", "Michael Carpenter"),
    # function words and months that are names
    ("Party chief Vo Huu Son and State President To Lam spoke.", "To Lam"),
    ("Prime Minister Theresa May left the hall.", "Theresa May"),
    # family name first; particles; lower-case articles; suffixes; initials
    ("Chinese President Xi Jinping met Prime Minister Lee Hsien Loong.", "Lee Hsien Loong"),
    ("Crown Prince Mohammed bin Salman arrived in the evening.", "Mohammed bin Salman"),
    ("Sheikh Mohamed bin Zayed Al Nahyan hosted the talks.", "Mohamed bin Zayed Al Nahyan"),
    ("Nouri al-Maliki and Abdel Fattah el-Sisi spoke by phone.", "Abdel Fattah el-Sisi"),
    ("Commission President Ursula von der Leyen said she agreed.", "Ursula von der Leyen"),
    ("Author J.K. Rowling met President George W. Bush.", "J.K. Rowling"),
    ('Governor Rodolfo "Dodong" Salcedo Jr. announced it.', 'Rodolfo "Dodong" Salcedo Jr.'),
    # countries, cities and common words as names
    ("Jordan Henderson scored twice, coach Chad Kelly said.", "Jordan Henderson"),
    ("Kathy Ireland and Dawn French attended the show.", "Dawn French"),
    ("Singer Kenya Moore, 41, said she was glad.", "Kenya Moore"),
    # accents, apostrophes, doubled names
    ("Mayor Denise O'Neal handed out pies.", "Denise O'Neal"),
    ("Nguyễn Thị Minh Hà, a teacher, said the school was full.", "Nguyễn Thị Minh Hà"),
    ("Professor Amara Osei-Tutu warned of floods.", "Amara Osei-Tutu"),
    ("Secretary-General Ban Ki-moon thanked them.", "Ban Ki-moon"),
    # sentences glued together
    ("It is for peaceful purposes.General Tran Van Duc held that it helped.", "Tran Van Duc"),
    # royals and popes keep the title when one name follows it
    ("King Harald opened the museum on Saturday.", "King Harald"),
    ("Crown Princess Victoria of Sweden also came.", "Crown Princess Victoria"),
    # right before and after a post in apposition, in a list
    (
        "Admiral Tom Reyes, head of the Fleet; Joanna Royal, Principal Deputy Assistant Secretary; came.",
        "Joanna Royal",
    ),
    # an office with a hyphen, an age behind a single name, a country's name as a given name
    ("Co-author Xu Mengting built it.", "Xu Mengting"),
    ("Khamla, 63, counted the steps.", "Khamla"),
    ("Israel Salcedo Jr. flew home.", "Israel Salcedo Jr."),
    ("Georgia O'Keeffe painted in New Mexico.", "Georgia O'Keeffe"),
    # captions
    ("General Phan Van Binh (R) and his Chinese counterpart Wei Changan (Photo: agency)", "Wei Changan"),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_a_person_is_found_by_the_name_alone(text: str, name: str) -> None:
    assert name in people_in(text)


NOBODY = [
    "The 70th anniversary of Dien Bien Phu Victory was marked.",
    "Traffic in Ho Chi Minh City was heavy.",
    "Charles de Gaulle Airport closed for an hour.",
    "Hurricane Katrina and Typhoon Haiyan were stronger.",
    "The destroyer USS John Finn tied up at her pier.",
    "JP Morgan and Wells Fargo raised their forecasts.",
    "The plant was financed by Charles Schwab & Co. and Ernst & Young.",
    "The Ministry of Defence and the General Staff held a meeting.",
    "Deputy Prime Minister and Minister of Foreign Affairs",
    "The Vietnam National Defence White Paper was launched.",
    "They met at the Kennedy Center and in George Washington University.",
    "St. Petersburg and San Francisco signed a pact.",
    "The northern port city of Hai Phong welcomed them.",
    "The minister told us that the talks would help us all.",
    "VIETNAM AND LAOS SIGNED A DEAL",
    "Đoàn đến từ Thành phố Hồ Chí Minh và Trung Quốc.",
    "The Nobel Prize and the Martin Ennals Award were given.",
    "May God bless you all, and may God bless America.",
    "Section III of the act was struck down, and Phase II begins in June.",
    "The Luzon Corridor will link three ports.",
    "Seniors who chose Medicare Part D paid less.",
    "Black Americans and Alaska Natives wrote to Congress.",
    "The Rosebud Sioux Tribe sued.",
    "The office of Public Engagement answered.",
    "Emphasizing Entrepreneurship, the council spoke on.",
    "Bayh Announces Grants for Indiana Schools",
    'The film “Martha Oakley” opened, and the song "Billie Jean" was played.',
    "The festival closed with “Uncle Boon”.",
    "Lou Gehrig's disease and Crohn’s disease are rare, as Moore's Law is.",
    "St. John's was cut off by snow.",
    "A Costa Rica-based firm won.",
    "The GI Bill was praised by an Adjunct Professor of the college.",
    "It went to the Honorary Chairman and the Career Minister.",
    "",
]


@pytest.mark.parametrize("text", NOBODY)
def test_places_bodies_ships_storms_and_firms_are_nobody(text: str) -> None:
    assert people_in(text) == {}


def test_a_ship_is_not_the_person_it_is_named_after() -> None:
    text = "USS John Finn sailed.\nA veteran who served under the late Lt. John Finn waved."
    (person,) = find_people(blocks_of(text))
    assert person.name == "John Finn"
    assert [m.block for m in person.mentions] == [1]


SHORT_FORMS = [
    # given name last, family name first, family name last, several words
    (
        "Sr. Lt. Gen. Hoang Xuan Chien opened it. Gen. Chien then left.",
        "Hoang Xuan Chien",
        ("Hoang Xuan Chien", "Gen. Chien", "Chien"),
    ),
    (
        "General Phan Van Giang came. Later General Giang spoke.",
        "Phan Van Giang",
        ("Phan Van Giang", "General Giang", "Giang"),
    ),
    ("President Xi Jinping met envoys. Xi thanked them.", "Xi Jinping", ("Xi Jinping", "Xi")),
    (
        "Farmer Josephine Kila Wari, 43, grows sago. Kila Wari said it rained.",
        "Josephine Kila Wari",
        ("Josephine Kila Wari", "Kila Wari"),
    ),
    (
        "Dr. Abdel Rahman al-Tayeb runs the clinic.Al-Tayeb noted a cough.",
        "Abdel Rahman al-Tayeb",
        ("Abdel Rahman al-Tayeb", "Al-Tayeb"),
    ),
    (
        "Cmdr. Alicia Van Ness praised the cooks. Van Ness said so.",
        "Alicia Van Ness",
        ("Alicia Van Ness", "Van Ness"),
    ),
    # a surname that is a common word, at the start of a clause, before a verb of speech
    (
        "Jedidiah Royal, an official, spoke first. Meanwhile, Royal confirmed the plan.",
        "Jedidiah Royal",
        ("Jedidiah Royal", "Royal"),
    ),
    # a possessive is no part of the form
    (
        "Chancellor Olaf Scholz's visit ended. Scholz's remarks were short.",
        "Olaf Scholz",
        ("Olaf Scholz", "Scholz"),
    ),
    # spelling: hyphen and accents
    (
        "Leader Kim Jong-un waved. Kim Jong Un then left.",
        "Kim Jong-un",
        ("Kim Jong-un", "Kim Jong Un"),
    ),
    # an initial more or less
    (
        "Admiral Samuel J. Tanner spoke. Samuel Tanner left.",
        "Samuel J. Tanner",
        ("Samuel J. Tanner", "Samuel Tanner"),
    ),
]


@pytest.mark.parametrize(("text", "name", "forms"), SHORT_FORMS)
def test_short_forms_go_to_the_full_name(text: str, name: str, forms: tuple[str, ...]) -> None:
    people = people_in(text)
    assert list(people) == [name]
    assert people[name].forms == forms


def test_a_word_of_the_name_in_other_names_is_no_mention() -> None:
    text = "Jedidiah Royal, an official, spoke. The Royal Navy sailed. Royal said it would return."
    assert mentions_of(people_in(text)["Jedidiah Royal"], text) == ["Jedidiah Royal", "Royal"]


def test_a_surname_that_is_a_country_is_a_mention_but_not_after_a_preposition() -> None:
    text = "Forward Michael Jordan, 31, scored twice. Jordan later rested. The team flies to Jordan today."
    assert mentions_of(people_in(text)["Michael Jordan"], text) == ["Michael Jordan", "Jordan"]


def test_of_two_people_with_one_surname_the_one_spoken_of_last_is_meant() -> None:
    text = "Mayor Anna Blake spoke. Blake smiled.\nHer brother, Peter Blake, 40, sang. Blake bowed."
    people = people_in(text)
    assert mentions_of(people["Anna Blake"], text) == ["Anna Blake", "Blake"]
    assert mentions_of(people["Peter Blake"], text) == ["Peter Blake", "Blake"]


def test_who_is_called_by_a_given_name_so_far_is_not_meant_by_the_surname() -> None:
    text = "Amaka Obiechina died. Her son Chinedu told us. Obiechina wrote. Chinedu Obiechina survives her."
    assert [len(people_in(text)[name].mentions) for name in ("Amaka Obiechina", "Chinedu Obiechina")] == [
        2,
        2,
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The mayor commended President Ana Lopes.", "President"),
        ("They left after Magistrate Judge Ana Lopes.", "Magistrate Judge"),
        ("We thank Senator Ana Lopes.", "Senator"),
        ("They met interim President Ana Lopes.", "interim President"),
        ("They met former President Ana Lopes.", "former President"),
        ("They met trade minister Ana Lopes.", "trade minister"),
        ("Ana Lopes, a carpenter I met in Nevada, sang.", "a carpenter"),
        ("Ana Lopes, mayor of Ostermoor — for whom we voted — sang.", "mayor of Ostermoor"),
    ],
)
def test_a_post_ends_where_the_sentence_goes_on(text: str, title: str) -> None:
    assert people_in(text)["Ana Lopes"].title == title


def test_mr_and_ms_tell_two_people_with_one_surname_apart() -> None:
    text = "Mr John Smith and Ms Jane Smith came. Mr Smith sang. Ms Smith danced."
    people = people_in(text)
    assert people["John Smith"].forms == ("John Smith", "Mr Smith", "Smith")
    assert people["Jane Smith"].forms == ("Jane Smith", "Ms Smith", "Smith")


def test_father_and_son_are_two_people() -> None:
    text = "Governor Rodolfo Salcedo Jr. spoke. His father, former governor Rodolfo Salcedo Sr., listened."
    assert sorted(people_in(text)) == ["Rodolfo Salcedo Jr.", "Rodolfo Salcedo Sr."]


TITLES = [
    ("Mayor Haruka Shimizu told reporters.", "Mayor"),
    ("Finnish culture minister Aino Lehtonen came.", "Finnish culture minister"),
    ("Sgt. 1st Class Marcus Webb of the Guard helped.", "Sgt. 1st Class"),
    ("Commodore Maria Lim, the district commander, said no.", "Commodore; the district commander"),
    ("Naoto Kanzaki, a professor of disaster studies, said yes.", "a professor of disaster studies"),
    ("An interpreter, Ana Lopes, helped.", "interpreter"),
    (
        "Minister of National Defence General Tran Van Duc spoke.",
        "General; Minister of National Defence",
    ),
    ("Hattie Simmons, 81, walked six blocks.", None),
    ("Mr John Simmons, 81, walked six blocks.", None),
    ("The bank hired Jordan Avery as its next chief financial officer, it said.", "chief financial officer"),
    ("He served under the late Lt. Harold Finn.", "Lt."),
    ("It was held under the chair of Deputy Minister Le Van Son.", "Deputy Minister"),
    ("Prime Minister Anna Sato and French President Marc Dubois met.", "Prime Minister"),
    ("President Owen K. Marsh, Jr. welcomed Chancellor Ute Brandt of Germany.", "President"),
    ("Owen Marsh, Jr., chairman of the port authority, agreed.", "chairman of the port authority"),
    ("Owen Marsh Jr., chairman of the port authority, agreed.", "chairman of the port authority"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_is_as_stated_rank_before_post(text: str, title: str | None) -> None:
    person = min(find_people(blocks_of(text)), key=lambda p: p.mentions[0].start)
    assert person.title == title
    for part in (title or "").split("; "):
        assert part in text


def test_people_come_most_mentioned_first_then_in_text_order() -> None:
    text = "Mayor Anna Sato met Coach Peter Hall and Senator Lena Brandt. Hall spoke. Hall left."
    assert [p.name for p in find_people(blocks_of(text))] == ["Peter Hall", "Anna Sato", "Lena Brandt"]


def test_no_blocks_hold_nobody() -> None:
    assert find_people([]) == ()


_PIECES = st.sampled_from(
    [
        "President Emmanuel Macron", "Macron", "Gen. Hoang Xuan Chien", "Gen. Chien", "Chien", "To Lam",
        "said", "Royal", "Jedidiah Royal", "Hurricane Katrina", "Mohammed bin Salman", "al-Sisi",
        "bin", "the", "Mr", "Mr.", "King Harald", "USS John Finn", "Nguyễn Phú Trọng", "J.K. Rowling",
        "Jr.", "“", "”", '"Dodong"', "'s", ",", ".", "\n", ";", "(R)", "of", "and", "Vietnam", "O'Neal", "A",
        "İstanbul", "ǅ", "e\u0301", "🎉", "Charles de Gaulle Airport", "Sr. Lt. Gen.", "71", "who", "Al",
        "Zayed Al Nahyan", "Kim Jong-un", "-", "'",
    ]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map(" ".join) | st.text(max_size=200))
def test_every_mention_is_a_form_in_range_and_none_overlap(text: str) -> None:
    blocks = blocks_of(text.replace("\r", " "))
    taken: set[tuple[int, int]] = set()
    for person in find_people(blocks):
        assert person.forms[0] == person.name
        assert len(set(person.forms)) == len(person.forms)
        assert person.mentions == tuple(sorted(person.mentions, key=lambda m: (m.block, m.start)))
        for mention in person.mentions:
            assert 0 <= mention.start < mention.end <= len(blocks[mention.block].text)
            assert blocks[mention.block].text[mention.start : mention.end] in person.forms
            here = {(mention.block, at) for at in range(mention.start, mention.end)}
            assert not here & taken
            taken |= here


def test_the_weights_are_read_when_first_needed() -> None:
    code = (
        "import tuireader.names.find, tuireader.names.quotes, tuireader.names.same\n"
        "from tuireader.names.tagger import tagger\n"
        "from tuireader.names.lexicon import lexicon\n"
        "print(tagger.cache_info().currsize, lexicon.cache_info().currsize)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["0", "0"]


def test_a_long_text_without_a_break_is_read() -> None:
    text = "President Emmanuel Macron said so. " * 3000
    (person,) = find_people([Block("paragraph", text)])
    assert len(person.mentions) == len(re.findall("Macron", text))


def test_a_person_is_found_before_and_after_a_page_of_capitalised_words() -> None:
    text = "Mayor Anna Sato spoke. " + "Bridge Sato " * 20_000 + "ended. Then Sato left."
    (person,) = find_people([Block("paragraph", text)])
    assert person.name == "Anna Sato"
    assert [m.start for m in person.mentions][:1] == [text.index("Anna")]
    assert person.mentions[-1].start == text.rindex("Sato")


@pytest.mark.parametrize(
    "text",
    [
        "Robert Kellerman, Jr. was there; Mr. Jr. left. Secretary Jr. said no.",
        "Martin Ollander, III and Sammy Dovers, Jr. sang. Mr. III did too.",
    ],
)
def test_the_end_of_a_name_is_nobody(text: str) -> None:
    assert not {"Jr.", "III", "Jr", "Mr. Jr."} & set(people_in(text))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Why does President Joe Biden matter?", "President"),
        ("He met both President Joe Biden and the press.", "President"),
        ("The envoy met either Prime Minister Joe Biden or a deputy.", "Prime Minister"),
        ("It was Joe Biden, both President Keir Stormer and an aide said.", None),
        ("It was former President Joe Biden.", "former President"),
        ("Joe Biden, a lawyer from Delaware, said so.", "a lawyer from Delaware"),
    ],
)
def test_a_title_begins_with_a_word_of_it(text: str, title: str | None) -> None:
    assert people_in(text)["Joe Biden"].title == title
