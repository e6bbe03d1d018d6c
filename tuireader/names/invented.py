"""Invented names and sentences that widen what the tagger learns from; used in training only.

News corpora under free licences know few Vietnamese, Arabic or African names and hardly a rank stack. So each
name of the training text is also seen replaced by an invented one, and sentences are made from patterns.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

Sentence = tuple[list[str], list[str]]
"""Words and their labels: `B-PER`, `I-PER`, `O` and those of other kinds."""

_CHINESE_FAMILY = (
    "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo Zheng Liang Xie "
    "Song Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su Lu "
    "Ding Ren Yao Lo Tsai Hsu Chiang Lam Chan Wong Cheung Leung Kwok Ng Tse Lau Mak Ho Yip Chow Xi Qin"
).split()
_CHINESE_GIVEN = (
    "jin ping hua wei ming jun xiao mei yu feng chen hui lin yan qing hong guo qiang zhi jie bo dong "
    "sheng rui tao kai yi xin ying lan na ting hao ran chang fang bin cheng da de gang guang hai jia jian"
    " jing kun lei liang long min ning peng qi shan shu song tian xiang xue yong yuan zhen zhong"
).split()
_KOREAN_FAMILY = (
    "Kim Lee Park Choi Jung Jeong Kang Cho Jo Yoon Yun Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song Yoo "
    "Hong Moon Ban Nam Bae Baek Ryu"
).split()
_KOREAN_GIVEN = (
    "min ji hyun seok jae in young ho sung woo kyung soo jin hee eun seo yeon jun chul hwan geun hye "
    "myung bak dae jung moo il nam won sook mi kyu sang tae yong byung chan ha suk yeol"
).split()
_VIETNAMESE_FAMILY = (
    "Nguyen Tran Le Pham Hoang Huynh Phan Vu Vo Dang Bui Do Ho Ngo Duong Ly Phung Dinh Truong Luong Ha "
    "Mai To Cao Dao Doan Trinh Lam Ta Nguyễn Trần Lê Phạm Hoàng Huỳnh Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý "
    "Đinh Trương Lương"
).split()
_VIETNAMESE_GIVEN = (
    "Anh Bao Binh Chau Chien Chinh Cuong Dung Duc Giang Ha Hai Hanh Hieu Hoa Hoang Hung Huong Khanh Lan "
    "Linh Long Mai Minh Nam Nga Ngoc Nhan Phong Phuc Phung Phuong Quan Quang Quoc Son Tam Tan Thang Thanh"
    " Thao Thi Thien Thinh Thu Thuy Tien Toan Trang Trinh Trong Trung Tu Tuan Tung Tuyen Van Viet Vinh Vu"
    " Xuan Yen Nhung Huy Si Kim Thị Văn Đức Hương Thắng Tuấn Dũng"
).split()
_AFRICAN_GIVEN = (
    "Adebayo Oluwaseun Chinedu Ngozi Kwame Kofi Abena Akosua Yaw Ama Nana Kwaku Otieno Wanjiku Kamau "
    "Odhiambo Mwangi Njoroge Uhuru Raila Thabo Sipho Nomvula Lindiwe Themba Zanele Tendai Rudo Farai "
    "Nkosazana Hage Nangolo Emmerson Abiy Tedros Haile Meles Getachew Abebe Tsegaye Almaz Bekele Mulatu "
    "Ousmane Mamadou Amadou Fatoumata Aminata Idriss Ibrahima Moussa Seydou Boubacar Macky Abdoulaye "
    "Yahya Ellen Samuel Joseph Felix Moise Yoweri Salva Riek Juma Samia Julius Lazarus Hakainde Edgar "
    "Goodluck Bola Amara Blessing Emeka Chika"
).split()
_AFRICAN_FAMILY = (
    "Okafor Adeyemi Okonjo-Iweala Mensah Asante Boateng Owusu Kenyatta Odinga Ruto Kibaki Mutua Kiplagat "
    "Cheruiyot Zuma Ramaphosa Dlamini Mbeki Nkosi Khumalo Ndlovu Moyo Mnangagwa Chiwenga Geingob Shikongo"
    " Desalegn Tesfaye Kebede Diallo Traore Keita Coulibaly Sow Ndiaye Sall Ba Cisse Toure Konate "
    "Ouattara Soro Tshisekedi Kabila Katumbi Kagame Museveni Kiir Machar Burhan Hamdok Suluhu Magufuli "
    "Kikwete Banda Chakwera Mutharika Hichilema Lungu Buhari Obasanjo Tinubu Jonathan Akufo-Addo Mahama "
    "Nkrumah Osei-Tutu Abubakar Eze"
).split()
_ARABIC_GIVEN = (
    "Mohammed Muhammad Mohamed Ahmed Ahmad Ali Hassan Hussein Abdullah Khalid Khaled Omar Umar Ibrahim "
    "Yousef Yusuf Mahmoud Mustafa Fatima Aisha Mariam Noura Sara Salman Faisal Fahd Turki Nasser Saad "
    "Saud Majid Rashid Hamad Tamim Jassim Sultan Zayed Mansour Tariq Haitham Mishal Nawaf Sabah Bashar "
    "Riad Rafik Hisham Samir Jamal Adel Ashraf Ayman Nabil Walid Abdel Hosni Idris"
).split()
_ARABIC_FAMILY = (
    "Al-Sabah Al-Thani Al-Saud Al-Maktoum Al-Nahyan al-Assad al-Sisi al-Maliki al-Abadi Al-Khalifa Hariri"
    " Mikati Aoun Nasrallah Shaath Abbas Haniyeh Erekat Barghouti Abdel-Rahman Shoukry Mostafa Madbouly "
    "El-Sayed Mansour Hamdan Haddad Khoury Nasser Al-Ghamdi Al-Otaibi Al-Harbi Al-Qahtani Al-Shammari "
    "Al-Busaidi Al-Kuwari Al-Attiyah al-Tayeb Rahman"
).split()
_INDIAN_GIVEN = (
    "Narendra Rahul Sonia Amit Rajnath Nirmala Arvind Mamata Yogi Uddhav Sharad Nitish Akhilesh Priyanka "
    "Sachin Virat Rohit Ravi Suresh Ramesh Vijay Anil Sunil Ashok Manoj Deepak Sanjay Rajesh Mahesh Anita"
    " Sunita Kavita Lakshmi Geeta Imran Shehbaz Nawaz Asif Bilawal Maryam Hasina Khaleda Tarique Abul "
    "Mirza Obaidul Gotabaya Mahinda Ranil Sajith Anura Pushpa Sher Bahadur Shivraj Kiran"
).split()
_INDIAN_FAMILY = (
    "Modi Gandhi Shah Singh Sitharaman Kejriwal Banerjee Adityanath Thackeray Pawar Kumar Yadav Tendulkar"
    " Kohli Sharma Verma Gupta Patel Reddy Naidu Rao Iyer Nair Menon Pillai Chowdhury Rahman Hossain "
    "Islam Khan Sharif Zardari Bhutto Qureshi Chaudhry Malik Rajapaksa Wickremesinghe Premadasa "
    "Dissanayake Dahal Deuba Oli Bhandari Desai"
).split()
_SPANISH = frozenset("ES MX CO AR PE CL VE CR SV HN PA EC UY PY CU DO BO NI GT".split())

# People are called like countries, cities, months and common words.
_WORD_GIVEN = (
    "Jordan Chad Georgia Israel India Kenya Paris Dakota Austin Dallas Florence Sydney Victoria Carolina "
    "Virginia Brooklyn Chelsea Madison Will Mark Grace Hope Faith Joy Rose Dawn Summer April May June "
    "Bill Jack Rob Grant Frank Dean Earl Duke Prince Kathy Tom Francisco Michael Jedidiah Theresa Denzel "
    "Marcus Cherie Josh Nick Clark Dominica Tyson"
).split()
_WORD_FAMILY = (
    "Ireland French Jordan Holland Cuban Franco London Washington King Young Royal Price May Brown Israel"
    " England Germany France Spain Poland Roman English German Finn Dane Pole Welsh Scott Paris Lincoln "
    "Houston Jackson Blake Tate Moore Smith Bush Rice Gates Banks Rivers Lake Field Fields Park Hill "
    "Stone Wood Woods Rose Hope Love Church Bishop Pope Baron Prince Knight Justice Major Mayor Judge "
    "Page Long Short Small Black White Green Gray Grey Power Powers Law Case Bank Street Lane March Day "
    "Weeks Friday Christmas Winter Summers North West East"
).split()

_TITLES = (
    "Prime Minister;President;Foreign Minister;Deputy Defence Minister;Deputy Minister;Ambassador;Senior "
    "Lieutenant General;Lieutenant General;Major General;General;Colonel;Lt. Gen.;Sr. Lt. Gen.;Maj. "
    "Gen.;Gen.;Col.;Capt.;Vice Admiral;Admiral;Rear Admiral;Rear "
    "Adm.;Cmdr.;Dr;Dr.;Mr;Mr.;Ms;Ms.;Mrs;Prof.;Professor;Sheikh;Chairman;Chief "
    "Executive;CEO;Director;Secretary General;Party General Secretary;State "
    "President;Speaker;Governor;Mayor;Senator;Sen.;Rep.;Judge;Justice;Inspector General;Police "
    "Chief;Coach;Captain;Minister of Defence;Minister of Foreign Affairs;Health Minister;Finance "
    "Minister;Chief Minister;Commander;Deputy Prime Minister;Vice President;Crown "
    "Prince;King;Queen;Emir;Sultan;Pope;Archbishop;Cardinal;Imam;Spokesman;Spokesperson;Deputy Chief of "
    "General Staff;National Assembly Chairman;US Ambassador;French Ambassador;Ambassador to "
    "Vietnam;Chinese President;Russian President;Vietnamese Prime Minister;Indian Prime Minister;Egyptian"
    " President;Commander of the Royal Navy;Security Envoy;Sgt. 1st "
    "Class;Seaman;Sir;Dame;PM;Interpreter;former governor;chairman;energy adviser;culture "
    "minister;striker;goalkeeper;analyst;coach;actor;singer;author"
).split(";")
_ROLES = (
    "director of the institute;deputy director;a spokesman for the ministry;chairman of the company;the "
    "head of the agency;chief executive of the group;an analyst at the bank;a professor at the "
    "university;head of the delegation;founder of the charity;secretary-general of the party;a member of "
    "parliament;director general of the agency;a local resident;a farmer;a 34-year-old teacher;minister "
    "of intelligence;the country 's foreign minister;leader of the opposition;the team 's captain;a "
    "research fellow;who led the study;who lives nearby;71;a camp elder;founder and chief executive "
    "officer;Deputy Director of the General Department;Principal Deputy Assistant Secretary of "
    "Defence;CEO of the company;Commander of the Pacific Command;Deputy Chief of General Staff;Minister "
    "of Finance;Chairman of the Board"
).split(";")
_PATTERNS = (
    "{R} {N} said on Monday .|{N} , {l} , said the project would start next year .|“ We will continue to "
    "work together , ” said {N} , {l} .|According to {N} , the plan is on track .|“ It is important , ” "
    "{N} said .|{N} told reporters in the capital .|The meeting was attended by {R} {N} and {R} {N2} "
    ".|{N} met {N2} on the sidelines of the summit .|In his speech , {R} {N} stressed the need for "
    "cooperation .|Speaking at the event , {N} , {l} , emphasised that relations are strong .|{R} {n} "
    "added that more work was needed .|{n} also thanked the organisers .|He was accompanied by {N} , {l} "
    ".|The letter was signed by {N} .|Police identified the victim as {N} , 35 .|His wife , {N} , said he"
    " was innocent .|The film stars {N} , {N2} and {N3} .|The award went to {N} for the best novel "
    ".|Goals from {N} and {N2} gave the team a 2-0 win .|Coach {N} praised {n2} after the match .|{N} , "
    "{N2} , and {N3} are also in the squad .|President {n} arrived on Tuesday .|Photo by {N}|Translated "
    "by {N}|By {N}|{N} contributed to this report .|under the chair of {R} {N} .|the government of {N} "
    "has approved the law .|{R} {N} 's visit comes amid tension .|{n} 's remarks drew criticism .|as {N} "
    "put it , the world has changed .|The court sentenced {N} to five years in jail .|supporters of {N} "
    "gathered outside .|Opposition leader {N} called for calm .|the late {N} was a close friend of {n2} "
    ".|talks between {N} and {N2} failed .|“ I was afraid , ” says {N} , a mother of four .|{N} ( left ) "
    "shakes hands with {N2} .|singer {N} and actor {N2} were married in June .|the murder of {N} shocked "
    "the country .|{R} {N} , {l} ; {N2} , {l} ; and {R} {N3} all praised the show .|{R} {N} ; {N2} , {l} "
    "; and {N3} were there .|{R} {N} ( R ) and his Chinese counterpart {N2}|{N} , 71 , who gave up "
    "fishing last year , offered his boat .|{N} succeeds {N2} , who is leaving .|The company has hired "
    "{N} as its next chief financial officer .|Among the guests was {N} , 92 , a veteran .|An interpreter"
    " , {N} , helped .|{R} {N} handed out pies .|{N} walked six blocks to return it .|Meanwhile , {n} "
    "confirmed that talks would go on .|For his part , {n} said he was delighted .|between {R} {N} and "
    "{R} {N2} .|set by {R} {N} and {R} {N2} , when they met"
).split("|")
# Names of people in the names of things: none of these is a person.
_THINGS = (
    "the {N} Foundation said .|{N} Airport was closed .|He studied at {n} University .|Hurricane {g} hit "
    "the coast .|the {n} Prize was awarded .|The destroyer USS {N} tied up at her pier .|shares in {n} & "
    "{n2} fell .|{n} Street was closed .|at the {N} Stadium on Sunday .|the {n} Center for the Arts|{n} "
    "City Council voted .|{N} Hospital said it was full .|the {n} Act of 2012|The {n} {n2} Company is "
    "based there .|{n} County officials said .|Mount {n} erupted .|the {N} Award for best film|lawyers at"
    " {n} {n2} LLP|the town of {n} {n2} was cut off ."
).split("|")


class Inventor:
    """Makes up names of many peoples.

    Args:
        names: folder with the two tables of common names by country.
        seed: of the random choices, so that training twice gives the same weights.
    """

    def __init__(self, names: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.given = _by_country(
            names / "common-forenames-by-country.csv", ("Localized Name", "Romanized Name")
        )
        self.family = _by_country(
            names / "common-surnames-by-country.csv", ("Localized Name", "Romanized Name")
        )
        self._countries = [
            c for c in self.given if len(self.given[c]) > 3 and len(self.family.get(c, ())) > 3
        ]
        self._any_given = [name for names_ in self.given.values() for name in names_]
        self._any_family = [name for names_ in self.family.values() for name in names_]

    def name(self) -> list[str]:
        """The words of a full name."""
        pick, chance = self.random.choice, self.random.random()
        if chance < 0.10:
            return [pick(_VIETNAMESE_FAMILY), *(pick(_VIETNAMESE_GIVEN) for _ in range(pick((1, 2, 2, 2))))]
        if chance < 0.16:
            first, second = pick(_CHINESE_GIVEN).title(), pick(_CHINESE_GIVEN)
            given = pick(
                ([first + second], [first + second], [f"{first}-{second}"], [first], [first, second.title()])
            )
            family = pick(_CHINESE_FAMILY)
            return [family, *given] if self.random.random() < 0.85 else [*given, family]
        if chance < 0.21:
            first, second = pick(_KOREAN_GIVEN).title(), pick(_KOREAN_GIVEN)
            given = [f"{first}-{second}"] if self.random.random() < 0.8 else [first, second.title()]
            return [pick(_KOREAN_FAMILY), *given]
        if chance < 0.28:
            return [pick(_AFRICAN_GIVEN), pick(_AFRICAN_FAMILY)]
        if chance < 0.38:
            return self._arabic()
        if chance < 0.46:
            return [pick(_INDIAN_GIVEN), *self._initial(0.08), pick(_INDIAN_FAMILY)]
        if chance < 0.51:
            given = pick(_WORD_GIVEN) if self.random.random() < 0.5 else pick(self._any_given).split()[0]
            family = pick(_WORD_FAMILY) if self.random.random() < 0.6 else pick(self._any_family).split()[0]
            return [given, *self._initial(0.1), family]
        if chance < 0.8:
            return self._of_one_country()
        return [pick(self._any_given).split()[0], pick(self._any_family).split()[0]]

    def words(self, count: int) -> list[str]:
        """A name in place of one of `count` words: a single given or family name, else a full name."""
        name = self.name()
        return [self.random.choice((name[0], name[-1], name[-1]))] if count == 1 else name

    def _arabic(self) -> list[str]:
        pick = self.random.choice
        given, family, chance = [pick(_ARABIC_GIVEN)], pick(_ARABIC_FAMILY), self.random.random()
        if chance < 0.25:
            given += [pick(("bin", "bin", "bin", "Bin", "ibn")), pick(_ARABIC_GIVEN)]
        elif chance < 0.4:
            given.append(pick(_ARABIC_GIVEN))
        if self.random.random() < 0.35:
            return [*given, pick(("Al", "Al", "al", "El")), family.split("-")[-1].title()]
        return [*given, family]

    def _of_one_country(self) -> list[str]:
        pick, chance = self.random.choice, self.random.random
        country = pick(self._countries)
        given = [pick(self.given[country]).split()[0], *self._initial(0.12)]
        family = pick(self.family[country]).split()[:1]
        if chance() < 0.05:
            family.insert(0, pick(("de", "van", "von", "da", "dos", "del", "di", "Van", "De", "St.")))
        if country in _SPANISH and chance() < 0.5:
            family.append(pick(self.family[country]).split()[0])
        if chance() < 0.05:
            family = [f"{family[-1]}-{pick(self.family[country]).split()[0]}"]
        if chance() < 0.03:
            family.append(pick(("Jr.", "Sr.", "III")))
        return given + family

    def _initial(self, chance: float) -> list[str]:
        return [self.random.choice("ABCDEFGHJKLMNPRSTVW") + "."] if self.random.random() < chance else []


def _by_country(table: Path, columns: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, set[str]] = {}
    with table.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            for column in columns:
                for name in (row[column] or "").split("/"):
                    name = name.strip()
                    if name and name[0].isupper() and ord(name[0]) < 0x250:
                        found.setdefault(row["Country"], set()).add(name)
    return {country: sorted(names) for country, names in sorted(found.items())}


def swapped(documents: Sequence[Sequence[Sentence]], inventor: Inventor) -> Iterator[list[Sentence]]:
    """The sentences with people in them, every name replaced by an invented one, the same throughout a document."""
    for document in documents:
        stands_for: dict[tuple[str, ...], list[str]] = {}
        changed = []
        for words, labels in document:
            sentence = _swapped_sentence(words, labels, stands_for, inventor)
            if sentence is not None:
                changed.append(sentence)
        if changed:
            yield changed


def _swapped_sentence(
    words: list[str], labels: list[str], stands_for: dict[tuple[str, ...], list[str]], inventor: Inventor
) -> Sentence | None:
    new_words: list[str] = []
    new_labels: list[str] = []
    at, has_name = 0, False
    while at < len(words):
        if labels[at] != "B-PER":
            new_words.append(words[at])
            new_labels.append(labels[at])
            at += 1
            continue
        stop = at + 1
        while stop < len(words) and labels[stop] == "I-PER":
            stop += 1
        name = tuple(words[at:stop])
        if name not in stands_for:
            full = [new for old, new in stands_for.items() if len(old) > 1 and old[-1] == name[0]]
            stands_for[name] = [full[0][-1]] if len(name) == 1 and full else inventor.words(len(name))
        new = stands_for[name] if any(w[0].isupper() for w in name) else list(name)
        new_words += new
        new_labels += ["B-PER"] + ["I-PER"] * (len(new) - 1)
        has_name, at = True, stop
    return (new_words, new_labels) if has_name else None


def invented_sentences(inventor: Inventor, people: int, things: int) -> Iterator[list[Sentence]]:
    """Documents of one sentence each, made from patterns: with people, and with things named after people."""
    for _ in range(people):
        yield [_filled(inventor.random.choice(_PATTERNS), inventor, "PER")]
    for _ in range(things):
        yield [_filled(inventor.random.choice(_THINGS), inventor, "MISC")]


def _filled(pattern: str, inventor: Inventor, kind: str) -> Sentence:
    names = {"N": inventor.name(), "N2": inventor.name(), "N3": inventor.name()}
    words: list[str] = []
    labels: list[str] = []
    for piece in pattern.split():
        key = piece.strip("{}")
        if not piece.startswith("{"):
            new, label = [piece], "O"
        elif key == "R":
            new, label = inventor.random.choice(_TITLES).split(), "O"
        elif key == "l":
            new, label = inventor.random.choice(_ROLES).split(), "O"
        elif key in names:
            new, label = names[key], kind
        else:
            name = names["N2" if key.endswith("2") else "N"]
            new, label = [name[0] if key == "g" else name[-1]], kind
        words += new
        labels += ["O"] * len(new) if label == "O" else [f"B-{label}"] + [f"I-{label}"] * (len(new) - 1)
    return words, labels
