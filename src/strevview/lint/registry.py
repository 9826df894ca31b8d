"""Every rule by its module. The table is explicit so that starting costs no search."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from strevview.lint.rule import Rule

# Found while a file is read, or by the engine: to run a check, their modules are not needed.
READING = (
    "sv000_internal_fault",
    "sv001_syntax",
    "sv002_encoding",
    "sv003_out_of_bounds",
    "sv004_duplicate_key",
    "sv005_unknown_key",
    "sv006_wrong_value",
    "sv007_missing_key",
    "sv008_schema_version",
    "sv009_tag",
    "sv010_text_lost_to_a_comment",
    "sv011_comma_splits_a_name",
    "sv012_empty_file",
    "sv014_unused_suppression",
    "sv015_unknown_suppression",
    "sv016_suppression_without_reason",
    "sv017_suppressed_error",
    "sv018_unreadable_file",
    "sv201_impossible_date",
    "sv202_reversed_dates",
    "sv402_not_an_address",
)

# One line a rule, in the order of the codes.
CHECKS = (
    "sv013_file_name_differs",
    "sv019_lines_joined",
    "sv020_file_name",
    "sv101_item_without_date",
    "sv102_item_without_actors",
    "sv103_item_without_source",
    "sv104_item_without_text",
    "sv105_nothing_inside",
    "sv106_id_repeats",
    "sv107_source_without_address",
    "sv203_outside_the_period",
    "sv204_day_differs_from_date",
    "sv205_weekday_does_not_fit",
    "sv206_source_before_event",
    "sv207_ambiguous_range",
    "sv208_edition_dates",
    "sv301_actor_not_in_text",
    "sv302_actor_not_listed",
    "sv303_acronym_not_spelt_out",
    "sv304_acronym_does_not_fit",
    "sv305_acronym_of_two_names",
    "sv306_two_spellings",
    "sv307_two_posts",
    "sv308_look_alike_characters",
    "sv401_reference_without_source",
    "sv403_inline_link",
    "sv404_bare_address",
    "sv405_picture_in_text",
    "sv406_not_running_text",
    "sv407_link_not_plain",
    "sv408_brackets_that_are_no_link",
    "sv409_markup_that_prints",
    "sv410_unused_source",
    "sv411_malformed_address",
    "sv412_tracking_parameters",
    "sv413_page_cited_twice",
    "sv414_link_words",
    "sv415_claim_without_link",
    "sv416_source_without_details",
    "sv417_unavailable_source",
    "sv418_source_after_issue",
    "sv501_highlight_differs",
    "sv502_section_not_highlighted",
    "sv503_title_repeats",
    "sv504_mixed_title_case",
    "sv505_section_of_one_line",
    "sv601_mixed_spelling",
    "sv602_mixed_quotes",
    "sv603_double_space",
    "sv604_space_before_sign",
    "sv605_doubled_word",
    "sv606_hyphen_for_dash",
    "sv607_unbalanced_pair",
    "sv608_invisible_character",
    "sv609_not_composed",
    "sv701_picture_missing",
    "sv702_picture_outside",
    "sv703_picture_format",
    "sv704_picture_name",
    "sv710_figure_without_alt",
    "sv711_alt_repeats_caption",
    "sv712_too_few_pixels",
    "sv713_figure_without_credit",
    "sv714_damaged_picture",
    "sv715_drawing_loses_parts",
    "sv716_drawing_looks_different",
    "sv801_event_told_twice",
    "sv802_follows_nothing",
)

# Rules with `check_all` and no other check: loaded only where there are several issues.
ACROSS = (
    "sv803_spelt_otherwise_before",
    "sv804_acronym_of_another_before",
)

PACKAGE = "strevview.lint.rules"


def code_of(module: str) -> str:
    """Return the code that a rule module's name starts with."""
    return module.partition("_")[0].upper()


@cache
def modules() -> dict[str, str]:
    """Return the module names by code, in the order of the codes."""
    return {code_of(name): name for name in sorted((*READING, *CHECKS, *ACROSS))}


def rule(code: str) -> Rule:
    """Load one rule; raise `KeyError` for an unknown code."""
    found: Rule = import_module(f"{PACKAGE}.{modules()[code]}").RULE
    return found


@cache
def checking_rules(across: bool = False) -> tuple[Rule, ...]:
    """Load the rules that have a check of their own, those across issues only if wanted."""
    return tuple(rule(code_of(name)) for name in (*CHECKS, *(ACROSS if across else ())))
