"""What a rule finds in a text: each row is a sentence with ⟦ ⟧ around what is to be found."""

from __future__ import annotations

from pathlib import Path

import pytest

from strevview.lint.engine import check
from strevview.lint.fixes import apply_fixes
from strevview.lint.selection import Selection
from strevview.model.loading import Shelf, load_shelf
from tests.lint.examples import CASES, GOOD, lint, read

TEXT = GOOD[GOOD.index("          The Space") : GOOD.index("        sources:")]
URL = "https://www.dawn.com/news/1927882"

SENTENCES = {
    # Days beside the linked verb that are not the item's date, 31 July 2025.
    "SV204": [
        "It was [held][dawn] on ⟦23 July⟧.",
        "It was [held][dawn] on ⟦July 30, 2025⟧, in Rome.",
        "It was [held][dawn] from ⟦20 to 22 July⟧.",
        "It was [held][dawn] from ⟦28 July to 3 August⟧.",
        "It was [held][dawn] from ⟦July 28–August 3⟧.",
        "It was [held][dawn] on the ⟦23rd of July⟧.",
        "It was [held][dawn] on ⟦1 Sept. 2024⟧.",
        "It was [held][dawn] on ⟦23 July⟧ 20 scientists met.",
        "It was [held][dawn] on ⟦32 July⟧.",
        "It was [held][dawn] on ⟦31 July 2024⟧.",
        "It was [held][dawn] by Dr. M. Khan on ⟦23 July⟧ at 10 a.m. Beijing time.",
        "It was [held][dawn] at 10 a.m. on ⟦23 July⟧.",
        "On ⟦23 July⟧ it was [held][dawn] again.",
        "It was [held][dawn] on 31 July.",
        "It was [held][dawn] on the 31st of July 2025.",
        "It was [held][dawn] on a Long March 7 rocket.",
        "It was [held][dawn] on a Long March-2D rocket.",
        "It was [held][dawn] on CSES-02 June.",
        "It was [held][dawn] in room 5–3, in November 2024.",
        "It was [held][dawn] in Rome. “The academy” met on 23 July.",
        "It was [held][dawn] in Rome! It met on 23 July.",
        "It was [held][dawn] in 2025. 192 came on 23 July.",
        "It was [held][dawn] for what was built on 23 July.",
    ],
    "SV205": [
        "It met on ⟦Friday⟧, 31 July.",
        "It met on ⟦Friday⟧ 31 July 2025.",
        "It met on 31 July (⟦Friday⟧).",
        "It met on 31 July 2025, a ⟦Friday⟧, again.",
        "It met on Thursday, 31 July, and on 31 July (Thursday).",
        "It met on Tuesday, 31 December 2019.",
    ],
    "SV207": [
        "It ran from ⟦28–3 August⟧.",
        "It ran on ⟦August 28-3⟧.",
        "It ran from 28 July–3 August, and on 20 and 3 August.",
        "It rose on a Long March 7-3 rocket.",
    ],
    # Look-alikes, where it is known what is meant.
    "SV308": [
        "It is a craft⟦，⟧with 5⟦％⟧ of all ⟦（⟧it is said⟦）⟧.",
        "It was by 新华社（Xinhua）said, or （Xinhua）新华社, “中国，世界。” and 100%.",
        "The ⟦NationaI⟧ fund is a National one.",
        "It was by ⟦SUPARC0⟧ again.",
        "It was ⟦lqbal⟧ and Ahsan Iqbal.",
        "It was in ⟦Веijing⟧ and Beijing.",
        "It was the ⟦СРЕС⟧ and the CPEC.",
        "It has new ⟦techn0logy⟧.",
        "It was Nawal ⟦EI⟧ Saadawi.",
        "It was Maha ⟦EI⟧ Rabbath.",
        "It was ⟦Кобiлджон⟧ again.",
        "The AI Action Plan of the EI is theirs.",
        "It is ALI, III and ALBA II.",
        "It is CO2, utf8, l10n, x0y and b0.",
        "It is 10 μm, ΔT, an α-particle.",
        "It is Кобилджон Хушвахтзода and Ελλάδα.",
        "Its lunar llamas launched late, 利玛窦 1-02.",
    ],
    # Of two spellings in one issue the American.
    "SV601": [
        "The ⟦organization⟧ is an organisation.",
        "The ⟦color⟧ is a colour.",
        "The ⟦center⟧ is centred.",
        "Its ⟦defense⟧ is a defence.",
        "The ⟦aluminum⟧ is aluminium.",
        "Its ⟦modeling⟧ is modelling.",
        "Its ⟦commercialization⟧ was commercialised.",
        "Its ⟦colors⟧ are colourful.",
        "The centre is for centralization.",
        "The licence is a license, and the program a programme of prizes in this size.",
    ],
    "SV602": [
        # What can be mended is told once a text, at its first mark.
        "The craft’s 6'4\" mast rose to 40°26'46\".",
        'The craft’s mast rose as ⟦"⟧good" as it\'s.',
        'A mark ⟦"⟧ by itself, a⟦"⟧b, and one ⟦\'⟧quoted.',
    ],
    "SV408": [
        "It ⟦[rose] [dawn]⟧ up.",
        "It ⟦(rose)[dawn]⟧ up.",
        "It ⟦[dawn] [dawn]⟧ up.",
        "It ⟦[[rose][dawn]]⟧ up.",
        "It ⟦[[rose]][dawn]⟧ up.",
        "It ⟦[rose]dawn⟧.",
        "It [rose] up.",
        "It \\[rose] up, “it [rose]” said.",
        "It [held][], as “⟦[dawn]⟧” said.",
        "Its agency (SUPARCO) (dawn) rose.",
        "It rose, as “the [dawn]” said.",
        "It [rose][], and [rose] \\[dawn].",
    ],
    "SV606": [
        "It was there on 10⟦ - ⟧12 October and from October 10⟦-⟧12.",
        "It is there in 2024⟦ - ⟧2025, on pp. 3⟦ - ⟧5, for 10⟦ - ⟧15 years.",
        "It is 5 - 3 and 12 - 10 October, x - y and PRSS-1.",
    ],
    "SV611": [
        "It has a bus⟦,⟧a camera⟦;⟧radios etc⟦..⟧ It is so⟦..⟧",
        "It is good⟦..⟧ but small⟦,,⟧ too.",
        "It has rows, cells; etc., and so... It is {rows,cells}, uid=0,gid=0, a/b,c or 1,000.",
        "It is 0..5, tl;dr, ..., at ../it or by A,B.",
    ],
    "SV409": [
        "It is CO⟦<sub>⟧2</sub> or ⟦<u>⟧it</u>.",
        "It is `<sub>2</sub>` and a < b.",
    ],
    "SV607": [
        "A (small [very]) thing, {here}.",
        "He called it “good”, she “bad”.",
        'He called it "good", she "bad".',
        "It’s the makers’ own; ‘new’ it is.",
        "It has a) a bus, (b) a camera and 12) a radio :)",
        'A screen of 5" and one of 12".',
        "The interval [0, 1) is half open, (0.5, 2] too.",
        'The mark (") is straight.',
        "古今（交响）《一见钟秦》",
        'He called it "good” in mixed marks, and “bad" once more.',
        "A ⟦(⟧small thing.",
        "A small⟦)⟧ thing.",
        "A ⟦[⟧launched again.",
        "He called it ⟦“⟧good, she “bad”.",
        "He called it good⟦”⟧.",
        'He called it ⟦"⟧good.',
        "A (a ⟦[⟧b) c",
        "He said ⟦“⟧a and “b”.",
        'A ⟦"⟧b is "c" d.',
    ],
    "SV608": [
        "It is क्\u200dष and می\u200cخواهم.",
        "It is \U0001f468\u200d\U0001f469\u200d\U0001f467 and שלום\u200f!",
        *(
            f"It is Xi⟦{letter}⟧chang."
            for letter in "\u00ad\u200b\u200c\u200d\u200e\u200f\u202e\u2060\u2066"
        ),
        "It is \u2068שלום (C++)\u200e!\u2069, as \u202bסוף\u202c is.",
        "It is \u200eאב and Xi⟦\u2060⟧chang.",
    ],
    "SV609": [
        "It is लड़ाई फ़ाइल, 5 \u212b and \ufa11.",
        "It is a caf⟦e\u0301⟧ and a \u1ea1\u030a.",
    ],
}
REGISTER = """\
schema: 1
actors:
  - name: Ahsan Iqbal
    names: {zh: 伊克巴尔}
    kind: person
  - name: Xi Jinping
    kind: person
  - name: Dai Gang
    kind: person
  - name: Maha El Rabbat
    kind: person
  - name: Mamoun M. Al-Debi'e
    kind: person
  - name: France
    kind: country
  - name: Pakistan
    kind: country
  - name: Chinese Academy of Sciences
    acronym: CAS
  - name: Shaanxi Academy of Agriculture
  - name: Chongqing Changan Automobile Co., Ltd.
  - name: Institute of High Energy Physics
    acronym: IHEP
"""
# With the register above.
NAMES = {
    "SV302": [
        "The ⟦Chongqing Changan Automobile Co., Ltd.⟧ and ⟦CAS⟧ met ⟦Dai Gang⟧’s aide; CASE too.",
        "Both met the ⟦Chinese Academy of Sciences⟧, Beijing.",
        "The ⟦Chinese Academy of Sciences⟧ met.",
        "They met the Chinese Academy of Sciences Institute.",
        "They met the Royal Chinese Academy of Sciences.",
        "It was a CAS-led study.",
        "It was ⟦CAS⟧ Chairman Li.",
        "It was Minister ⟦Dai Gang⟧.",
        "It was ⟦Dai  Gang⟧ again.",
        "It was ⟦Dai\u00a0Gang⟧ and  ⟦Mamoun M. Al-Debi’e⟧.",
    ],
    "SV306": [
        "They met the ⟦Chinese Academy of Science⟧ there.",
        "They met the ⟦Chinese-Academy of Sciences⟧ there.",
        "They met the ⟦Chinése Academy of Sciences⟧ there.",
        "They met  the cen\u00adtre of ⟦Dai Gagn⟧ there.",
        "They met Dai Geng and Dai Yong.",
        "They met the Chinese Academy of Sciences and the chinese academy of sciences.",
        "They met the Shanxi Academy of Agriculture, CSA and CASS.",
        "They met the Chinese Academy of Engineering.",
        "They were at the Academy. Of Sciences nobody spoke.",
    ],
    "SV308": ["It was ⟦Maha EI Rabbat⟧ and Maha El Rabbat."],
    "SV307": [
        "Dai Gang, Director of IHEP, is Dai Gang, ⟦Deputy Director⟧ of the IHEP, here.",
        "Dai Gang, Director of IHEP, is Dai Gang, ⟦Director⟧ of the Polar Bureau, here.",
        "Dai Gang, Director of IHEP, is Dai Gang, President of the Polar Bureau, here.",
        "Dai Gang, Chairman of IHEP, is Dai Gang, Chair of the Institute of High Energy Physics.",
        "Dai Gang, former Director of IHEP, is Dai Gang, Deputy Director of IHEP.",
        "Dai Gang, ex-Director of IHEP, is Dai Gang, Deputy Director of IHEP.",
        "Dai Gang, Executive Director of IHEP, is Dai Gang, ⟦Director⟧ of IHEP.",
    ],
}
# Whom an item lists, and what its text calls them.
LISTED = [
    ("Ahsan Iqbal", "Minister Iqbal spoke.", True),
    ("Ahsan Iqbal", "Iqbal's aide spoke.", True),
    ("Ahsan Iqbal", "Ahsan M. Iqbal spoke.", True),
    ("Ahsan Iqbal", "Then 伊克巴尔 spoke.", True),
    ("Ahsan Iqbal", "Javed Iqbal spoke.", False),
    ("Ahsan Iqbal", "Iqbal Hall and Iqbal-Hall opened.", False),
    ("Xi Jinping", "President Xi spoke.", True),
    ("Xi Jinping", "It was in Xi'an.", False),
    ("Mamoun M. Al-Debi'e", "Mamoun Al-Debi’e spoke.", True),
    ("Mamoun M. Al-Debi'e", "Mr Al-Debi'e spoke.", True),
    ("France", "French scientists spoke.", True),
    ("France", "It was at the Frankfurt fair.", False),
    ("USA", "U.S. engineers spoke.", True),
    ("United States", "US engineers spoke.", True),
    ("U.S.", "Two Americans spoke.", True),
    ("US", "The U.S.A. spoke.", True),
    ("US", "The United States spoke.", True),
    ("US", "They told us.", False),
    ("United States", "The United Nations spoke.", False),
    ("UK", "British engineers spoke.", True),
    ("South Korea", "A Korean satellite rose.", True),
    ("Ireland", "Irish engineers spoke.", True),
    ("Ireland", "Iceland spoke.", False),
    ("India", "Indian engineers spoke.", True),
    ("Israel", "Israeli engineers spoke.", True),
    ("Argentina", "Argentine engineers spoke.", True),
    ("Germany", "Germans spoke.", True),
    ("Sweden", "Swedes spoke.", True),
    ("South Korea", "South Korean engineers spoke.", True),
    ("Kingdom of Denmark", "Danish engineers spoke.", False),
    ("Pakistan", "A Pakistani satellite rose.", True),
    ("China Media Group", "Nobody spoke.", False),
    ("China Media Group", "The china media group spoke.", True),
    ("Maha El Rabbat", "Maha EI Rabbat spoke.", True),
    ("CASS", "It was by Cass.", False),
    ("Consórcio Sul", "The Conso\u0301r\u00adcio  Sul spoke.", True),
    ("SUPARCO", "It was by SUPАRCO.", True),
    ("SUPARCO", "It was by SUPARC0.", True),
]
ADDRESSES = {
    "SV411": [
        URL,
        "http://dawn.com",
        "https://dawn.com:8080/news?id=1&b=2#top",
        "https://web.archive.org/web/2025/https://www.dawn.com/news",
        "https://en.wikipedia.org/wiki/Long_March_(rocket)",
        "https://en.wikipedia.org/wiki/Apple_Inc.",
        "https://例え.jp/新闻",
        "https://[2001:db8::1]/news",
        "https://user:word@dawn.com/a,b;c~d!e",
        "⟦https://https:⟧//dawn.com/",
        "⟦https://http:⟧/dawn.com/",
        "https://dawn.com/a⟦ ⟧b",
        "https://dawn.com/⟦”⟧",
        "https://dawn.com/a⟦...⟧",
        "https://dawn.com/?a=1⟦&amp;⟧b=2",
        "https://⟦dawn⟧/news",
        "https://⟦www.dawn..com⟧/",
        "https://⟦dawn,com.pk⟧/",
        "https://dawn.com/⟦(⟧a",
        "https://dawn.com/a⟦)⟧",
        "https://dawn.com/a⟦,⟧",
    ],
    "SV412": [
        f"{URL}?⟦utm_source⟧=a&utm_medium=b",
        f"{URL}?id=1&⟦fbclid⟧=x#top",
        f"{URL}?⟦gclid⟧=x&id=1",
        f"{URL}?id=1",
        f"{URL}?",
        f"{URL}#utm_source=a",
    ],
}


# What is said of some of these.
SAID = [
    ("SV308", "It is a craft，it is.", "the full-width `，` stands in an English text"),
    ("SV308", "The NationaI fund is National.", "“NationaI” has a capital I for a small l"),
    ("SV308", "It was by SUPARC0 again.", "“SUPARC0” has a zero for an O"),
    ("SV308", "It was lqbal and Iqbal.", "“lqbal” has a small l for a capital I"),
    ("SV308", "It was the Веijing plan.", "“Веijing” has a Cyrillic В for a Latin B"),
    ("SV308", "It was the СРЕС and the CPEC.", "“СРЕС” has Cyrillic letters for Latin ones"),
    ("SV308", "It was Кобiлджон.", "“Кобiлджон” has letters of two alphabets"),
    ("SV608", "It is Xi\u00adchang.", "an invisible character stands here: soft hyphen (U+00AD)"),
    ("SV411", "https://https://dawn.com/", "the address starts with https:// twice"),
    ("SV411", "https://dawn.com/a b", "the address has a space in it"),
    ("SV411", "https://dawn.com/”", "the address has `”` in it"),
    ("SV411", "https://dawn.com/a...", "the address is cut off"),
    ("SV411", "https://dawn.com/?a&amp;b", "the address has `&amp;` in the place of `&`"),
    ("SV411", "https://dawn/a", "the address has `dawn` for a host, which is none"),
    ("SV411", "https://dawn.com/(a", "the address has one `(` too many"),
    ("SV411", "https://dawn.com/a,", "the address ends with `,`"),
]

# What is to be written, and what `--fix` writes of it (None where it leaves it).
WRITTEN = [
    ("SV308", "It is a craft，（it is）big：5％。", "It is a craft, (it is) big: 5%."),
    ("SV408", "It [rose]dawn.", "It [rose][dawn]."),
    ("SV606", "It was there on 10 - 12 July.", "It was there on 10–12 July."),
    (
        "SV611",
        "It has a bus,a camera etc.. It flew,, too..",
        "It has a bus, a camera etc. It flew, too.",
    ),
    ("SV611", "It is good.. but small.", "It is good… but small."),
]
HELP = [
    ("SV409", "It is CO<sub>2</sub>.", "write `CO₂`"),
    ("SV409", "It is C<sub>6</sub>H<sub>12</sub>.", "write `H₁₂`"),
    ("SV409", "It is 5 m<SUP>-2</SUP>.", "write `m⁻²`"),
    ("SV409", "It is x<sub>max</sub>.", "write `xmax`: a text has no words set high or low"),
    ("SV403", "It [rose](dawn).", "write `[rose][dawn]`"),
    ("SV408", "It [[rose]][dawn].", "write `[rose][dawn]`"),
]


def rows(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(code, row) for code, examples in table.items() for row in examples]


def marked(code: str, text: str, words: str, shelf: Shelf | None = None) -> str:
    """Return some words of an issue with ⟦ ⟧ around what a rule finds in them."""
    found = check((read(text, shelf=shelf),), Selection((code,)))
    before, line = text[: text.index(words)], text[: text.index(words)].count("\n") + 1
    column = len(before) - before.rfind("\n")
    spans = {d.span for d in found if d.code == code and d.span and d.span.line == line}
    for span in sorted(spans, reverse=True):
        start, end = span.column - column, span.end_column - column
        words = f"{words[:start]}⟦{words[start:end]}⟧{words[end:]}"
    return words


def with_text(sentence: str) -> str:
    """Return the example with a sentence as its text, or after it where it links nothing."""
    kept = "" if "[held]" in sentence else f"{TEXT}\n"
    return GOOD.replace(TEXT, f"{kept}          {sentence}\n")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    folder: Path = tmp_path_factory.mktemp("shelf")
    (folder / "series.yaml").write_bytes((CASES / "series.yaml").read_bytes())
    (folder / "actors.yaml").write_text(REGISTER, "utf-8")
    return load_shelf(folder)


def bare(row: str) -> str:
    return row.replace("⟦", "").replace("⟧", "")


@pytest.mark.parametrize(("code", "row"), rows(SENTENCES))
def test_what_is_found_in_a_sentence(code: str, row: str) -> None:
    assert marked(code, with_text(bare(row)), bare(row)) == row


@pytest.mark.parametrize(("code", "written", "mended"), WRITTEN)
def test_what_a_cure_writes(code: str, written: str, mended: str) -> None:
    text = with_text(written)
    assert apply_fixes(text, lint(text, code)).text == with_text(mended)


@pytest.mark.parametrize(("code", "written", "advice"), HELP)
def test_what_to_write(code: str, written: str, advice: str) -> None:
    assert advice in {d.help for d in lint(with_text(written), code)}


@pytest.mark.parametrize(("code", "row"), rows(NAMES))
def test_what_is_found_of_known_names(code: str, row: str, shelf: Shelf) -> None:
    assert marked(code, with_text(bare(row)), bare(row), shelf) == row


@pytest.mark.parametrize(("name", "sentence", "named"), LISTED)
def test_a_listed_actor_is_named(name: str, sentence: str, named: bool, shelf: Shelf) -> None:
    text = with_text(f"It was [held][dawn]. {sentence}").replace("- SUPARCO", f"- {name}")
    assert f"- {name}\n" in text
    found = check((read(text, shelf=shelf),), Selection(("SV301", "SV306")))
    assert [d.code for d in found] == ([] if named else ["SV301"])


def test_a_misspelt_name_names_nobody(shelf: Shelf) -> None:
    text = with_text("It was [held][dawn]. Dai Geng spoke, and Dai left.")
    found = check((read(text.replace("SUPARCO", "Dai Gang"), shelf=shelf),), Selection(("SV3",)))
    assert [d.code for d in found] == ["SV306"]


@pytest.mark.parametrize(("code", "row"), rows(ADDRESSES))
def test_what_is_found_in_an_address(code: str, row: str) -> None:
    assert marked(code, GOOD.replace(URL, f"'{bare(row)}'"), bare(row)) == row


@pytest.mark.parametrize(("code", "words", "message"), SAID)
def test_what_is_said_of_it(code: str, words: str, message: str) -> None:
    address = words.startswith("https:")
    text = GOOD.replace(URL, f"'{words}'") if address else with_text(words)
    assert [d.message for d in lint(text, code)] == [message]


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("http://dawn.com/news/1927882", True),
        ("https://WWW.Dawn.com/news/1927882/", True),
        ("https://www.dawn.com:443/news/1927882#comments", True),
        (f"{URL}?utm_source=a", True),
        ("https://www.dawn.com/news/1927883", False),
        (f"{URL}?id=2", False),
        (f"{URL}#/2", False),
        (f"{URL}#!2", False),
    ],
)
def test_one_page_under_other_addresses(address: str, same: bool) -> None:
    found = lint(f"{GOOD}          other:\n            url: {address}\n", "SV413")
    assert [d.code for d in found] == ["SV413"] * same


def test_a_text_that_repeats_itself_costs_little() -> None:
    for words in ("July 1 " * 15_000, "1" * 100_000, f"abab {'abab ' * 2000}({'ab' * 6}Z)"):
        assert "SV000" not in {found.code for found in lint(with_text(words), "ALL")}
