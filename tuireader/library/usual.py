"""What the records of articles mostly repeat: given to zlib beforehand, a record is a tenth smaller.

A library holds records that were compressed with it. Other words would make those unreadable: whoever changes
it raises `schema.VERSION`.
"""

_WORDS = """
    administration agreement authorities billion campaign committee companies company conference council
    countries country department development economic election energy federal financial foreign former
    government health information international investigation leaders market meeting members military
    million minister months national officials operations people percent police policy political
    president program public region report residents security services situation social students support
    system technology trade training university week women world across against already always among
    around because become being believe better between build called change come continue continued could
    country did does down each early end ensure even every expected first from further give given going
    good great group had has have having held help here high his home house however into its just keep
    know known last late later least life like long made make making man many may men more most move
    much must need never new next not nothing now number off old once one only open order other our out
    over own part per place plan plans point program provide public put right said same say saying says
    see service set she should show side since small some state still such take taken taking team ten
    than that their them then there these they thing things think this those three through time today
    told too took toward two under until up use used very want was way well went were what when where
    whether which while who whose why will win with within without work would year years yet you your
    but by can are as at be been before back both any and all also about after again an additional added
    according Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May
    June July August September October November December 2023 2024 2025 he her him if in is it me my no
    of on or so to us we do for go how a the . , the of the in the to the and the for the on the that
    the with the at the from the by the is a as a in a of a has been have been will be to be said that
    he said she said they said told reporters according to as well as more than one of the
"""
_PARTS = (
    '","photo credit","end mark","contact","related links","byline","date line","dateline","subheading","'
    '"caption","deck","warnings":["text","meta","line","file name","named","organisation","weak",["The ",'
    '"Minister","Prime Minister","Senator","Secretary","Governor","Mr","Dr","Sen.","President",'
    '"FR","France",["French","France"],"CN","China",["Chinese","China"],"RU","Russia",["Russian","Russia"],'
    '"GB","United Kingdom",["British","UK"],"US","United States",["American","U.S.","America",'
    "[[0,0,1],[1,0,1],[2,1,12],[3,1,13],[4,10,11],[5,10,20],[6,10,14],[7,1,15],[8,1,16],[9,1,17],"
    '{"headline":"The ","headline_from":"text","date":"20","date_from":"prefix","place":null,"source":null,'
    '"byline":null,"translator":null,"language":"en","url":null,"encoding":"utf-8","warnings":[],'
    '"blocks":[["headline","The ",null],["caption","","Photo: '
    '"headline_from":"derived","date":null,"date_from":null,"place":null,"source":null,"byline":null,'
    '.",null]],"removed":[["date prefix"," date 20"]],"people":[],"countries":[],"found":{"people":[['
    '.",null]],"removed":[],"people":[["",[""],null,null,[[.",null],["paragraph","“'
    '.”",null],["paragraph","The ", and .",null],["paragraph","'
)

RECORD = (" ".join(_WORDS.split()) + _PARTS).encode()
"""Of English news; the most frequent stands last, as zlib looks at what is near first."""
