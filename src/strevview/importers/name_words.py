"""Words that tell what a name with capitals is of: a body, a rank, a field of work."""

from __future__ import annotations

import re
from calendar import day_name, month_name

from strevview.lint.acronyms import SMALL_WORDS
from strevview.lint.folding import without_marks


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A body's name ends with one of these, or has it in front of "of" or "for".
HEADS = _words(
    "academy administration agence agency agenzia alliance association authority bank board bureau "
    "center centre college commission committee company consortium corporation council "
    "federation foundation fund gmbh government group hospital inc institut institute institution "
    "instituto lab laboratories laboratory limited ltd ministry motors observatory organisation "
    "organization parliament secretariat senate society technologies union universidad "
    "universidade university université"
)
# Bodies that are where things happen, or where somebody works, rather than who does them.
VENUES = _words("bureau college government hospital universidad universidade university université")
# Ranks and callings that stand beside a person's name.
RANKS = _words(
    "academician adviser advisor ambassador architect astronaut astronauts astronomer author "
    "biologist captain chair chairman chairperson chairwoman chancellor chemist co-author "
    "commander commissioner coordinator counsellor counterpart dean delegate designer director "
    "director-general dr economist editor engineer envoy executive expert founder geologist "
    "governor head historian inventor journalist judge king lecturer mayor minister "
    "physician physicist premier president prof professor professors rector representative "
    "researcher scholar scientist scientists secretary secretary-general senator speaker "
    "spokesman spokesperson spokeswoman taikonaut taikonauts under-secretary-general "
    "vice-chancellor vice-president"
)
# What a body or a post is of, beside the words that end as those of `is_field` do.
_FIELDS = _words(
    "affairs agriculture climate commerce defence defense earth economy energy engineering finance "
    "food foreign health interior labour materials minerals mines planning policy power railways "
    "research resources safety science sciences security services space standards studies "
    "technologies telecommunications tourism trade transport water works"
)
_FIELD_ENDINGS = ("tion", "ment", "logy", "graphy", "nomy", "ture", "stry")
CALENDAR = frozenset(name.lower() for name in (*month_name, *day_name) if name)
# Words with which a sentence opens, in front of a name, and which tell nothing of an event.
OPENERS = SMALL_WORDS | _words(
    "about according after all also although among another are as asked been before both but can "
    "did does during each every following from had has have her here his how if into is it its "
    "last later many meanwhile more most next no not now one only other our out over she since so "
    "some such than that their then there these they this those through today two under until was "
    "we were what when where which while who will with would you your"
)
_POSSESSIVE = re.compile(r"'s?$")


def plain(word: str) -> str:
    """Return a folded word small and without accents, the s of a possessive taken off."""
    return without_marks(_POSSESSIVE.sub("", word)).rstrip(".")


def is_field(word: str) -> bool:
    """Return whether a plain word names a field of work: "technology", "meteorology"."""
    return word in _FIELDS or (len(word) > 6 and word.removesuffix("s").endswith(_FIELD_ENDINGS))


def may_be_of_a_person(word: str) -> bool:
    """Return whether a plain word may be part of a person's name."""
    return word not in HEADS | RANKS | CALENDAR and not is_field(word)
