"""Names for invented people, with how common they roughly are, by community of origin.

Written from general knowledge, commonest first; weights fall as one over the rank. Rare surnames,
of which a real register has most, are put together from syllables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random


@dataclass(frozen=True, slots=True)
class Ranked:
    """Names, commonest first; `flat` makes the first less common than they would be."""

    names: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, text: str, flat: float = 8) -> Ranked:
        """From names in one text."""
        names = tuple(name.replace("_", " ") for name in text.split())
        return cls(names, tuple(accumulate(1 / (rank + flat) for rank in range(len(names)))))

    def draw(self, chance: Random) -> str:
        """One name, as often as it is common."""
        return chance.choices(self.names, cum_weights=self.weights)[0]


@dataclass(frozen=True, slots=True)
class Community:
    """Names of one origin; `rare` is the share of surnames put together from syllables."""

    share: float
    ethnicities: tuple[str, ...]
    surnames: Ranked
    men: Ranked
    women: Ranked
    rare: float = 0
    syllables: tuple[Sequence[str], Sequence[str], Sequence[str]] = ((), (), ())

    def surname(self, chance: Random) -> str:
        """One surname."""
        if chance.random() < self.rare:
            return "".join(chance.choice(part) for part in self.syllables).capitalize()
        return self.surnames.draw(chance)

    def forenames(self, sex: str, chance: Random) -> str:
        """One forename or more."""
        names = self.men if sex == "M" else self.women
        first = names.draw(chance)
        if chance.random() < 0.5:
            second = names.draw(chance)
            if second != first:
                return f"{first} {second}"
        return first


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_ENGLISH = """Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson
        Wright Thompson Evans Walker White Roberts Green Hall Wood Jackson Clarke Thomas
        Edwards Hughes Turner Hill Harris Cooper Lewis Martin Ward Morris Harrison Moore Clark
        Lee King Baker Allen Scott Morgan Watson Anderson James Young Bennett Cook Phillips
        Parker Davis Bell Shaw Griffiths Collins Carter Price Mitchell Simpson Richardson Cox
        Marshall Adams Miller Campbell Webb Mills Rogers Stevens Murray Palmer Barnes Gray
        Hunt Mason Knight Holmes Matthews Ellis Chapman Powell Pearson Russell Fisher Barker
        Lloyd Butler Dixon Harvey Jenkins Reynolds Graham Wells Foster Saunders Fletcher
        Gibson Andrews Fox Stewart Howard Armstrong Spencer Payne Elliott Carr Cole Perry Hart
        Gordon Hudson Burton Day Berry Newton Lawrence Lane Dean Burns Bradley Hawkins West
        Hayes Hunter Cunningham Riley Bailey Nicholson Atkinson Booth Walsh Lawson Watts
        Francis Wallace Hodgson Robertson Dawson Long Porter Johnston Fowler Bishop Thomson
        Warren Freeman Webster Hopkins Gregory Parsons May Bird Gilbert Lowe Woods Kemp
        Barrett Bates Page Austin Newman Nash Sutton Cross Davidson Holland Marsh Hammond
        Coleman Higgins Barton Abbott Whitehead Blake Goodwin Stephenson Sharp Bryant Field
        Ball Tucker Kaur Todd Read Norris Moss Bolton Leach Short Townsend Frost Coates
        Pritchard Hobbs Sykes Weston Whitfield Rowe Hancock Peters Curtis Steele Savage Naylor
        Preston Wheeler Beaumont Poole Hewitt Pickering Cartwright Wilkins Bond Sheppard Kent
        Garner Lamb Law Hutchinson Clayton Stokes Crawford Thornton Holt Buckley Chambers
        Goddard Pratt Humphreys Yates Whittaker Bull Dyer Farrell Gould Swift Doyle"""
_MEN = """David John Michael Paul James Andrew Mark Robert Peter Stephen
        Richard Christopher Daniel Anthony Matthew Simon Kevin Gary Steven Ian William Thomas
        Lee Alan Martin Darren Philip Craig Jason Neil Brian Graham Jonathan Adam Ryan Colin
        Joseph Benjamin Keith Stuart Wayne Carl Dean Jamie Barry Nigel Scott Shaun Nicholas
        Samuel Derek Luke Raymond Sean Roy Terence Trevor Joshua Adrian Liam Jack Aaron
        Russell Kenneth Ashley Nathan Edward Gareth Alexander Antony Charles Connor Dennis
        Karl Kieran Geoffrey Patrick Justin Timothy Jordan George Ross Phillip Frank Roger
        Damian Jake Kyle Callum Leslie Dale Marcus Ronald Julian Duncan Lewis Harry Glen Shane
        Leon Clive Stewart Dominic Gavin Robin Malcolm Oliver Bradley Mathew Norman Douglas
        Reece Cameron Donald Gordon Brett Francis Gerard Jeremy Bernard Howard Harold Arthur
        Sidney Frederick Clifford Albert Ernest Stanley Leonard Alfred Jeffrey Warren Toby
        Elliot Rhys Owen Dylan Curtis Jay Zachary Max Ellis Tyler Kane"""
_WOMEN = """Susan Sarah Margaret Karen Nicola Emma Julie Rebecca Lisa Jacqueline
        Michelle Laura Helen Amanda Claire Joanne Tracey Elizabeth Samantha Louise Patricia
        Christine Kelly Donna Deborah Jane Sharon Alison Angela Stephanie Catherine Victoria
        Katherine Charlotte Jennifer Lorraine Rachel Natalie Gemma Kerry Linda Hannah Debra
        Kathleen Mary Amy Lesley Danielle Sandra Carol Lauren Jessica Dawn Maria Anne Caroline
        Beverley Paula Andrea Zoe Leanne Hayley Lynn Wendy Natasha Fiona Carly Stacey Kirsty
        Melanie Barbara Kim Maureen Heather Sally Teresa Marie Janet Ann Gillian Yvonne
        Suzanne Jodie Katie Megan Chloe Bethany Abigail Sheila Jean Sophie Tina Katy Maxine
        Frances Judith Tanya Vanessa Georgina Alexandra Rosemary Diane Denise Pauline Theresa
        Lucy Kathryn Cheryl Naomi"""
_ONSETS = _listed(
    """Ald Ash Bar Beck Bel Birch Black Bram Brad Bren Brock Brough Burn
        Cal Carl Chad Chel Clif Col Cor Cot Cran Crom Dal Dar Den Dray Dun Eg El Es Ever Fair
        Far Fen Frod Gar Gil Glas Gos Gren Had Hal Ham Har Hart Hather Haw Hed Hex Hol Hor Hux
        Il In Kel Ken Kin Kirk Lang Led Lin Lock Lud Mal Mar Mel Mid Mil Nor Oak Ol Or Os Pad
        Pem Pen Pick Pol Rad Raven Red Rom Row Rush Sal San Scar Sed Shep Sher Sib Skel Stan
        Stod Strat Swin Tar Thorn Til Tod Tren Ul Up Wad Wal War Wen Whit Wil Win Wool Wor
        Wrag Wy Yar Yel""".lower()
)
_MIDDLES = [
    "",
    "",
    "",
    "er",
    "el",
    "en",
    "ing",
    "s",
    "i",
    "a",
    "o",
    "en",
    "ar",
    "le",
    "et",
    "un",
    "on",
]
_ENDINGS = _listed("""ton ley ham ford worth by wick field well bury den dale don man
        stone bridge wood more land hurst combe thorpe gate shaw croft water son kin kins cock
        cott stead low head side brook holm mer ridge ell ett ard er ock win""")

COMMUNITIES = (
    Community(0.70, ("W1",), Ranked.of(_ENGLISH, 20), Ranked.of(_MEN), Ranked.of(_WOMEN), 0.3,
              (_ONSETS, _MIDDLES, _ENDINGS)),
    Community(
        0.04, ("W2", "W1"),
        Ranked.of("""Murphy Kelly O'Brien Byrne Ryan O'Connor Walsh O'Neill O'Sullivan
        Doyle McCarthy Gallagher Doherty Kennedy Lynch Murray Quinn McLaughlin Carroll
        Connolly Daly Wilson Dunne Brennan Burke Collins Clarke Hughes Farrell Fitzgerald
        Nolan Moore McDonagh Kavanagh Flynn Maher McGrath Duffy O'Donnell Power Sweeney Ward
        McDonnell Brady O'Reilly McKenna Donnelly McGinley MacDonald McKenzie Sinclair MacLeod
        Fraser Ferguson Buchanan"""),
        Ranked.of("""John Patrick Michael James Sean Thomas Kevin Declan Liam Brendan
        Martin Francis Eamon Niall Conor Kieran Brian Gerard Joseph Noel Aidan Cormac Donal
        Dermot Hugh Alasdair Callum Ewan Hamish Fergus"""),
        Ranked.of("""Mary Bridget Margaret Siobhan Aoife Sinead Niamh Kathleen Eileen
        Noreen Grainne Ciara Maeve Deirdre Roisin Catherine Fiona Eilidh Mairi"""),
    ),
    Community(
        0.07, ("A2", "A3"),
        Ranked.of("""Khan Hussain Ahmed Ali Begum Akhtar Mohammed Iqbal Shah Mahmood
        Malik Miah Uddin Rahman Hassan Islam Mirza Rashid Chowdhury Aslam Bibi Hussein Akram
        Qureshi Butt Sheikh Haq Choudhury Aziz Raja Siddique Alam Sadiq Nawaz Javed Parveen
        Ahmad Bashir Ashraf Karim Hoque Sharif Anwar Saleem Yousaf Zaman Afzal Kauser Hamid""", 4),
        Ranked.of("""Mohammed Muhammad Mohammad Ali Imran Ahmed Abdul Usman Hamza Asif
        Tariq Yusuf Shahid Kamran Adeel Bilal Nadeem Wasim Zahid Khalid Faisal Hussain Omar
        Ibrahim Sajid Arif Amir Rashid Waqar Javed Naveed Zubair Haroon Adnan Irfan Tahir
        Abdullah Mustafa Hassan Zeeshan Saeed Shabir Aamir Mahmood Rafiq Sohail""", 3),
        Ranked.of("""Fatima Ayesha Shazia Nasreen Saima Zainab Maryam Farzana Rukhsana
        Samina Khadija Sadia Nadia Amina Shabana Yasmin Rabia Bushra Noreen Sumaira Halima
        Asma"""),
    ),
    Community(
        0.04, ("A1",),
        Ranked.of("""Singh Patel Kaur Shah Sharma Kumar Gill Mistry Sandhu Dhillon Rai
        Bains Sidhu Chauhan Desai Joshi Mehta Parmar Dhaliwal Grewal Johal Bhatt Gupta Verma
        Solanki Chaudhary Reddy Nair Pillai Rao Das Bhogal Sahota Uppal Virdee""", 3),
        Ranked.of("""Harpreet Raj Sanjay Amit Gurpreet Jaswinder Manjit Vijay Rajesh Ravi
        Suresh Baljit Kuldeep Anil Deepak Ajay Rakesh Sukhdev Ashok Jagdeep Vikram Nikhil
        Arjun Rohan Mandeep Surinder Paramjit Kiran Dinesh"""),
        Ranked.of("""Priya Manpreet Sunita Anita Kiran Harjit Neha Pooja Meena Rekha
        Jasvinder Parminder Rajinder Sonia Nisha Geeta Kavita"""),
    ),
    Community(
        0.06, ("B1", "M1"),
        Ranked.of("""Campbell Williams Brown Clarke Francis Gordon Thompson Morgan Reid
        Lewis Bailey Grant Samuels Douglas Henry Joseph Simpson Robinson Davis Powell Wright
        Edwards Marshall Richards Palmer Blake Daley Facey Gayle Bogle Levy McKenzie Pinnock
        Duhaney Hylton Salmon""", 4),
        Ranked.of("""Michael Anthony Marlon Delroy Leroy Winston Dwayne Jermaine Tyrone
        Nathaniel Marcus Errol Carlton Desmond Trevor Devon Kemar Andre Reuben Isaiah Leon
        Darnell Omari Kwame Clive Rohan Ricardo"""),
        Ranked.of("""Marcia Sharon Beverley Jasmine Yvonne Natasha Paulette Simone
        Shanice Keisha Monique Latoya Chantelle Aaliyah Claudette Sonia"""),
    ),
    Community(
        0.04, ("B2",),
        Ranked.of("""Okafor Mohamed Adeyemi Mensah Ibrahim Ali Osei Okonkwo Owusu Eze
        Abdi Boateng Hassan Adebayo Afolabi Ogunleye Nwosu Asante Appiah Okeke Balogun Olawale
        Kamara Sesay Mwangi Tesfaye Addo Amoah Chukwu Diallo Jalloh Warsame Farah Hussein
        Yusuf Bangura""", 4),
        Ranked.of("""Emmanuel Samuel Daniel Mohamed Abdi Kofi Chukwuemeka Oluwaseun
        Ibrahim Abdullahi Kwabena Chinedu Tunde Babatunde Femi Olumide Ahmed Yusuf Segun Musa
        Ismail Nnamdi Ikenna Kwesi Hassan Ayodele Obinna"""),
        Ranked.of("""Grace Blessing Chioma Amina Fatou Ngozi Abena Hodan Folake Ifeoma
        Akosua Esther Mercy Funmilayo Adaeze Khadra Comfort"""),
    ),
    Community(
        0.04, ("W9",),
        Ranked.of("""Nowak Kowalski Wisniewski Popescu Kaminski Lewandowski Zielinski
        Szymanski Kazlauskas Wojcik Petrauskas Kozlowski Ionescu Popa Ivanov Petrov Jankauskas
        Radu Dumitru Horvath Mazur Krawczyk Balazs Stankevicius Novak Georgiev Dimitrov
        Shevchenko Kovalenko Sidorov Kuznetsov Volkov Berzins Ozols Hoxha Krasniqi Yilmaz Kaya
        Demir Georgiou Rossi""", 4),
        Ranked.of("""Piotr Krzysztof Andrzej Tomasz Pawel Marcin Michal Lukasz Jakub
        Mateusz Adrian Ion Andrei Mihai Vasile Alexandru Tomas Mantas Darius Ivan Dmitri
        Sergei Aleksandr Georgi Vladimir Yuri Grzegorz Wojciech Rafal Zbigniew Mehmet Mustafa
        Andreas Arben"""),
        Ranked.of("""Anna Katarzyna Agnieszka Malgorzata Maria Elena Ioana Magdalena
        Natalia Olga Svetlana Monika Joanna Ewa Tatiana Irina Kristina Ruta"""),
    ),
    Community(
        0.01, ("O1", "O9"),
        Ranked.of("""Wong Chen Li Al-Hassan Nguyen Chan Wang Tran Al-Jabouri Zhang Lam
        Mahdi Haddad Hosseini Karimi Rahimi Ahmadi Liu Cheung Yang Barzani Aziz El-Sayed Said
        Khalil""", 3),
        Ranked.of("""Wei Ahmad Reza Omar Minh Hussein Karim Jun Hiwa Ming Farid Mahmoud
        Ali Tuan Bao Hamid Youssef Khaled Abdelrahman"""),
        Ranked.of("""Mei Leila Layla Linh Fatima Xin Zahra Hong Noor Huda Ling Maryam"""),
    ),
)  # fmt: skip

STREETS = _listed("""High Church Station London Mill Park Victoria Green Manor Albert
        Chapel Queens Kings Grange Springfield George Abbey North South West East Alexandra
        New Windsor Meadow School Broad Cedar Elm Oak Beech Willow Priory Orchard Bridge
        Castle Richmond York Stanley Clarence""")
STREET_KINDS = _listed("Street Road Lane Close Avenue Drive Way Court Terrace Gardens Crescent")
TOWNS = _listed("""Northbridge Eastleigh Marsham Stokeley Wellham Oakford Thornbury
        Millbrook Westhaven Ashdown Kingsmere Bradwell Harlow Redcliff Sandford Langley
        Fernhill Coldwater Highmoor Riverton Barstow Newstead Kirkby Holmfield Portsea""")
