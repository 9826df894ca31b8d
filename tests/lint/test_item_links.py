from __future__ import annotations

import pytest

from tests.lint.examples import GOOD, codes, lint

MORE = "          dawn-2:\n            url: https://www.dawn.com/2\n            publisher: Dawn\n"
TWO = GOOD.replace("The craft rose", "The craft [rose][dawn-2]") + MORE


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[launched][dawn]", []),
        ("launched", ["SV410"]),
        ("[launched][dwan]", ["SV401"]),
        ("[launched](https://www.dawn.com/3)", ["SV403"]),
        ("<https://www.dawn.com/3>", ["SV404"]),
        ("[launched[dawn]", ["SV408"]),
        ("launched][dawn]", ["SV408"]),
        ("[launched][dawn", ["SV408"]),
        ("[launched][dawn)", ["SV408"]),
        ("[launched][dwan", ["SV408"]),
        ("launched [dawn", ["SV607"]),
        ("[launched] [dawn]", ["SV408"]),
        ("[launched] (dawn)", ["SV408"]),
        ("[launched] [Dawn]", ["SV408"]),
        ("(launched)[dawn]", ["SV408"]),
        ("launched[dawn]", ["SV408"]),
        ("launched [dawn]", ["SV408"]),
        ("[[launched][dawn]]", ["SV408"]),
        ("[[launched] [dawn]]", ["SV408"]),
        ("“[launched] [dawn]”", ["SV408"]),
        ("launched \\[dawn]", ["SV410"]),
        ("[launched]", ["SV408"]),
        ("[launched] it", ["SV408"]),
        ("[launched]dawn", ["SV408"]),
        ("[launched]{dawn}", ["SV408"]),
        ("[[launched]][dawn]", ["SV408"]),
        ("[launched](dawn)", ["SV403"]),
        ("[launched](dwan)", ["SV403"]),
        ("launched [sic]", ["SV410"]),
        ("launched […]", ["SV410"]),
        ("launched [a craft that nobody has ever seen]", ["SV410"]),
        ("“the craft [launched]”", ["SV410"]),
        ("[launched][dawn] [again]", []),
        ("[[1]][dawn]", []),
        ("“[[launched][dawn]]”", []),
    ],
)
def test_a_broken_link_is_one_complaint(written: str, told: list[str]) -> None:
    text = TWO.replace("[launched][dawn]", written)
    assert [code for code in codes(lint(text)) if code != "SV416"] == told


def test_a_source_that_could_not_be_read_is_no_missing_one() -> None:
    text = GOOD.replace(
        "            url: https://www.dawn.com/news/1927882", "            url: '#'"
    )
    assert text != GOOD
    assert codes(lint(text)) == ["SV402"]


def test_an_item_without_sources_is_one_complaint() -> None:
    text = GOOD[: GOOD.index("        sources:")]
    assert codes(lint(text)) == ["SV103"]
