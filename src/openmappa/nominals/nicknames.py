"""Short, pet and variant forms of forenames that agencies use for one another.

A line is one group; two forenames go together when some line holds both. Groups do not chain: Alex
goes with Alexander and with Alexandra, which do not go together. Add a form only where a
practitioner would write it for the same person; a wrong one links strangers.
"""

from __future__ import annotations

from collections import defaultdict

# In small letters without accents or punctuation, as `linkage` compares names.
_GROUPS = """
abdul abdal abd
abigail abi abbie abby
abraham abe bram ibrahim
adam ad ads
adrian ade
agnieszka aga agnes
ahmed ahmad ahmet
aleksander aleksandr alek olek alex alexander
aleksandra ola alex alexandra
alan allan allen alun al
albert al bert bertie
alexander alex alec al sandy xander lex
alexandra alex alexa sandra sandy lexi
alfred alf alfie fred
ali aly
alistair alastair alasdair ali al
alison ali ally
amanda mandy
andrew andy drew
andrzej jedrek andrew andy
angela angie ange
ann anne anna annie
anthony antony tony ant
antoni antek tony
arthur art artie
barbara babs barb barbie
bartosz bartek bartlomiej
barry baz bazza
benjamin ben benji benny
bernard bernie
bradley brad
callum calum cal
cameron cam
carol carole caroline
caroline carrie caz
catherine cathy cath cat kate katie kathryn katherine catharine kathy kath kitty kat
charles charlie chas chaz chuck
charlotte charlie lottie char
christine christina chris chrissie tina
christopher chris topher kit kris
clifford cliff
conor connor con
damian damien damo
daniel dan danny
danielle dani danni
darren daz dazza darran darrell
david dave davey davy dai
dean deano
deborah debora debra debbie deb debs
delroy roy del
denis dennis den denny
derek derrick del
diane diana dianne di
dominic dom
donald don donny
dorothy dot dottie dolly
douglas doug dougie
edward ed eddie ted teddy ned eddy
edwin ed eddie
eleanor ellie nell nora ella
elizabeth elisabeth liz lizzie beth betty eliza libby lisa bess betsy
emily em emmy millie
emma em emmie
eric rick ricky
ernest ernie
eugene gene
fiona fi fee
francis frank frankie fran
frances fran frankie francesca
franklin frank
frederick fred freddie freddy frederic
gareth gaz gary
garry gary gaz gazza
gavin gav
geoffrey jeffrey geoff jeff
george georgie
georgina georgie georgia gina
gerald gerry jerry ged
gerard gerry ged
gillian gill jill
gordon gordie
graham graeme grahame gray
grzegorz greg gregory
gregory greg gregg
gwendoline gwen
hannah han
harold harry hal
harriet hattie harry
helen ellen nell
henry harry hal hank
hugh hughie huw
hussain hussein husain hussayn
ian iain
imran immy
irene rene
isaac zac ike
isabel isobel isabelle bella izzy
jacek jack
jack john jackie
jacob jake jakub jay
jacqueline jackie jacqui jacky
jakub kuba jacob jake
jason jase jay
james jim jimmy jamie jem jimbo
jan john jon
jane janie jayne
janet jan
janice jan
jeffrey jeff geoff
jennifer jen jenny jenni
jeremy jerry jez
jeremiah jerry
jessica jess jessie
joanne joanna jo
john jon johnny jonny jack
jonathan jonathon johnathan jon jonny johnny
jordan jord jordy
joseph joe joey
josephine jo josie
joshua josh
judith judy jude
julia julie jules
julian jules
justin jus
karen kaz
katarzyna kasia kate
kelly kel
kenneth ken kenny
kevin kev
kimberley kim kimberly
kieran kieron ciaran
krzysztof krzys kris chris christopher
kyle ky
laurence lawrence larry laurie loz
lauren loz
leanne lee
lee leigh
leonard len lenny leo
leroy roy lee
lesley les
leslie les
lewis louis lew lou
liam william
linda lynda lyn lindy
louise lou
lucas luke luca lukasz
luke lukasz luka
lynn lynne lyn lin
malcolm mal malc
malgorzata gosia maggie margaret
marcin martin
marek mark
margaret maggie meg peggy marge madge peg rita margie
maria marie mary
mark marc marcus marky
martin marty mart
mary molly polly may
mateusz matt matthew
matthew matt mathew matty
maurice mo
maureen mo
maxwell max maximilian
melanie mel
melissa mel missy lissa
michael mick mike mickey micky mikey mickie micheal mitch
michal michael mike
michelle shell chelle shelley
mitchell mitch
mohammed mo mohammad mohamed mohamad muhammad muhammed mohd md mohamud moh
mustafa mus
natalie nat
natasha tash tasha
nathan nathaniel nat nate
neil neal niall
nicholas nick nicky nicolas nico
nicola nicky nikki nic nicole
nigel nige
norman norm
oliver ollie olly
oluwaseun seun
oscar ossie
owen owain
pamela pam
patricia pat patsy tricia trish patty
patrick pat paddy rick
paul paulie pawel
pawel paul
penelope penny
percival percy
peter pete petey piotr
philip phillip phil pip
philippa pippa pip
piotr piotrek peter pete
rachel rach rachael
rafal raf rafael
raymond ray
rebecca becky becca bex
reginald reg reggie
rhys reece rees reese
richard rick dick rich ricky richie dickie rickie ritchie
robert rob bob robbie bobby robin bert bobbie robby
robin rob
roderick rod roddy
rodney rod
roger rog
roland roly rolly
ronald ron ronnie
rosemary rose rosie
russell russ
ryszard richard rick
ryan ry
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sara sally
scott scotty
sean shaun shawn
sebastian seb
sharon shaz shazza
shane shay
sidney sydney sid syd
simon si simeon
slawomir slawek
stanislaw stan staszek
stacey stacy anastasia
stanley stan
stefan stephen steve
stephen steven steve stevie ste
stephanie steph
stewart stuart stu stew
susan sue suzie susie suzanne susanna suzy
syed sayed sayeed
tanya tania
tariq tarik tareq
terence terry terrance tel terrence
teresa theresa terry tess
theodore theo ted teddy
thomas tom tommy thom
timothy tim timmy
tobias toby
tomasz tomek thomas tom
tracey tracy trace
trevor trev
usman uthman osman
valerie val
vanessa ness nessa
vernon vern
veronica ronnie vera
victor vic
victoria vicky vicki vikki tori
vincent vince vinny vin
virginia ginny
walter wally walt wal
wilfred wilf
william bill billy will willie willy wills liam
wojciech wojtek
yusuf yousef yousuf youssef yusef joseph
yvonne evonne
zachary zac zach zak
zbigniew zbyszek
"""


def _groups_by_name() -> dict[str, frozenset[int]]:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_GROUPS.split("\n")):
        for name in line.split():
            found[name].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _forms_by_name() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in _GROUPS.split("\n"):
        for name in line.split():
            found[name].update(line.split())
    return {name: frozenset(names - {name}) for name, names in found.items()}


_OF = _groups_by_name()
_NONE: frozenset[int] = frozenset()
_FORMS = _forms_by_name()
_NO_FORMS: frozenset[str] = frozenset()


def go_together(one: str, other: str) -> bool:
    """Whether two forenames, in small letters without accents, are forms of one name."""
    return not _OF.get(one, _NONE).isdisjoint(_OF.get(other, _NONE))


def forms(name: str) -> frozenset[str]:
    """The other forms of a forename, in small letters without accents; empty if none is known."""
    return _FORMS.get(name, _NO_FORMS)
