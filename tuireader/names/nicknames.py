"""Short forms of given names: `Joe` and `Joseph` may be one man."""

from functools import cache

_GROUPS = """
Abraham Abe; Albert Al Bert; Alexander Alex Sasha; Alexandra Alex Sandra Sasha; Alfred Alf Fred;
Andrew Andy Drew; Anthony Tony; Antonio Toni Toño; Barbara Barb; Benjamin Ben Benny; Bernard Bernie;
Bradley Brad; Catherine Cathy Kate Cat; Charles Charlie Chuck; Christina Chris Tina; Christine
Chris; Christopher Chris Kit; Daniel Dan Danny; David Dave; Deborah Deb Debbie; Dmitry Dima; Dominic
Dom; Donald Don; Dorothy Dot; Douglas Doug; Edmund Ed Ned; Edward Ed Eddie Ted Teddy; Edwin Ed;
Elizabeth Liz Beth Betty Lizzie Eliza; Ernest Ernie; Eugene Gene; Francis Frank; Francisco Paco
Pancho; Franklin Frank; Frederick Fred Freddie; Gabriel Gabe; Gerald Gerry Jerry; Geoffrey Geoff;
Gregory Greg; Harold Harry Hal; Henry Harry Hank; Herbert Herb; Ignacio Nacho; Jacob Jake; James Jim
Jimmy Jamie; Jeffrey Jeff; Jennifer Jen Jenny; Jessica Jess; John Jack Johnny; Jonathan Jon; José
Pepe; Joseph Joe Joey; Joshua Josh; Judith Judy; Katherine Kate Kathy Katie; Kathleen Kathy; Kenneth
Ken Kenny; Kimberly Kim; Lawrence Larry; Leonard Len Leo; Louis Lou; Luiz Lula; Manuel Manny Manolo;
Margaret Maggie Meg Peggy; Martin Marty; Matthew Matt; Maxwell Max; Michael Mike Mick Mikey; Mikhail
Misha; Mitchell Mitch; Nathan Nate; Nathaniel Nate Nathan; Nicholas Nick Nico; Nikolai Kolya; Oliver
Ollie; Pamela Pam; Patricia Pat Patty Tricia; Patrick Pat Paddy; Peter Pete; Philip Phil; Phillip
Phil; Raymond Ray; Rebecca Becky; Richard Dick Rick Rich Richie; Robert Bob Bobby Rob Robbie;
Roberto Beto; Ronald Ron Ronnie; Samuel Sam Sammy; Samantha Sam; Sergei Seryozha; Simon Si; Stephen
Steve; Steven Steve; Stuart Stu; Susan Sue; Suzanne Sue; Terence Terry; Theodore Ted Theo; Theresa
Terry Tess; Thomas Tom Tommy; Timothy Tim; Valerie Val; Victoria Vicky; Vincent Vince Vinnie;
Vladimir Volodya; Walter Walt Wally; William Bill Billy Will Willie; Zachary Zach
"""


def short_for(one: str, other: str) -> bool:
    """Whether two given names, folded, are usual short forms of one: `joe` and `joseph`, `ted` and `ed`."""
    groups = _groups()
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, frozenset()))


@cache
def _groups() -> dict[str, frozenset[int]]:
    """The numbers of the groups that each folded name is in."""
    from tuireader.text.fold import fold

    found: dict[str, set[int]] = {}
    for number, group in enumerate(_GROUPS.strip().replace("\n", " ").split("; ")):
        for name in group.split():
            found.setdefault(fold(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
