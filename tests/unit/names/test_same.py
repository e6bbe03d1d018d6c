"""One person across articles: merged only where that is safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuireader.names.same import middle_letters, middles_agree, perhaps_same, person_key

SAME = [
    ("Nguyễn Phú Trọng", "Nguyen Phu Trong"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Kim Jong-un", "Jong Un Kim"),
    ("Xi Jinping", "Jinping Xi"),
    ("Xi Jinping", "XI JINPING"),
    ("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi"),
    ("Bashar al-Assad", "Bashar Assad"),
    ("Samuel J. Paparo", "Samuel Paparo"),
    ("Martin Luther King Jr.", "Martin King"),
    ('Rodolfo "Dodong" Salcedo Jr.', "Rodolfo Salcedo"),
    ("Ursula von der Leyen", "Ursula Von der Leyen"),
    ("Dr. Amina Yusuf", "Amina Yusuf"),
    ("Denise O’Neal", "Denise O'Neal"),
    ("Lyndon B. Johnson", "Lyndon Johnson"),
    ("Robert Alan Johnson", "ROBERT A. JOHNSON"),
    ("Łukasz Żółkiewski", "Lukasz Zolkiewski"),
]

OTHERS = [
    ("Nguyen Van Anh", "Nguyen Thi Anh"),
    ("Kim Jong-un", "Kim Jong-il"),
    ("Mohammed Hassan Ali", "Mohammed Ahmed Ali"),
    ("Powell", "Colin Powell"),
    ("King Harald", "Harald"),
    ("Pope John Paul II", "Pope John Paul I"),
    ("Rodolfo Salcedo Jr.", "Rodolfo Salcedo Sr."),
    ("Mohammed bin Salman", "Mohammed bin Rashid"),
    ("Anna Sato", "Anne Sato"),
    ("Juan Mora Fernández", "Juan Antonio Fernández"),
    ("J. Sato", "Sato"),
    ("J. Sato", "K. Sato"),
    ("Robert S. Johnson", "Robert Johnson"),
    ("Robert S. Johnson", "Robert A. Johnson"),
    ("K. Michael Moore", "Michael Moore"),
    ("Joseph Nelson Jr.", "Joseph Nelson"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert person_key(one) == person_key(other)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_names_that_may_be_two_people_have_two_keys(one: str, other: str) -> None:
    assert person_key(one) != person_key(other)


def test_middle_letters_tell_namesakes_apart_where_both_are_said() -> None:
    said = {
        name: middle_letters(name)
        for name in (
            "George Bush",
            "George W. Bush",
            "George H.W. Bush",
            "George Walker Bush",
            "Senator Una K. Hartley Jr.",
        )
    }
    assert list(said.values()) == ["", "w", "hw", "w", "k"]
    assert (
        middle_letters("Nguyen Van Anh") == middle_letters("Kim Jong-un") == middle_letters("J. Sato") == ""
    )
    assert middles_agree("", "hw")
    assert middles_agree("w", "w")
    assert not middles_agree("w", "hw")


@given(
    st.lists(
        st.sampled_from(["Anna", "Marie", "Lê", "Kim", "J.", "Sato", "Jr.", "al", "Hassan", "Øye"]),
        min_size=1,
        max_size=5,
    )
)
def test_case_and_spaces_do_not_matter(words: list[str]) -> None:
    name = " ".join(words)
    assert person_key(name) == person_key(f"  {name}  ".replace(" ", "  "))


@given(st.text(max_size=40))
def test_any_text_has_a_key(name: str) -> None:
    assert isinstance(person_key(name), str)


PERHAPS = [
    ("Joe Biden", "Joseph R. Biden Jr.", "short form"),
    ("J. Biden", "Joe Biden", "initial"),
    ("Biden", "Joe Biden", "part"),
    ("Robert S. Johnson", "Robert Johnson", "longer name"),
    ("Mohammed Hassan", "Mohamad Hasan", "spelling"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "spelling"),
    ("Ana Sato", "Anna Sato", "spelling"),
    ("Nguyen Van Anh", "Nguyen Anh", "longer name"),
    ("Kim Jong-un", "Kim Jong Un", "same name"),
]


@pytest.mark.parametrize(("one", "other", "why"), PERHAPS)
def test_who_may_be_the_same_is_offered_with_the_reason_from_either_side(
    one: str, other: str, why: str
) -> None:
    assert [perhaps.why for perhaps in perhaps_same(one, [other])] == [why]
    assert [perhaps.why for perhaps in perhaps_same(other, [one])] == [why]


def test_the_surest_come_first() -> None:
    offered = perhaps_same("Joe Biden", ["Biden", "J. Biden", "Joseph Biden", "Xi Jinping"])
    assert [perhaps.name for perhaps in offered] == ["Joseph Biden", "J. Biden", "Biden"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hunter Biden", "Joe Biden"),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Rodolfo Salcedo Sr.", "Rodolfo Salcedo III"),
        ("Ana Lopes", "Eva Lopes"),
        ("Van", "Nguyen Van Anh"),
    ],
)
def test_namesakes_that_differ_are_not_offered(one: str, other: str) -> None:
    assert perhaps_same(one, [other]) == []


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_can_be_asked_about(one: str, other: str) -> None:
    assert len(perhaps_same(one, [other])) <= 1
