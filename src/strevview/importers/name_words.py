"""Words that tell what a name is of: heads of bodies, ranks of persons, fields, peoples."""

from __future__ import annotations

import re

from strevview.lint.acronyms import is_acronym
from strevview.lint.folding import without_marks

# A body's name ends with one of these, or starts with one and goes on with "of" or "for".
_HEADS = (
    "academy administration agency alliance association authority bank board bureau center centre "
    "centro college commission committee companies company consortium corp corporation council "
    "enterprise enterprises federation foundation fund government group hospital inc industries "
    "institute instituto institution institut lab laboratory laboratories limited ltd ministry "
    "observatory office organisation organization secretariat service society union "
    "university universidad université university zoo museum library station company "
    "technologies motors automobile pharmaceuticals holdings telecom airlines biotech robotics "
    "semiconductor semiconductors academia agenzia agencia agence hospitals institutes court "
    "parliament cosmodrome department directorate division embassy school faculty taskforce "
    "consulate delegation parliament senate assembly congress mission chamber cluster club "
    "initiative exchange network platform"
)
HEADS = frozenset(_HEADS.split())
# Parts of a body, or places, that an editor does not list among the actors.
_PARTS = (
    "department departments division directorate embassy school faculty consulate "
    "bureaus offices centres centers institutes laboratories companies hospitals universities "
    "enterprises delegation mission platform network initiative station court club exchange "
    "museum library zoo cosmodrome"
)
PARTS = frozenset(_PARTS.split())
# Meetings: they bring actors together and are none.
_MEETINGS = (
    "summit conference forum congress fair expo exhibition games workshop symposium dialogue"
)
MEETINGS = frozenset(_MEETINGS.split())
# With an acronym in brackets these are frames of cooperation, which an editor lists.
_FRAMES = "corridor programme program initiative congress partnership mechanism platform network"
FRAMES = frozenset(_FRAMES.split())
# Heads that name no body of their own without a field: "Department of", "Office of".
_OFFICES = "office bureau department secretariat embassy commission committee directorate"
OFFICES = frozenset(_OFFICES.split())
# Places where things happen rather than who does them.
_VENUES = (
    "hospital university college hall stadium oval hotel museum library palace arena auditorium "
    "station pavilion embassy school"
)
VENUES = frozenset(_VENUES.split())
# What a body's "of" or "on" may be of.
_FIELDS = (
    "aeronautics aerospace affairs agricultural agriculture archaeology artificial astronautics "
    "astronomy atmosphere aviation biology biodiversity biomedical biotechnology botany brain "
    "change chemistry climate commerce communication communications computing conservation "
    "cooperation culture defence defense development digital earth ecology economic economics "
    "economy education electronics emergency energy engineering environment environmental "
    "equipment exploration finance food foreign forestry genetics geology geophysics health "
    "heritage higher housing hydrology industrial industries industry information initiatives "
    "innovation intellectual intelligence interior international investment justice labour "
    "management marine materials mathematics mechanics medical medicine meteorology microsystem "
    "minerals mining natural neuroscience nuclear nutrition oceanography oceanology optics "
    "petroleum pharmacy photonics physics planning policy power property protection public "
    "quantum railway railways regulation reform religious remote research resources robotics "
    "rural safety science sciences scientific security sensing social software space special "
    "standardisation standards statistics studies supervision sustainable technologies technology "
    "telecommunications tourism trade training transport tropical veterinary virology water works"
)
FIELDS = frozenset(_FIELDS.split())
# Ranks and callings that stand beside a person's name.
_RANKS = (
    "academician adviser advisor ambassador analyst architect artist astronaut astronauts "
    "astronomer author authors biologist chair chairman chairperson chairwoman chancellor chemist "
    "chief clinician co-author co-chair co-founder coach commander commissioner consul coordinator "
    "counsellor counselor counterpart dean delegate deputy designer director doctor economist "
    "editor engineer engineers entrepreneur envoy executive expert farmer fellow founder general "
    "geologist governor head historian inventor investigator journalist judge king leader lead "
    "lecturer manager mayor member minister ministers neuroscientist nominee officer official "
    "partner physician physicist president presidents prince princess premier principal professor "
    "professors provost queen rector representative researcher researchers scholar scientist "
    "scientists secretary senator spokesman spokesperson spokeswoman specialist student surgeon "
    "taikonaut taikonauts technician vice-chancellor vice-president"
)
RANKS = frozenset(_RANKS.split())
_BEFORE_RANK = (
    "deputy vice assistant acting executive associate first former honorary co chief senior prime "
    "foreign state federal provincial permanent principal managing research project health defence "
    "finance planning science environment education energy interior commerce party central lead "
    "general standing special technical"
)
BEFORE_RANK = frozenset(_BEFORE_RANK.split())
TITLES = frozenset(("dr", "prof", "mr", "mrs", "ms", "sir", "engr", "academician", "professor"))
# Peoples: in front of a rank they are no part of the name that follows.
_PEOPLES = (
    "chinese pakistani indian egyptian jordanian saudi emirati russian american british german "
    "french italian spanish japanese korean vietnamese thai malaysian indonesian singaporean "
    "kazakh kyrgyz tajik turkmen uzbek iranian iraqi turkish brazilian mexican argentine chilean "
    "peruvian cuban nigerian kenyan ethiopian algerian moroccan tunisian african arab asian "
    "european hungarian polish czech serbian greek dutch belgian swiss austrian swedish norwegian "
    "danish finnish portuguese ukrainian belarusian mongolian nepalese nepali bangladeshi lankan "
    "cambodian lao burmese filipino australian zealander canadian israeli lebanese syrian qatari "
    "kuwaiti omani bahraini sudanese ghanaian tanzanian ugandan zambian senegalese maldivian "
    "catalan irish scottish welsh latin western eastern northern southern central"
)
PEOPLES = frozenset(_PEOPLES.split())
# Words that open a sentence with a capital and are no part of a name.
_OPENERS = (
    "the a an at in on by for from with to and but both when while after before since as of under "
    "its their his her our my this that these those among according addressing ahead also although "
    "about above across all another around because besides between beyond during each earlier "
    "either eight eleven even every experts few fifty first five following forty four further "
    "having he here hosted how however hundreds i if including instead it last later like more "
    "meanwhile most much nearly neither never nine no not now officials once one only other over "
    "recently researchers scientists second separately seven several she six some speaking still "
    "such ten thanks then there they third thirty three through throughout thus today together "
    "towards twelve twenty two until upon we what where whether which who with within without "
    "yesterday you chinese-made work called named known founded established asked told approved "
    "developed built designed led crewed new joint"
)
OPENERS = frozenset(_OPENERS.split())
_CALENDAR = (
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday spring summer autumn winter"
)
CALENDAR = frozenset(_CALENDAR.split())
# What a name with capitals may be of that is neither a body nor a person.
_THINGS = (
    "accelerator act agreement airport announcement asia africa america award bay belt books "
    "bridge building camp campaign campus canal cape century charter city computer county day "
    "declaration desert  district dynasty earth east europe experiment express festival garden "
    "gulf hall harbour highway island  islands journal key lake law lunar machine magazine march "
    "mars memorandum month moon mountain  mount nations nature ocean park party peninsula phase "
    "pilot plan plateau point port press prize  project protocol province reactor region report "
    "republic river road robot rocket route  satellite sea silk source spacecraft standard state "
    "states statement strait strategy street  system telescope times tower treaty valley village "
    "vision war week world year zone news  daily post double time wall dam pass"
)
THINGS = frozenset(_THINGS.split())
# The hundred commonest family names of China in pinyin.
_FAMILIES = (
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song "
    "zheng xie han tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lu su jiang cai "
    "jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan liao zou xiong jin "
    "hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan lei qian yin yi chang wen "
    "niu ge tao hong qi ouyang xi shang zuo ji bi cong nie chi"
)
FAMILIES = frozenset(_FAMILIES.split())
_FIELD_ENDS = ("tion", "ment", "logy", "graphy", "ics", "ture", "stry", "ity", "ance", "ence")
# Words that begin a body's name in front of its field: "National Hepatology and …".
_ADJECTIVES = "national international world joint state royal central general new global federal"
ADJECTIVES = frozenset(_ADJECTIVES.split())
_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan"
    r"|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|[aeiouv]))"
)


def plain(word: str) -> str:
    """Return a word small and without accents, the s of a possessive taken off."""
    bare = word[:-2] if word.endswith(("'s", "s'")) else word
    return without_marks(bare).rstrip(".")


def is_rank(word: str) -> bool:
    """Return whether a word, plain, is a rank: "president", "under-secretary-general"."""
    return word in RANKS or any(part in RANKS for part in word.split("-")[1:])


def is_whole_acronym(word: str) -> bool:
    """Return whether a word is an acronym that may be a body's: of three capitals or more."""
    return len(word) > 2 and word.isalpha() and word.isupper() and is_acronym(word)


def is_field(word: str) -> bool:
    """Return whether a word, plain, names a field of work: "Technology", "Meteorology"."""
    return word in FIELDS or (len(word) > 6 and word.endswith(_FIELD_ENDS))


def is_chinese_person(words: list[str]) -> bool:
    """Return whether two words, or three, are a family name of China and a given name in pinyin."""
    if not 2 <= len(words) <= 3 or plain(words[0]) not in FAMILIES:
        return False
    given = "".join(plain(word).replace("-", "").replace("'", "") for word in words[1:])
    if not given.isalpha() or len(given) > 12:
        return False
    place, syllables = 0, 0
    while place < len(given):
        found = _PINYIN.match(given, place)
        if found is None:
            return False
        place, syllables = found.end(), syllables + 1
    return 1 <= syllables <= 2 and plain(words[1]) not in FIELDS | HEADS | RANKS | THINGS
