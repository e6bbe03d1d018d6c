"""Countries in a text: which, where, how surely; every trap is a sentence of its own."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.articles.article import Block
from tuireader.names.countries import countries, find_countries
from tuireader.names.values import CountryFound, Mention


def blocks_of(text: str) -> list[Block]:
    return [Block("paragraph", line) for line in text.split("\n")]


def mask_of(text: str, *people: str) -> list[Mention]:
    """Where the people stand, as the people's finder would hand it in."""
    return [
        Mention(at, match.start(), match.end())
        for at, line in enumerate(text.split("\n"))
        for person in people
        for match in re.finditer(rf"(?<!\w){re.escape(person)}(?!\w)", line)
    ]


def found_in(text: str, *people: str, place: str | None = None) -> dict[str, CountryFound]:
    found = find_countries(blocks_of(text), place=place, masked=mask_of(text, *people))
    return {country.code: country for country in found}


def codes_in(text: str, *people: str, place: str | None = None) -> set[str]:
    """The countries that a reader sees: all but those only hinted at."""
    return {c.code for c in found_in(text, *people, place=place).values() if c.evidence != "weak"}


SENTENCES = [
    # names, demonyms, abbreviations
    ("Envoys of Vietnam, Laos and Cambodia signed.", "VN LA KH"),
    ("Burmese, Lao and Sri Lankan traders met.", "MM LA LK"),
    ("The U.S., the U.K. and the U.A.E. agreed.", "US GB AE"),
    ("The DPRK and the ROK exchanged letters through the PRC.", "KP KR CN"),
    ("A Dutchman, two Frenchwomen and three Filipinos were aboard.", "NL FR PH"),
    ("Côte d’Ivoire, Cote d'Ivoire and the Ivory Coast are one.", "CI"),
    ("Türkiye was Turkey on the older maps.", "TR"),
    ("Officials of Viet Nam and Timor-Leste spoke.", "VN TL"),
    ("Curacao and São Tomé sent swimmers.", "CW ST"),
    ("The Holy See and Kosovo had observers.", "VA XK"),
    ("Trucks wait in the Gaza Strip and the West Bank.", "PS"),
    ("Hong Kong and Macau swam against Chinese Taipei.", "HK MO TW"),
    # long names win over the short ones inside
    ("South Sudan opened its border.", "SS"),
    ("Sudan and South Sudan opened their border.", "SD SS"),
    ("Papua New Guinea drew with Equatorial Guinea.", "PG GQ"),
    ("Guinea-Bissau asked Guinea for rice.", "GW GN"),
    ("The Dominican Republic beat Dominica.", "DO DM"),
    ("The Central African Republic lies in Central Africa.", "CF"),
    ("American Samoa is not Samoa.", "AS WS"),
    ("Trinidad and Tobago, Antigua and Barbuda, Bosnia and Herzegovina.", "TT AG BA"),
    ("Saint Vincent and the Grenadines voted.", "VC"),
    ("The Democratic Republic of the Congo faces the Republic of the Congo.", "CD CG"),
    # pairs
    ("Talks between the two Koreas stalled.", "KP KR"),
    ("The two Congos share a river.", "CD CG"),
    ("North and South Korea reopened the line.", "KP KR"),
    ("An inter-Korean railway is planned.", "KP KR"),
    ("US-Vietnam trade and the Vietnam-Russia fund grew.", "US VN RU"),
    ("Russian-backed, US-led and China-based firms.", "RU US CN"),
    ("A non-US buyer asked.", "US"),
    ("Sino-Vietnamese and Franco-German ties improved.", "CN VN FR DE"),
    # capitals
    ("HANOI AND VIENTIANE: VIETNAM AND SOUTH KOREA SIGN DEAL", "VN KR"),
    ("NEW ZEALAND'S FLEET LEAVES CHAD ALONE", "NZ TD"),
    ("US TROOPS TO LEAVE", "US"),
    # of old
    ("He served in the Soviet Union, Yugoslavia and Czechoslovakia.", "SU YU CS"),
    ("Old maps show Zaire, Burma, Swaziland, Ceylon and Rhodesia.", "CD MM SZ LK ZW"),
    # us
    ("The minister told us that the talks would help us all.", ""),
    ("CONTACT US", ""),
    ("FOLLOW US ON THE WEB", ""),
    ("Contact US", ""),
    ("The grant is worth US$3 billion.", ""),
    ("The flat costs 69 million (US $3 million), or ten million Colombian pesos.", ""),
    ("The Colombian peso fell against the US dollar.", "CO US"),
    ("The team played 12 GB of data.", ""),
    ("Team GB won gold.", "GB"),
    # regions, waters, set phrases
    ("New England, New South Wales and New Mexico are no countries.", ""),
    ("New Mexico borders Mexico.", "MX"),
    ("Ships crossed the South China Sea, the Sea of Japan and the English Channel.", ""),
    ("It blew in from the Gulf of Mexico and the Gulf of Guinea.", ""),
    ("The Jordan River, Lake Malawi and the Norwegian Sea.", ""),
    ("Latin America, South American and Indo-Pacific leaders; American Indians and West Indian batsmen.", ""),
    ("ASEAN, EU and UN officials came.", ""),
    ("Oil spilled in the Niger Delta.", "NG"),
    ("Nigerien soldiers crossed from Niger.", "NE"),
    ("He ate French fries, Swiss cheese, a Danish pastry and Turkish delight.", ""),
    ("A Panama hat is in the Panama Papers.", ""),
    ("French Open champions played.", ""),
    ("USA Today and Bank of America moved.", ""),
    ("A guinea pig and a Guinea fowl escaped.", ""),
    ("Burmese pythons and Cuban tree frogs spread; Canada geese too.", ""),
    ("Vietnamese rice and Norwegian salmon sold well.", "VN NO"),
    ("Veterans of the Korean War and the Iran-Iraq War met.", ""),
    ("The Spanish Civil War and the Vietnam War are taught.", ""),
    ("Hurricane Georgia never came; Cyclone Chad did.", ""),
    ("The frigate HMS Jamaica sailed.", ""),
    ("He was born in Cuba, Missouri, and lives in China, Maine.", ""),
    ("Between Canada, Texas and Mexico.", "CA MX"),
    ("She waited on Jordan Street in Lebanon County.", ""),
    ("The US Gulf Coast was hit.", "US"),
    # languages
    ("He speaks English and French.", ""),
    ("She is fluent in Spanish.", ""),
    ("A Spanish-language paper and French-speaking readers.", ""),
    ("The book was translated into Portuguese, Greek and Turkish.", ""),
    ("Ministers spoke in French Guiana.", "GF"),
    ("The fund invests in French and German firms.", "FR DE"),
    # Georgia
    ("Georgia and Russia fought in 2008; Tbilisi lost.", "GE RU"),
    ("Georgia voted on Sunday.", "GE"),
    ("Georgia ballots were counted in Atlanta, said Gov. Brian Kemp.", ""),
    # Turkey, China, Chile, Poland
    ("Turkey prices rose before Thanksgiving; turkey farms struggled.", ""),
    ("Turkey's president flew home.", "TR"),
    ("Roast Turkey was served in Ankara.", ""),
    ("The SS Norway was scrapped.", ""),
    ("A China cabinet full of bone china stood there.", ""),
    ("China raised its tariffs.", "CN"),
    ("Green Chile stew is served; Chile Peppers too.", ""),
    ("Chile voted.", "CL"),
    ("Polish the silver, then wait.", ""),
    ("Polish officials waited.", "PL"),
    # Congo, Dominica, Guinea, Ireland, Korea, Jersey
    ("Fighting goes on in eastern Congo near Goma.", "CD"),
    ("Congo's president spoke in Brazzaville.", "CG"),
    ("Dominica votes. Dominican farmers wait.", "DM"),
    ("Dominican farmers wait in Santo Domingo.", "DO"),
    ("A Dominican friar read Mass.", ""),
    ("Guinea voted. Guinean miners did not.", "GN"),
    ("Police in Northern Ireland met.", "GB"),
    ("Ireland and Britain agreed.", "IE GB"),
    ("Korea exports ships.", "KR"),
    ("North Korea fired; North Korean media and the Korean army cheered. North Korea again.", "KP"),
    ("Jersey traffic is bad, as is all of New Jersey.", ""),
    ("Guernsey and Jersey set rates.", "GG JE"),
    ("St. Martin of Tours gave his cloak.", ""),
    ("The hurricane reached Saint Martin.", "MF"),
    # a people's noun
    ("A Finn and the Dane won; the Poles lost.", "FI DK PL"),
    ("He took Pole position; Finn Harps drew.", ""),
    # other languages
    ("Nhật Bản và Hàn Quốc ký thỏa thuận với Campuchia.", "JP KR KH"),
    ("L'Allemagne et la Norvège ont signé.", "DE NO"),
]


@pytest.mark.parametrize(("sentence", "codes"), SENTENCES, ids=lambda value: str(value)[:48])
def test_countries_of_a_sentence(sentence: str, codes: str) -> None:
    assert codes_in(sentence) == set(codes.split())


NAMED_LIKE_COUNTRIES = [
    ("Jordan's king received Michael Jordan.", ["Michael Jordan"], "JO"),
    ("Chad Johnson scored twice. Chad's president watched.", ["Chad Johnson"], "TD"),
    ("Jordan's coach praised Michael Jordan.", ["Michael Jordan"], ""),
    ("Michael Jordan scored 45 points. Jordan later retired.", ["Michael Jordan"], ""),
    ("King Abdullah II of Jordan said Jordan would help.", ["Abdullah II"], "JO"),
    ("King Abdullah II of Jordan arrived.", ["Abdullah II of Jordan"], "JO"),
    ("South Korea won.", ["South Korea"], "KR"),
    ("Coach South Korea won.", ["Coach South Korea"], "KR"),
    ("Jordan Blake took over. “Jordan is careful,” a friend said.", ["Jordan Blake"], ""),
    ("Jordan Blake flew to Amman. Jordan welcomed him.", ["Jordan Blake"], "JO"),
    ("Chad Moore threw well. Chad was a colicky baby.", ["Chad Moore"], ""),
    ("Foreign Minister Israel Katz visited India.", ["Israel Katz"], "IN"),
    ("Foreign Minister Israel Katz said Israeli forces would stay in Israel.", ["Israel Katz"], "IL"),
    ("Kathy Ireland and Dawn French attended.", ["Kathy Ireland", "Dawn French"], ""),
    ("Tom Holland stars. Holland said he was glad.", ["Tom Holland"], ""),
    ("Mark Cuban bought a team.", ["Mark Cuban"], ""),
    ("Francisco Franco ruled Spain.", ["Francisco Franco"], "ES"),
    ("Kenya Moore and India Arie sang.", ["Kenya Moore", "India Arie"], ""),
    ("Georgia Stanway spoke.", ["Georgia Stanway"], ""),
    ("The destroyer USS John Finn came home.", [], ""),
]


@pytest.mark.parametrize(("text", "people", "codes"), NAMED_LIKE_COUNTRIES, ids=lambda value: str(value)[:40])
@pytest.mark.parametrize("known", [True, False], ids=["people known", "people unknown"])
def test_people_named_like_countries_are_none(text: str, people: list[str], codes: str, known: bool) -> None:
    assert codes_in(text, *(people if known else [])) == set(codes.split())


@pytest.mark.parametrize(
    ("text", "place", "code", "evidence"),
    [
        ("The Royal Canadian Navy sailed.", None, "CA", "organisation"),
        ("Kenya Airways cancelled flights.", None, "KE", "organisation"),
        ("Air France cancelled flights.", None, "FR", "organisation"),
        ("The Bank of Japan raised rates.", None, "JP", "organisation"),
        ("The Royal Canadian Navy sailed from Canada.", None, "CA", "named"),
        ("French Ambassador Olivier Brochet spoke.", None, "FR", "named"),
        ("The Kremlin said nothing.", None, "RU", "weak"),
        ("Khartoum is quiet.", None, "SD", "weak"),
        ("Rain fell in New South Wales.", None, "AU", "weak"),
        ("Rain fell.", "Hanoi", "VN", "dateline"),
        ("Rain fell in Hanoi.", "Hanoi", "VN", "dateline"),
        ("Rain fell.", "YOKOSUKA, Japan", "JP", "dateline"),
        ("Rain fell.", "MACON, Ga.", "US", "dateline"),
        ("Rain fell.", "LAS CRUCES, New Mexico", "US", "dateline"),
        ("Rain fell.", "ATHENS, Georgia", "US", "dateline"),
        ("Rain fell.", "TIFTON, Georgia", "US", "dateline"),
        ("Rain fell.", "TBILISI, Georgia", "GE", "dateline"),
        ("Rain fell.", "Batumi, Georgia", "GE", "dateline"),
        ("Rain fell.", "Ho Chi Minh City", "VN", "dateline"),
        ("Rain fell in Japan.", "YOKOSUKA, Japan", "JP", "named"),
    ],
)
def test_evidence_is_graded(text: str, place: str | None, code: str, evidence: str) -> None:
    found = found_in(text, place=place)
    assert {c: f.evidence for c, f in found.items()} == {code: evidence}


def test_a_dateline_tells_the_american_state_from_the_country() -> None:
    text = "Prices have climbed by a third across Georgia since spring."
    assert codes_in(text, place="MACON, Ga.") == {"US"}
    assert codes_in(text) == {"GE"}


def test_a_place_unknown_adds_nothing() -> None:
    assert codes_in("Rain fell.", place="Fernhollow") == set()


def test_forms_stand_in_order_of_appearance_and_mentions_where_they_are() -> None:
    text = "Vietnamese exports grew.\nVietnam and Vietnamese firms, said VIETNAM’S minister in Hanoi."
    vietnam = found_in(text)["VN"]
    assert vietnam.name == "Vietnam"
    assert vietnam.forms == ("Vietnamese", "Vietnam", "VIETNAM")
    assert vietnam.mentions == (Mention(0, 0, 10), Mention(1, 0, 7), Mention(1, 12, 22), Mention(1, 35, 42))


def test_the_most_mentioned_comes_first_and_hints_come_last() -> None:
    found = find_countries(
        blocks_of("Moscow and Moscow, said Moscow. Laos met France; France was glad."), place=None, masked=[]
    )
    assert [c.code for c in found] == ["FR", "LA", "RU"]


def test_a_form_does_not_run_over_the_end_of_a_block() -> None:
    assert codes_in("He flew south to South\nSudan") == {"SD"}


def test_nothing_comes_of_nothing() -> None:
    assert find_countries([], place=None, masked=[]) == ()
    assert find_countries([Block("paragraph", "")], place="", masked=[]) == ()


_WORDS = st.sampled_from(
    [form for country in list(countries().values())[::7] for form in (country.name, *country.demonyms[:1])]
    + [
        "US",
        "us",
        "the",
        "of",
        "Gulf",
        "War",
        "Sea",
        "Michael",
        "said",
        "in",
        "and",
        "Hanoi",
        "N’DJAMENA",
        "’s",
        "-",
        "CÔTE D’IVOIRE",
    ]
)
_PIECES = st.one_of(
    _WORDS, st.sampled_from([" ", "  ", ". ", "-", ", ", "’s ", "\u00a0", "$"]), st.text(max_size=4)
)
_TEXTS = st.lists(_PIECES, max_size=30).map("".join)


@given(
    st.lists(_TEXTS.map(lambda text: " ".join(text.splitlines())), max_size=4),
    st.one_of(st.none(), _TEXTS),
    st.data(),
)
def test_mentions_are_spans_whose_text_is_a_form(
    texts: list[str], place: str | None, data: st.DataObject
) -> None:
    blocks = [Block("paragraph", text) for text in texts]
    masked = []
    if texts and data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(texts) - 1))
        masked = [Mention(at, 0, data.draw(st.integers(0, len(texts[at]))))]
    for found in find_countries(blocks, place=place, masked=masked):
        spans = [(m.block, m.start, m.end) for m in found.mentions]
        assert spans == sorted(set(spans))
        for block, start, end in spans:
            assert 0 <= start < end <= len(texts[block])
            assert texts[block][start:end] in found.forms
        assert found.forms
        assert found.mentions or found.evidence == "dateline"
