"""Words that tell what a name with capitals is of: a body, a rank, a field of work, a people."""

from __future__ import annotations

import re
from calendar import day_name, month_name

from strevview.lint.folding import without_marks


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A body's name ends with one of these, or has it in front of "of" or "for".
HEADS = _words(
    "academia academy administration agence agencia agency agenzia airlines alliance association "
    "authority bank board bureau center centre centro college commission committee companies "
    "company consortium corp corporation council enterprise federation foundation fund government "
    "group hospital inc institut institute institution instituto lab laboratories laboratory "
    "limited ltd ministry motors observatory office organisation organization parliament "
    "pharmaceuticals secretariat senate society technologies union universidad universidade "
    "university universität université"
)
# With these a firm's name ends.
FIRMS = ("Ltd.", "Ltd", "Inc.", "LLC", "PLC", "GmbH", " AG")
# Bodies that are where things happen, or where somebody works, rather than who does them.
VENUES = _words("bureau college hospital office universidad universidade university université")
# Heads that name no body of their own in front of "of" and a body's name: "Office of …".
OFFICES = _words("bureau commission committee office secretariat")
# With an acronym in brackets an editor lists these too: frames of cooperation, and meetings.
FRAMES = _words("corridor initiative mechanism network partnership platform program programme")
MEETINGS = _words("conference congress dialogue forum summit symposium")
# What a body's "of", "for" or "on" is of, beside the words that end as those of `is_field` do.
_FIELDS = _words(
    "affairs atmosphere brain change chemistry climate commerce defence defense earth economy "
    "energy engineering environment finance food foreign health heritage housing industries "
    "initiatives interior labour marine materials minerals mining oceanology petroleum planning "
    "policy power property railways reform research resources safety science sciences scientific "
    "security services social software space sports standards studies technologies tourism trade "
    "training transport water works youth"
)
_FIELD_ENDINGS = ("tion", "ment", "logy", "graphy", "nomy", "ic", "ture", "stry")
# Ranks and callings that stand beside a person's name.
RANKS = _words(
    "academician adviser advisor ambassador analyst architect astronaut astronauts astronomer "
    "author biologist captain chair chairman chairperson chairwoman chancellor chemist chief "
    "co-author co-chair co-founder commander commissioner coordinator counsellor counselor "
    "counterpart dean delegate deputy designer director director-general doctor economist editor "
    "engineer envoy executive expert fellow founder geologist governor head historian inventor "
    "investigator journalist judge king leader lecturer manager mayor member minister ministers "
    "physician physicist premier president presidents prince princess principal professor "
    "professors provost queen reader rector representative researcher researchers scholar "
    "scientist scientists secretary secretary-general senator speaker spokesman spokesperson "
    "spokeswoman surgeon taikonaut taikonauts technician vice-chancellor vice-president"
)
TITLES = _words("academician dr engr mr mrs ms prof sir")
BEFORE_RANK = _words(
    "acting assistant associate central chief deputy executive federal first foreign former "
    "general health honorary lead managing party permanent prime provincial science senior state "
    "vice"
)
PEOPLES = _words(
    "african algerian american arab argentine asian australian austrian bangladeshi belgian "
    "brazilian british canadian central chilean chinese cuban czech danish dutch egyptian emirati "
    "ethiopian european finnish french german ghanaian greek hungarian indian indonesian iranian "
    "iraqi israeli italian japanese jordanian kazakh kenyan korean kuwaiti kyrgyz lankan latin "
    "lebanese malaysian mexican mongolian moroccan nepalese nigerian norwegian omani pakistani "
    "peruvian polish portuguese qatari russian saudi serbian singaporean spanish swedish swiss "
    "syrian tajik tanzanian thai tunisian turkish turkmen ugandan ukrainian uzbek vietnamese"
)
# Words with which a sentence opens in front of a name.
OPENERS = _words(
    "a according addressing after all also although among an and another as asked at because "
    "before both but by called during each even every experts first following for former founded "
    "from he her his how however if in instead its joint last later like many meanwhile more most "
    "named new no now of officials on once one only other our over recently researchers "
    "scientists second several she since some speaking such thanks that the their then there "
    "these they this those three through thus to today together two under until upon we what when "
    "where while who with within"
)
CALENDAR = frozenset(name.lower() for name in (*month_name, *day_name) if name)
# What a name may be of that is neither a body nor a person.
THINGS = _words(
    "act agreement airport award bay belt bridge building campaign campus canal century charter "
    "city code core county declaration desert district dynasty festival game games garden gulf "
    "hall highway island islands journal key lake law machine march memorandum mission moon "
    "mountain museum nations news ocean park party peninsula phase pilot plan plateau port press "
    "prize project protocol province reactor region report republic review river road rocket "
    "route satellite sea ship silk spacecraft standard state states station street system "
    "telescope times tower treaty valley village war week world year"
)
_NO_PERSON = HEADS | _FIELDS | THINGS | MEETINGS | FRAMES | PEOPLES | CALENDAR | RANKS
_POSSESSIVE = re.compile(r"'s?$")


def plain(word: str) -> str:
    """Return a folded word small and without accents, the s of a possessive taken off."""
    return without_marks(_POSSESSIVE.sub("", word)).rstrip(".")


def is_field(word: str) -> bool:
    """Return whether a plain word names a field of work: "technology", "meteorology"."""
    return word in _FIELDS or (len(word) > 6 and word.removesuffix("s").endswith(_FIELD_ENDINGS))


def is_rank(word: str) -> bool:
    """Return whether a plain word is a rank: "president", "under-secretary-general"."""
    return word in RANKS or any(part in RANKS for part in word.split("-")[1:])


def may_be_of_a_person(word: str) -> bool:
    """Return whether a plain word may be part of a person's name."""
    return word not in _NO_PERSON and not is_field(word)
