"""Words that the rules on countries look for. Written by hand."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGES = _words(
    "English French Spanish German Italian Portuguese Dutch Russian Polish Greek Turkish Chinese"
    " Japanese Korean Vietnamese Thai Lao Burmese Nepali Ukrainian Czech Hungarian Romanian Bulgarian"
    " Serbian Swedish Norwegian Danish Finnish Icelandic Irish Welsh Indonesian Filipino Malagasy"
    " Somali Georgian Armenian Kazakh Uzbek Mongolian"
)
"""Demonyms that are languages too."""

SPECIES = (
    r"pythons?|frogs?|toads?|beetles?|hornets?|bees?|wasps?|moths?|ladybirds?|ladybugs?|mosquito(?:es)?"
    r"|crayfish|eels?|carp|snails?|slugs?|turtles?|tortoises?|geckos?|lizards?|snakes?|vipers?|cobras?"
    r"|elephants?|tigers?|rhino(?:s|ceros)?|lions?|leopards?|macaques?|bears?|wolf|wolves|fox(?:es)?|mink"
    r"|otters?|beavers?|squirrels?|hares?|hedgehogs?|rats?|cockroach(?:es)?|goose|geese|pigeons?|doves?"
    r"|sparrows?|robins?|magpies?|eagles?|owls?|terriers?|spaniels?|setters?|bulldogs?|mastiffs?"
    r"|cats?|kittens?|shepherds?|angoras?|longhairs?|wolfhounds?|hounds?|pointers?|poodles?|retrievers?|sheepdogs?|malinois|shorthairs?|pon(?:y|ies)"
    r"|spruces?|maples?|oaks?|pines?|elms?|chestnuts?|beech(?:es)?|cypress(?:es)?|cedars?|fir|larch(?:es)?"
    r"|ivy|ferns?|laurels?|knotweed|moss|lil(?:y|ies)|lilacs?|bluebells?|thistles?|flu|pox|fever"
    r"|gooseberr(?:y|ies)|ringneck|giant salamanders?|salamanders?|cicadas?|mantis"
)
"""Animals and plants that carry a country's name and are at home anywhere."""

ADJECTIVE_NOUNS = (
    r"tree|giant|mitten|black|brown|white|red|green|gr[ae]y|water|sea|land|ground|long-eared|wild|mountain"
    r"|bush|snow|pygmy|dwarf|spiny|cave|honey|rock|house|wood|field|ship|soft-shelled|softshell|star|box"
    r"|collared|silver|golden|bald|great|horned"
)
"""Words between the country and the animal: `Cuban tree frogs`."""

TOWNS_IN_AMERICA = _words(
    "Mexico Cuba China Lebanon Peru Poland Norway Sweden Denmark Jordan Turkey Holland Jamaica Panama"
    " Brazil Egypt Malta Cyprus Wales Scotland Ireland Belgium Angola Macedonia Grenada Trinidad Oman"
    " Chile Greece Italy Finland Bolivia Montserrat England Israel Palestine Persia Chad Guinea"
    " Nicaragua Honduras Guernsey Jersey Luxemburg Luxembourg Netherlands Spain Columbia Paris London"
    " Rome Athens Berlin Moscow Cairo Dublin Vienna Lima Madrid Lisbon Warsaw Havana Manila Geneva"
    " Bern Belgrade Oslo Stockholm Copenhagen Amsterdam Prague Budapest Brussels Tripoli Santiago"
    " Bogota Damascus Beirut Jerusalem Bagdad Delhi Canton Ottawa Wellington Nassau Kingston"
    " Georgetown Roseau Victoria"
)
"""Countries and capitals that towns in the United States are named after."""

SURNAME_SIGNS = _words(
    "Mr. Mr Mrs. Mrs Ms. Ms Miss Dr. Dr Sir Dame Lord Lady Sgt. Lt. Capt. Cpl. Col. Gen. Maj. Sen."
    " Rep. Gov. Coach Judge Justice Professor Prof. Prof Father Sister Brother Rev. Seaman Private"
    " Detective Officer USS"
)
"""What stands before a surname alone."""

GIVEN_NAMES = _words(
    "Aaron Adam Alan Alex Alice Amanda Amy Andrea Andrew Andy Angela Ann Anna Anne Anthony Barbara"
    " Ben Benjamin Bill Billy Bob Bobby Brad Brandon Brenda Brian Bruce Carl Carol Caroline Catherine"
    " Charles Charlie Chris Christine Christopher Claire Colin Craig Dan Daniel Dave David Dawn Dean"
    " Deborah Debra Denise Dennis Derek Diana Diane Don Donald Donna Doug Douglas Ed Eddie Edward"
    " Eleanor Elizabeth Ellen Emily Emma Eric Erik Ethan Eva Evan Francisco Frank Fred Gareth Gary"
    " Gavin George Gerald Gordon Graham Greg Gregory Hannah Harold Harry Heather Helen Henry Howard"
    " Ian Jack Jackie Jacob Jacqueline Jake James Jamie Jane Janet Jason Jean Jeff Jeffrey Jennifer"
    " Jenny Jeremy Jerry Jesse Jessica Jill Jim Jimmy Joan Joe John Johnny Jon Jonathan Joseph Josh"
    " Joshua Joyce Judith Judy Julia Julian Julie Justin Karen Karl Kate Katherine Kathleen Kathryn"
    " Kathy Katie Keith Kelly Ken Kenneth Kevin Kyle Larry Laura Lauren Lee Leo Leon Linda Lisa Liz"
    " Louis Louise Lucy Luke Margaret Maria Marie Marcus Mark Martha Martin Mary Matt Matthew Megan"
    " Melissa Michael Michelle Mike Molly Nancy Natalie Nathan Neil Nicholas Nick Nicola Nicole Nigel"
    " Noah Oliver Olivia Oscar Pamela Patricia Patrick Paul Paula Pete Peter Phil Philip Phillip"
    " Rachel Ralph Ray Raymond Rebecca Richard Rick Rob Robert Robin Roger Ron Ronald Roy Russell Ruth"
    " Ryan Sally Sam Samantha Samuel Sandra Sara Sarah Scott Sean Sharon Sheila Shirley Simon Sophia"
    " Sophie Stacey Stephanie Stephen Steve Steven Stuart Sue Susan Suzanne Ted Terry Theresa Thomas"
    " Tim Timothy Tina Todd Tom Tommy Tony Tracy Trevor Tyler Valerie Vanessa Vincent Walter Wayne"
    " Wendy William Zoe"
)
"""Common given names: the people's own finder knows more; this is for texts where it found nobody."""

ORGANISATION = (
    r"Navy|Army|Air Force|Armed Forces|Forces|Marines|Coast Guard|Guards?|Police|Constabulary|Command"
    r"|Fleet|Regiment|Brigade|Airways|Airlines?|Air|Railways?|Railroad|Bank|Banking|Exchange|Corporation"
    r"|Corp|Corp\.|Company|Co\.|Inc\.?|Ltd\.?|Limited|Group|Holdings|PLC|plc|Plc|Industries|Petroleum|Oil"
    r"|Gas|Electric|Power|Telecom|Telecommunications|Post|Times|News|News Agency|Herald|Tribune"
    r"|Broadcasting|Television|Radio|Press|Ministry|Department|Agency|Authority|Commission|Committee"
    r"|Council|Board|Bureau|Office|Institute|Institution|Academy|University|College|School|Society"
    r"|Association|Federation|Union|League|Foundation|Fund|Organi[sz]ation|Centre|Center|Chamber|Congress"
    r"|Parliament|Assembly|Senate|Court|Party|Embassy|Consulate|Museum|Library|Theatre|Orchestra|Service"
    r"|Services|Administration|Trust|Team|Club|FC|Cup|Open|Expo|Grand Prix"
)
"""What the name of an organisation or event ends in."""

MAY_FOLLOW = _words(
    "Airways Airlines Airline Army Navy Police Defense Defence Forces Force Times Post Daily News"
    " Today National Central Bank Football Cricket Rugby Government Parliament Embassy Ambassador"
    " Ambassadors Office Ministry Minister President Prime Foreign Press Television Radio University"
    " Medical Red Human Olympic Athletics Open Cup Grand Premier League Team Women Men Union"
    " Federation Association Council Commission Authority Agency Electricity Power Railways Railway"
    " Telecom Investment Corporation Company Ltd Limited Inc Co Group Development Chamber Stock"
    " Securities Exchange Institute Centre Center Research Society Customs Immigration Border Air"
    " Coast Guard Marine Ports Port Revenue Water Wildlife Forest Tourism Tourist Board Export Import"
    " Trade Business Economic Economy Energy Oil Gas Steel Petroleum Security Intelligence Supreme"
    " High Court Constitution Revolution Republic Day Week Festival Film Fashion Super Pro Rail Road"
    " War Civil Strip Street King Queen Prince Princess Crown Sheikh Emir Sultan Pope Brigadier"
    " General Major Captain Colonel Lieutenant Admiral Secretary Chancellor Governor Senator Congress"
    " Lok Rajya Meteorological Department Directorate Field Test House Coach Chief Deputy First Vice"
    " Dynamics First-Class Under-19 Under-23 Islamic Muslim Christian Hindu Jewish Arab African"
    " European Asian West East North South Northern Southern Eastern Western Monday Tuesday Wednesday"
    " Thursday Friday Saturday Sunday January February March April May June July August September"
    " October November December Inc. Co. Ltd. Corp. Corp Plc PLC Bureau Service Services School"
    " College Academy Museum Library Theatre Party Front Movement Assembly Senate Committee Foundation"
    " Fund Programme Program Project Plan Peace Health Food Sports Sport Games Championship"
    " Championships Series Tour Masters Classic Kings Stars Lions Tigers Blue Green White Black Gate"
    " Pavilion Unlimited Global International World Mission Desk Correspondent I You He She We They It"
    " The This That But And In On At When If As After Since Mobile Unicom Evergrande Vanke Life"
    " Construction Merchants Shipping Petrochemical Aerospace Motor Motors Cement Express Insurance"
    " Resources Minmetals Infrastructure Manufacturing Ocean Media"
)
"""Capitalised words after a country that are no surname."""


OF_A_STATE = (
    r"[Pp]resident|[Pp]rime [Mm]inister|[Pp]remier|[Kk]ing|[Qq]ueen|[Ee]mir|[Cc]rown|[Gg]overnment"
    r"|[Pp]arliament|[Cc]abinet|army|armed|military|junta|capital|ambassador|embassy|central bank|economy"
    r"|borders?|ruling|exports|Foreign|(?:foreign|finance|defen[cs]e|interior|health|[Ff]irst) [Mm]inister"
)
"""What a state has and hardly any person: `Jordan's king`."""

IN_AMERICA = (
    r"Ala(?:bama|\.)|Alaska|Ariz(?:ona|\.)|Ark(?:ansas|\.)|Calif(?:ornia|\.)|Colo(?:rado|\.)|Conn(?:ecticut|\.)"
    r"|Del(?:aware|\.)|Fla\.|Florida|Ga\.|Hawaii|Idaho|Ill(?:inois|\.)|Ind(?:iana|\.)|Iowa|Kan(?:sas|\.)|Kentucky"
    r"|Ky\.|Louisiana|La\.|Maine|Maryland|Md\.|Mass(?:achusetts|\.)|Mich(?:igan|\.)|Minn(?:esota|\.)"
    r"|Miss(?:issippi|ouri|\.)|Mo\.|Mont(?:ana|\.)|Neb(?:raska|\.)|Nev(?:ada|\.)|N\.[HJMYCD]\."
    r"|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Okla(?:homa|\.)|Ore(?:gon|\.)|Pa\."
    r"|Pennsylvania|R\.I\.|Rhode Island|S\.[CD]\.|South (?:Carolina|Dakota)|Tenn(?:essee|\.)|Texas|Utah|Vt\."
    r"|Vermont|Va\.|Virginia|W\. ?Va\.|West Virginia|Wis(?:consin|\.)|Wyo(?:ming|\.)"
)
"""States as they stand after a town; Georgia, Washington and New York City are left to other rules."""

CURRENCIES = (
    r"dollars?|cents|pesos?|rupees?|rupiah|roubles?|rubles?|francs?|krone[rn]?|kron[au]r?|crowns|riyals?|rials?|dinars?"
    r"|dirhams?|dong|yuan|renminbi|won|yen|baht|liras?|lire|shillings?|kwacha|pounds?|ringgit|forints?|zlotys?|lei|leva"
    r"|hryvnias?|euros?|reais|real|soles|naira|cedis?|rand|taka|kyats?|riels?|kip|tenge|som|guaran[ií]es|bol[ií]vars?"
)
"""What money is counted in."""

LANDMARKS = (
    r"Sea|Ocean|Gulf|Straits?|River|Creek|Bay|Lake|Streets?|St\.|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Boulevard"
    r"|Blvd\.?|Square|Terrace|County|Township|Hill|Heights|Springs|Junction"
    r"|High(?! (?:Comm|Court|Rep|Lev|Sp))"
)
"""What makes a water, a street or a county of the country's name before it."""

LANGUAGE_THINGS = (
    r"languages?|speaking|speakers?|medium|dialect|alphabet|grammar|subtitles|subtitled|dictionary|lessons"
)
"""What makes a language of the demonym before it."""

BEFORE_NAMES = _words(
    "Lake River Lac Hurricane Typhoon Cyclone Storm Fort Camp Mount USS HMS HMAS HMCS HMNZS RMS INS SS"
    " MV M/V USNS USCGC RFA"
)
"""What makes a lake, a storm or a ship of the name after it."""

GIVEN_LIKE = _words(
    "Jordan Chad Israel Georgia Kenya India Cuba Ireland Holland Jamaica Trinidad Montserrat America"
    " Dominica China Chile Paris London Sydney Sofia Washington Berlin Vienna Lima Asmara Roma Malta"
    " Brazil Cairo Havana Doha Tripoli Franco"
)
"""Forms that are given names too."""

SURNAME_LIKE = _words(
    "French English German Irish Welsh Cuban England Wales Poland Brazil Spain Portugal Norway"
    " Germany Austria Cyprus Togo Mali Oman Tonga Samoa Benin Lao Thai Czech Scottish Swiss Dutch"
    " Greek Britain Denmark Romania Palau Guinea Niger Laos Macao Nauru Peru Tunis Wellington Praia"
    " Colombo Manila Sucre Lebanon"
)
"""Forms that are surnames too."""
