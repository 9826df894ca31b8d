"""The date, place, actors, sources and name of an item, read out of its text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from strevview.importers.importing import import_file
from tests.importers.one_item import import_item
from tests.importers.other_texts import OTHER_TEXTS


@pytest.mark.parametrize(
    ("text", "date", "sure"),
    [
        # The day beside the linked verb.
        ("The centre was [opened] on 3 July in Lima.", "2025-07-03", True),
        ("The centre was [opened] on July 3rd, 2025, in Lima.", "2025-07-03", True),
        ("The centre was [opened] on the 3rd of July.", "2025-07-03", True),
        ("The talks were [held] from 20 to 22 July.", "2025-07-20/2025-07-22", True),
        ("The talks were [held] from 30 June to 2 July.", "2025-06-30/2025-07-02", True),
        ("At a meeting held in Lima on 7 July, a charter was [adopted].", "2025-07-07", True),
        ("It [said] in a statement of 9 July that the probe was lost.", "2025-07-09", True),
        # Not those of what went before, or is to come.
        ("The probe, launched on 2 July, [landed] on 9 July.", "2025-07-09", True),
        ("After the talks of 4 July, both [met] again on 11 July.", "2025-07-11", True),
        ("Founded on 1 March 1998, the body [moved] on 5 July.", "2025-07-05", True),
        ("It [opened] on 8 July; the next one is due on 20 July.", "2025-07-08", True),
        ("It [opened] on 14 July, then ran from 15 to 17 July.", "2025-07-14/2025-07-17", False),
        ("The fair [opened] on 14 July. A report came on 20 July.", "2025-07-14", True),
        # A report is the event where it is the linked verb.
        ("It [published] a map of the craters on 18 July in Lima.", "2025-07-18", False),
        ("It announced in a release of 16 July that one of 3 May works.", "2025-07-16", False),
        # Without links the first verb with a day.
        ("A ship left Wenchang on 24 July. It will dock on 26 July.", "2025-07-24", False),
        ("China and Chad signed a treaty July 9 in Beijing.", "2025-07-09", False),
        # The month, where the text gives no more.
        ("A printer was [built] in Hefei, according to reports of early July.", "2025-07", False),
        ("In July, a team [reported] a new chip.", "2025-07", False),
        ("A vaccine was [tested], as was made public on 14 July.", "2025-07", False),
        # No date of the event.
        ("Experts have [warned] that metals may become scarce.", None, False),
        ("The body was [founded] in March 1998.", None, False),
        ("It may be of 3 March 2021, wrote one of them.", None, False),
        ("It was [held] on 3 March.", None, False),
        ("It was [held] on 30 June.", None, False),
    ],
)  # fmt: skip
def test_the_date(tmp_path: Path, text: str, date: str | None, sure: bool) -> None:
    found = import_item(tmp_path, text)
    assert (found.date, found.sure_of_date) == (date, sure)


@pytest.mark.parametrize(
    ("lead", "language", "date"),
    [
        ("8 July:", "en", "2025-07-08"),
        ("July 8, 2025 –", "en", "2025-07-08"),
        ("On Tuesday, 8 July", "en", "2025-07-08"),
        ("Tues. 8 July:", "en", "2025-07-08"),
        ("(8 July)", "en", "2025-07-08"),
        ("8/7/2025:", "en", "2025-07-08"),
        ("7/28/2025:", "en", "2025-07-28"),
        ("2025-07-08:", "en", "2025-07-08"),
        ("2025-07-08 to 2025-07-10:", "en", "2025-07-08/2025-07-10"),
        ("20–22 July:", "en", "2025-07-20/2025-07-22"),
        ("July 30 – August 2, 2025:", "en", "2025-07-30/2025-08-02"),
        ("28–3 July:", "en", "2025-06-28/2025-07-03"),
        ("Am Dienstag, dem 15. Juli", "de", "2025-07-15"),
        ("15\\. Juli 2025:", "de", "2025-07-15"),
        ("8 de julio de 2025:", "es", "2025-07-08"),
        ("1er juillet :", "fr", "2025-07-01"),
        ("7月21日，", "zh", "2025-07-21"),
        ("2025年7月21日", "zh", "2025-07-21"),
        ("8 जुलाई:", "hi", "2025-07-08"),
        ("8 March:", "en", None),
    ],
)
def test_the_day_that_opens_an_item(
    tmp_path: Path, lead: str, language: str, date: str | None
) -> None:
    found = import_item(tmp_path, f"{lead} x y", f"2025-07\nlang: {language}")
    assert found.date == date


def test_the_year_is_the_one_near_the_issue(tmp_path: Path) -> None:
    text = "It was [held] from 30 December to 2 January."
    assert import_item(tmp_path, text, "2025-01").date == "2024-12-30/2025-01-02"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("It was [held] in Dushanbe on 3 July.", "Dushanbe"),
        ("It was [held] in Hefei, Anhui Province, on 3 July.", "Hefei, Anhui"),
        ("It was [held] in Xi’an, Shaanxi, on 3 July.", "Xi’an, Shaanxi"),
        ("It was [held] in Beijing, China, on 3 July.", "Beijing"),
        ("It was [held] in Doha, Qatar, on 3 July.", "Doha, Qatar"),
        ("It was [held] in São José dos Campos on 3 July.", "São José dos Campos"),
        ("A probe was [launched] from the Wenchang Space Launch Site.", "Wenchang"),
        ("In Lhasa on 3 July, the two bodies [met].", "Lhasa"),
        ("At a summit held in Astana on 3 July, a charter was [adopted].", "Astana"),
        ("It was [shown] at the City Hospital of Wuzhen University in Hangzhou.", "Hangzhou"),
        ("It [opened] in a hall in the city of Almaty on 3 July.", "Almaty"),
        ("It was [shown] in Hangzhou. Zhejiang University made it.", "Hangzhou, Zhejiang"),
        ("It was [shown] in Hangzhou. Sichuan University made it.", "Hangzhou"),
        ("The meeting was [held] virtually on 3 July; the last was in Lima.", None),
        ("The session was [held] by video link on 3 July, with guests in Lima.", None),
        ("It [said] on 3 July that the craft launched from Xichang in May was lost.", None),
        ("It was [founded] in March. In Science, there is no place.", None),
        ("A school was [opened] on 3 July. It is housed at a college in Astana.", None),
        ("The probe has a node in Phoenix Wallet, it [said] on 3 July.", None),
        ("The Beijing Institute of Optics [showed] a lens on 3 July.", None),
        ("It was [shown] in China on 3 July.", None),
        ("It was [shown] in Central Asia on 3 July.", None),
        ("The ministry [signed] an agreement with a company from Lahore on 3 July.", None),
        ("It [launched] a satellite for the University of Chicago on 3 July.", None),
    ],
)
def test_the_place(tmp_path: Path, text: str, place: str | None) -> None:
    assert import_item(tmp_path, text).item.place == place


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Italian Space Agency (ASI) paid.", "Italian Space Agency (ASI)"),
        (
            "The Center for Excellence in Brain Science and Intelligence Technology (CEBSIT) led.",
            "Center for Excellence in Brain Science and Intelligence Technology (CEBSIT)",
        ),
        (
            "France’s Centre National d’Études Spatiales (CNES) paid.",
            "Centre National d’Études Spatiales (CNES)",
        ),
        (
            "Egypt’s New and Renewable Energy Authority (NREA) paid.",
            "New and Renewable Energy Authority (NREA)",
        ),
        # A name ends where another begins.
        (
            "The Ministry of Planning, Development and Special Affairs and the Academy of Mines "
            "paid.",
            "Ministry of Planning, Development and Special Affairs; Academy of Mines",
        ),
        (
            "It was built by Chongqing Motor Co., Ltd. and the Federation of Engineers.",
            "Chongqing Motor Co., Ltd.; Federation of Engineers",
        ),
        (
            "The Institute of Plateau Physics of the Chinese Academy of Sciences wrote it.",
            "Institute of Plateau Physics; Chinese Academy of Sciences",
        ),
        (
            "The Space and Upper Air Research Commission and Lima University paid.",
            "Space and Upper Air Research Commission; Lima University",
        ),
        (
            "The Academy of Sciences of Tajikistan received it.",
            "Academy of Sciences of Tajikistan",
        ),
        # Each once.
        (
            "The Academy of Mines (AOM) and Lima University met. Lima University paid AOM.",
            "Academy of Mines (AOM); Lima University",
        ),
        # Persons by rank, or by what they are of.
        ("Chinese Vice Minister Long Teng spoke.", "Long Teng"),
        ("Its Chairman, Muhammad Yousaf Khan, spoke.", "Muhammad Yousaf Khan"),
        ("UN Under-Secretary-General Ana Maria Silva spoke.", "Ana Maria Silva"),
        ("Dai Gang, Director General of mining, spoke.", "Dai Gang"),
        ("Nadia El Sayed (纳迪娅), science and technology counsellor, spoke.", "Nadia El Sayed"),
        ("Li Wen, a senior engineer at the laboratory, spoke.", "Li Wen"),
        (
            "Mamoun M. Al-Debi’e, Secretary General of Jordan’s Ministry of Mines, spoke.",
            "Mamoun M. Al-Debi’e; Ministry of Mines",
        ),
        ("Xi Jinping of China and Emil Rahmat of Tajikistan met.", "Xi Jinping; Emil Rahmat"),
        ("Carla Rossi, a professor at the University of Milano, spoke.", "Carla Rossi"),
        # What is only told of.
        ("The test took place at the Jiuquan Satellite Launch Center.", ""),
        ("It was opened at the First Hospital of Lima University.", ""),
        ("The hospital is affiliated with Lima University.", ""),
        ("The Silk Road Declaration of the Third Asian Summit was read.", ""),
        ("The Tajik news agency Khovar said so, as did the Ministry.", ""),
        ("They spoke in the Embassy of Pakistan.", ""),
        ("He called it “a gift of the Wuhan Institute of Optics to all”.", ""),
        ("The Steering Committee Election of the Year: News from the Alumni Association", ""),
        ("A Lima University/Research Institute view was shown.", ""),
        ("科学院于7月8日在北京发射了一颗卫星。", ""),
        ("أطلقت وكالة الفضاء قمرا صناعيا.", ""),
    ],
)
def test_the_actors(tmp_path: Path, text: str, names: str) -> None:
    found = import_item(tmp_path, text).actors
    told = [f"{one.name} ({one.acronym})" if one.acronym else one.name for one in found]
    assert "; ".join(told) == names
    assert [one.sure for one in found] == [one.acronym is not None for one in found]


REGISTER = """\
  - name: Space and Upper Atmosphere Research Commission
    acronym: SUPARCO
    aliases: [Suparco]
    kind: organisation
  - {name: Chinese Academy of Sciences, acronym: CAS, kind: organisation}
  - {name: China Association for Science and Technology, acronym: CAST, kind: organisation}
  - {name: China National Space Administration, acronym: CNSA, kind: organisation}
  - {name: Muhammad Yousaf Khan, kind: person}
  - {name: Norway, kind: country}
"""


@pytest.mark.parametrize(
    ("text", "name", "known", "sure"),
    [
        # As the text does: an acronym where it has one.
        ("Space and Upper Atmosphere Research Commission (SUPARCO).", "SUPARCO", True, True),
        ("The Chinese Academy of Sciences paid.", "Chinese Academy of Sciences", True, True),
        ("Suparco paid.", "Space and Upper Atmosphere Research Commission", True, True),
        ("Muhammad Yousaf Khan came.", "Muhammad Yousaf Khan", True, True),
        # Another body with the same acronym, and the same body under another name.
        (
            "The China Academy of Space Technology (CAST) paid.",
            "China Academy of Space Technology",
            False,
            True,
        ),
        ("The Chinese National Space Administration (CNSA) paid.", "CNSA", True, False),
    ],
)  # fmt: skip
def test_a_registered_actor(tmp_path: Path, text: str, name: str, known: bool, sure: bool) -> None:
    (actor,) = import_item(tmp_path, text, register=REGISTER).actors
    assert (actor.name, actor.known, actor.sure) == (name, known, sure)


def test_a_country_is_no_actor_by_being_named(tmp_path: Path) -> None:
    assert import_item(tmp_path, "It was sold to Norway.", register=REGISTER).actors == ()


@pytest.mark.parametrize(
    ("address", "key", "publisher", "published"),
    [
        ("https://www.dawn.com/news/1", "dawn", "Dawn", None),
        ("https://www.petra.gov.jo/1", "petra", None, None),
        ("http://mx.china-embassy.gov.cn/1", "china-embassy", None, None),
        ("https://global.chinadaily.com.cn/1", "china-daily", "China Daily", None),
        ("https://news.example/1", "news", None, None),
        ("https://www.zju.edu.cn/1", "zju", None, None),
        ("https://notdawn.com/1", "notdawn", None, None),
        ("http://en.app.com.pk/2025/0618/c9", "app", "Associated Press of Pakistan", "2025-06-18"),
        ("https://a.example/1?utm_source=mail&id=7#part", "opened", None, None),
        ("https://a.example/2025/07/31/launch", "opened", None, "2025-07-31"),
        ("https://a.example/a/202506/04/WS683f.html", "opened", None, "2025-06-04"),
        ("https://a.example/web/2025-06/25/content_1.html", "opened", None, "2025-06-25"),
        ("http://a.example/sgjs/202506/t20250613_11648386.htm", "opened", None, "2025-06-13"),
        ("https://a.example/n/20250815/1c03ec13.html", "opened", None, "2025-08-15"),
        ("https://a.example/page/202507/1337809.shtml", "opened", None, "2025-07"),
        ("https://a.example/2025/07/meeting", "opened", None, "2025-07"),
        ("https://a.example/news/20250231/x", "opened", None, None),
        ("https://a.example/2031/07/31/x", "opened", None, None),
        ("https://a.example/?date=2025/07/31/", "opened", None, None),
        ("https://a.example/12025/07/31/x", "opened", None, None),
    ],
)  # fmt: skip
def test_a_source(
    tmp_path: Path, address: str, key: str, publisher: str | None, published: str | None
) -> None:
    sources = import_item(tmp_path, f"It was [opened]({address}).").item.sources
    ((name, source),) = sources.items()
    assert (name, source.url, source.publisher) == (key, address, publisher)
    assert (str(source.published) if source.published else None) == published


def test_one_source_for_each_address(tmp_path: Path) -> None:
    text = " ".join(f"[word](https://www.dawn.com/news/{n})" for n in (1, 2, 1))
    sources = import_item(tmp_path, text).item.sources
    assert [(key, source.url) for key, source in sources.items()] == [
        ("dawn", "https://www.dawn.com/news/1"),
        ("dawn-2", "https://www.dawn.com/news/2"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The World Soil Organisation (WSO) was [launched] in Lima.", "wso-launched-lima"),
        ("The fourth meeting of the Joint Soil Group (JSG) was [held].", "jsg-fourth-meeting"),
        ("A pact was [signed] by the Soil Agency (SOA) and the Ice Agency (ICA).", "soa-ica-pact"),
        ("Chinese Foreign Minister Wang Yi [met] his guests.", "wang-yi-chinese"),
        ("8 July: The ministry of energy [opened] a dam.", "ministry-energy-opened"),
        ("On 5 July, the [plan] for Aqua-2 was shown.", "plan-aqua-2-shown"),
        ("July 8, 2025 – A vaccine was [tested].", "vaccine-tested"),
        ("。科学", "item"),
        ("Of the and.", "item"),
        ("É", "item"),
        ("X" * 500, "x" * 32),
    ],
)  # fmt: skip
def test_the_name_of_an_item_tells_the_event(tmp_path: Path, text: str, name: str) -> None:
    assert import_item(tmp_path, text).item.id == name


def test_texts_of_another_hand(tmp_path: Path) -> None:
    missed: list[str] = []
    for number, other in enumerate(OTHER_TEXTS):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = import_item(folder, other.marked)
        assert found.date == other.date, other.marked
        assert found.item.place in (other.place, None), other.marked
        missed += ["a place"] * (found.item.place != other.place)
        assert set(found.names) <= {*other.actors, *other.spare}, other.marked
        missed += sorted({*other.actors} - {*other.spare, *found.names})
    places = [other for other in OTHER_TEXTS if other.place]
    actors = [name for other in OTHER_TEXTS for name in other.actors if name not in other.spare]
    assert missed.count("a place") <= len(places) / 4
    assert len(missed) - missed.count("a place") <= len(actors) / 8, missed


def test_odd_texts_of_any_length(tmp_path: Path) -> None:
    pieces = (
        *("A", "Aa ", "the Institute of Science and Technology, ", "National Foo Agency (NFA) "),
        *("in Xi’an, ", "3 July ", "Minister Xu Yan, head of X, ", "Co., Ltd. ", "X de la ", "“"),
        *("(1 ", "the Lunar and Ice and "),
    )
    old = tmp_path / "2025-07.md"
    texts = (piece * (20_000 // len(piece)) for piece in pieces)
    old.write_text("\n\n".join(f"## Title\n\n{text}" for text in texts), "utf-8")
    imported = import_file(old, tmp_path)
    assert imported.text is not None
    assert len(re.findall("^      - id: ", imported.text, re.MULTILINE)) == len(pieces)
