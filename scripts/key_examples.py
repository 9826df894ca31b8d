"""What the reference says of each part of a file, and how it looks: a short example of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# What an example's keys belong to: the top of a file, or an item of an issue.
Place = Literal["issue", "item", "series", "actors"]


@dataclass(frozen=True, slots=True)
class Example:
    """Some lines of YAML whose outermost keys belong to `place`."""

    place: Place
    lines: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part's heading, what is said of it above its table, and its examples below."""

    heading: str
    says: str
    examples: tuple[Example, ...]


PARTS: Mapping[str, Part] = {
    "issue": Part(
        "`issues/2025-07.yaml`",
        "One issue. The PDF takes the file's name.",
        (
            Example(
                "issue",
                """\
schema: 1
period: 2025-07
number: 7
published: 2025-08-11
editors:
  - S. Rao
  - Chen Li
draft: true
sections:
  - title: Space
    items:
      - id: prss-1
""",
            ),
            Example(
                "issue",
                """\
schema: 1
period: 2025-07/2025-08
draft: true
sections: []
""",
                "An issue for two months, `issues/2025-07_2025-08.yaml`:",
            ),
            Example(
                "issue",
                """\
series:
  title: China Science and Technology Review
  publisher:
    name: Institute of Examples
""",
                "The series inside the issue, where there is no `series.yaml` beside it; it takes "
                "each key of that file but `schema`:",
            ),
        ),
    ),
    "CorrectionMapping": Part(
        "Correction",
        "What a revised edition sets right. A text alone stands for one without a date.",
        (
            Example(
                "issue",
                """\
revised: 2025-09-12
corrections:
  - The satellite was launched on 31 July, not on 30 July.
  - text: The agreement has three parties, not two.
    date: 2025-09-12
""",
            ),
        ),
    ),
    "Cover": Part(
        "Cover",
        "A picture for the cover.",
        (
            Example(
                "issue",
                """\
cover:
  image: pictures/launch.jpg
  alt: A rocket leaves the pad at night.
  credit: Xinhua
""",
            ),
        ),
    ),
    "Section": Part(
        "Section",
        "A theme with its items.",
        (
            Example(
                "issue",
                """\
sections:
  - title: China-Pakistan Cooperation in Science and Technology
    # strevview: ignore[SV501] the title is too long for the cover
    highlight: China launches a satellite for Pakistan
    items:
      - id: prss-1
  - title: In brief
    highlight: false
    items:
      - id: chip-exports
""",
            ),
        ),
    ),
    "Item": Part(
        "Item",
        "One event: when, where, who, what happened, and the sources. A finished issue needs the "
        "`date`, `actors`, `text` and `sources` of each; in a draft they may lack.",
        (
            Example(
                "issue",
                """\
sections:
  - title: Space
    items:
      - id: prss-1
        date: 2025-07-31
        place: Xichang, Sichuan
        actors:
          - SUPARCO
          - CASC
        follows:
          - 2025-01/prsc-eo1
        text: |
          Pakistan's remote-sensing satellite was [launched][dawn] on 31 July.

          It is the *second* such launch this year.
        sources:
          dawn:
            url: https://www.dawn.com/news/1927865
""",
                "`follows` names items by the issue's file and the item's id:",
            ),
            Example(
                "item",
                "date: 2025-07-20/2025-07-22\n",
                "Several days; `2025-07` stands where the month alone is known:",
            ),
        ),
    ),
    "ItemActorMapping": Part(
        "Item's actor",
        "Somebody who takes part. A name alone stands for one whose part needs no word.",
        (
            Example(
                "item",
                """\
actors:
  - SUPARCO
  - name: Ahsan Iqbal
    role: guest of honour
""",
            ),
        ),
    ),
    "Source": Part(
        "Source",
        "A web page (`url`), a printed work (`publisher`, `title` and `published`), or one whose "
        "address was not found (`unavailable`). The text may link to an unavailable source like to "
        "any other: the word then prints without a link, and the reason is not printed.",
        (
            Example(
                "item",
                """\
text: |
  The satellite was [launched][dawn]. The [plan][white-paper] dates from 2021; a
  [fourth meeting][minutes] is said to have confirmed it.
sources:
  dawn:
    url: https://www.dawn.com/news/1927865
    publisher: Dawn
    published: 2025-08-01
    language: en
    archived: https://web.archive.org/web/2025/https://www.dawn.com/news/1927865
  white-paper:
    publisher: Foreign Languages Press
    title: China's Space Program
    published: 2022
  minutes:
    unavailable: no page on the fourth meeting was found
    publisher: Ministry of Planning
""",
                "A web page, a printed work and an unavailable source:",
            ),
        ),
    ),
    "Figure": Part(
        "Figure",
        "A picture of an item: PNG, JPEG or SVG, with / between the folders of its path.",
        (
            Example(
                "item",
                """\
figures:
  - file: pictures/prss-1.jpg
    alt: The satellite in its test hall, its two panels folded.
    caption: PRSS-1 before its launch
    width: 60 %
    credit: Xinhua
    licence: CC BY 4.0
""",
            ),
        ),
    ),
    "series": Part(
        "`issues/series.yaml`",
        "What all issues in the folder have in common. An issue without such a file beside it says "
        "the same under `series:`.",
        (
            Example(
                "series",
                """\
schema: 1
title: China Science and Technology Review
cover_title:
  - CHINA
  - SCIENCE AND TECHNOLOGY REVIEW
publisher:
  name: Institute of Examples
language: en-GB
first_number: 2025-01
""",
            ),
            Example(
                "series",
                """\
language: pt
labels:
  highlights: Destaques
  number: N.º {number}
""",
                "Words of the style that are not printed as it has them: the institute's has its "
                "words in nine languages, and where one lacks `lint` says which (SV719)",
            ),
        ),
    ),
    "Publisher": Part(
        "Publisher",
        "Who publishes the series.",
        (
            Example(
                "series",
                """\
publisher:
  name: Manohar Parrikar Institute for Defence Studies and Analyses
  short: MP-IDSA
  names:
    hi: मनोहर पर्रिकर रक्षा अध्ययन एवं विश्लेषण संस्थान
""",
            ),
        ),
    ),
    "LintSettings": Part(
        "Lint settings",
        "The quotation marks in use, and which warnings are not wanted: codes (`SV203`) or "
        "families (`SV6`).",
        (
            Example(
                "series",
                """\
lint:
  quotes: straight
  ignore:
    - SV203
  per_issue:
    2025-07:
      - SV417
    2025-08/2025-09:
      - SV6
""",
            ),
        ),
    ),
    "actors": Part(
        "`issues/actors.yaml`",
        "Who is who: each actor once, named in short in the items. An item may "
        "name an actor that is not here, and the file itself is optional.",
        (
            Example(
                "actors",
                """\
schema: 1
actors:
  - name: Space and Upper Atmosphere Research Commission
    acronym: SUPARCO
    country: Pakistan
""",
            ),
        ),
    ),
    "Actor": Part(
        "Actor",
        "Somebody who acts, with every form of the name that an item may use.",
        (
            Example(
                "actors",
                """\
actors:
  - name: China Aerospace Science and Technology Corporation
    names:
      zh: 中国航天科技集团有限公司
    acronym: CASC
    aliases:
      - China Aerospace
    kind: organisation
    country: China
""",
            ),
        ),
    ),
    "Post": Part(
        "Post",
        "An office that a person holds or held.",
        (
            Example(
                "actors",
                """\
actors:
  - name: Ahsan Iqbal
    kind: person
    country: Pakistan
    posts:
      - post: Minister for Planning
        organisation: Ministry of Planning
        from: 2024-03
      - post: Minister of the Interior
        from: 2017
        to: 2018-05-31
""",
            ),
        ),
    ),
}
