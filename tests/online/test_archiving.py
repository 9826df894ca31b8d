"""`strevview sources archive` on a fake archive: the copy nearest to the day, and where it goes."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from strevview.diagnostics import Diagnostic
from strevview.lint.fixes import Fixed, apply_fixes
from strevview.online import archiving, fetching
from tests.cli.inside import strevview
from tests.command import Finished
from tests.online.desk import SERIES
from tests.online.fake_web import Answer, Asked, FakeWeb, page, redirect

URL = "http://www.dawn.test/news/1?a=1&b=2"
GATE = "https://archive.test/web/"
TITLE = "PRSS-1 satellite launched from Xichang"
ISSUE = """\
schema: 1
period: 2025-07
sections:
  - title: Space
    items:
      - id: prss-1
        date: 2025-07-20
        text: |
          It was [launched][dawn].
        sources:
          # Of the day itself.
          dawn:
            url: http://www.dawn.test/news/1?a=1&b=2
            title: PRSS-1 satellite launched from Xichang
            published: 2025-07-31  # check: the day
    # The end.
"""


@dataclass
class FakeArchive:
    """Copies of one page, by the moments at which they were made; `pages` what they show."""

    copies: dict[datetime, Answer] = field(default_factory=dict)
    has_list: bool = True
    parts: int = 1
    saving: list[Answer] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    meanwhile: Path | None = None

    def __call__(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        if asked.path.startswith("/save"):
            return self.saving.pop(0)
        if asked.path.startswith("/list/"):
            return self._listed(int(asked.path.split("/")[2]))
        stamp = asked.path.split("/")[2]
        if not stamp.isdigit():
            return self._gate(asked)
        if self.meanwhile is not None:
            self.meanwhile.write_text("# meanwhile\n" + self.meanwhile.read_text())
        made = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        answer = self.copies[made]
        said = ("Memento-Datetime", format_datetime(made, usegmt=True))
        return Answer(answer.status, answer.body, (*answer.headers, said))

    def address(self, made: datetime) -> str:
        return f"{GATE}{made:%Y%m%d%H%M%S}/{URL}"

    def _gate(self, asked: Asked) -> Answer:
        assert asked.path == f"/web/{URL}"
        assert asked.headers["accept-datetime"].endswith("GMT")
        if not self.copies:
            return Answer(404)
        said = [("Location", self.address(max(self.copies)))]
        if self.has_list:
            said += [("Link", f'<{URL}>; rel="original"')]
            said += [("Link", '</list/0>; rel="timemap"; type="application/link-format"')]
        return Answer(302, b"", tuple(said))

    def _listed(self, part: int) -> Answer:
        rows = [f'<{URL}>; rel="original"', f'</list/{part}>; rel="self timemap"']
        if part + 1 < self.parts:
            rows.append(f'</list/{part + 1}>; rel="timemap"; from="x, y"')
        for made in sorted(self.copies)[part :: self.parts]:
            when = format_datetime(made, usegmt=True)
            rows.append(f'<{self.address(made)}>; rel="first memento"; datetime="{when}"')
        kind = (("Content-Type", "application/link-format"),)
        return Answer(200, ",\n".join(rows).encode(), kind)


def moment(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T08:30:00+00:00")


def desk(folder: Path, issue: str = ISSUE) -> Path:
    (folder / "issues").mkdir()
    (folder / "issues" / "series.yaml").write_text(SERIES, "utf-8")
    path = folder / "issues" / "2025-07.yaml"
    path.write_bytes(issue.encode())
    return path


def archive(folder: Path, *options: str) -> Finished:
    return strevview("sources", "archive", "--archive", GATE, *options, cwd=folder)


def written(path: Path) -> list[str]:
    return [
        line.partition(":")[2].strip()
        for line in path.read_text("utf-8").splitlines()
        if "archived:" in line
    ]


RIGHT, WRONG, GONE = page(TITLE), page("Ten recipes"), Answer(404, page(TITLE).body)
# What `published:` says, the copies and what they show, and the one that is taken.
NEAREST: tuple[tuple[str, dict[str, Answer], str | None], ...] = (
    ("2025-07-31", {"2025-07-01": RIGHT, "2025-07-30": RIGHT, "2025-08-03": RIGHT}, "2025-07-30"),
    ("2025-07-31", {"2025-07-01": RIGHT, "2025-07-29": RIGHT, "2025-08-01": RIGHT}, "2025-08-01"),
    ("2025-07-31", {"2025-07-31": WRONG, "2025-08-20": RIGHT}, "2025-08-20"),
    ("2025-07-31", {"2025-07-31": GONE, "2025-07-01": RIGHT}, "2025-07-01"),
    ("2025-07-31", {"2025-07-31": page("Page not found"), "2025-07-01": WRONG}, None),
    ("2025-07-31", {"2025-07-31": redirect(f"/web/20250801083000/{URL}"), "2025-08-01": RIGHT},
     "2025-08-01"),
    ("2025-07", {"2025-06-29": RIGHT, "2025-07-15": RIGHT, "2025-08-02": RIGHT}, "2025-07-15"),
    ("2025", {"2024-12-20": RIGHT, "2025-12-15": RIGHT, "2026-01-02": RIGHT}, "2025-12-15"),
    ("", {"2025-07-18": RIGHT, "2025-07-23": RIGHT, "2025-07-31": RIGHT}, "2025-07-18"),
    ("2025-07-31", {}, None),
    ("2025-07-31", {"2001-01-01": RIGHT}, "2001-01-01"),
)  # fmt: skip


@pytest.mark.parametrize("parts", [1, 3])
@pytest.mark.parametrize(("published", "copies", "taken"), NEAREST)
def test_the_copy_nearest_to_the_day_that_shows_the_page_is_taken(
    web: FakeWeb,
    tmp_path: Path,
    published: str,
    copies: dict[str, Answer],
    taken: str | None,
    parts: int,
) -> None:
    day = f"            published: {published}  # check: the day\n" if published else ""
    path = desk(
        tmp_path, ISSUE.replace("            published: 2025-07-31  # check: the day\n", day)
    )
    site = FakeArchive({moment(day): answer for day, answer in copies.items()}, parts=parts)
    web.sites["archive.test"] = site
    done = archive(tmp_path)
    assert (done.code, done.err) == (0, "")
    assert written(path) == ([site.address(moment(taken))] if taken else [])


def test_of_many_copies_no_other_is_nearer(web: FakeWeb, tmp_path: Path) -> None:
    chance = random.Random(16)  # noqa: S311
    day = moment("2025-07-31").replace(hour=12)
    for number in range(12):
        (tmp_path / str(number)).mkdir()
        path = desk(tmp_path / str(number))
        hours = chance.sample(range(-20_000, 20_000), chance.randint(1, 60))
        site = FakeArchive({day + timedelta(hours=hour): RIGHT for hour in hours}, parts=3)
        web.sites["archive.test"] = site
        assert archive(tmp_path / str(number)).code == 0
        # All hours of the day itself are as near.
        away = {site.address(day + timedelta(hours=hour)): max(abs(hour) - 12, 0) for hour in hours}
        (found,) = written(path)
        assert away[found] == min(away.values())


def test_an_archive_without_lists_leads_to_a_copy(web: FakeWeb, tmp_path: Path) -> None:
    path = desk(tmp_path)
    site = FakeArchive({moment("2025-08-02"): RIGHT}, has_list=False)
    web.sites["archive.test"] = site
    assert archive(tmp_path).code == 0
    assert written(path) == [site.address(moment("2025-08-02"))]


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (Answer(500), 0, "answers 500"),
        (Answer(429, b"", (("Retry-After", "9999"),)), 0, "answers 429"),
        (Answer(raw=b"no\r\n"), 2, "no answer"),
        (page("An archive"), 0, "no copy"),
    ],
)
def test_an_archive_that_does_not_answer_changes_nothing(
    web: FakeWeb, tmp_path: Path, answer: Answer, code: int, words: str
) -> None:
    path = desk(tmp_path)
    web.sites["archive.test"] = lambda _: answer
    done = archive(tmp_path)
    assert done.code == code
    assert words in done.out
    assert path.read_text("utf-8") == ISSUE


def test_an_archive_that_is_not_there_is_asked_for_three_pages(
    web: FakeWeb, tmp_path: Path
) -> None:
    more = (f"          more-{n}:\n            url: http://more.test/{n}\n" for n in range(5))
    text = ISSUE.replace("    # The end.\n", "".join(more))
    path = desk(tmp_path, text)
    done = archive(tmp_path)
    assert done.code == 2
    assert done.out.count("the archive gives no answer") == 3
    assert done.err.count("\n") == 1
    assert "the archive gave no answer 3 times in a row: is there a network?" in done.err
    assert path.read_text("utf-8") == text
    assert "archive.test" in web.looked_up


def test_one_page_without_an_answer_is_told_too(web: FakeWeb, tmp_path: Path) -> None:
    path = desk(tmp_path, ISSUE)
    done = archive(tmp_path)
    assert done.code == 2
    assert done.out.count("the archive gives no answer") == 1
    assert done.err == "strevview sources: the archive gave no answer: is there a network?\n"
    assert path.read_text("utf-8") == ISSUE
    assert "archive.test" in web.looked_up


COPY = f"{GATE}20250801083000/{URL}"
SOURCE = ISSUE[ISSUE.index("          dawn:") : ISSUE.index("    # The end")]
TAIL = "            published: 2025-07-31  # check: the day\n"
FLOW = f"          dawn: {{url: '{URL}', title: '{TITLE}'}}  # one line\n"
LAYOUTS = {
    "a block": (ISSUE, TAIL, f"{TAIL}            archived: {COPY}\n"),
    "braces": (ISSUE.replace(SOURCE, FLOW), "'}  #", f"', archived: '{COPY}'}}  #"),
    "at the end": (
        ISSUE[: ISSUE.index("  # check")], "07-31", f"07-31\n            archived: {COPY}",
    ),
    "Windows": (
        ISSUE.replace("\n", "\r\n"), "the day\r\n", f"the day\r\n            archived: {COPY}\r\n",
    ),
    "a mark": ("\ufeff" + ISSUE, TAIL, f"{TAIL}            archived: {COPY}\n"),
    "a block of text": (
        ISSUE.replace(TAIL, "            note: |\n              Ask.\n\n"),
        "Ask.\n", f"Ask.\n            archived: {COPY}\n",
    ),
    "quoted": (
        ISSUE.replace(TAIL, '            note: "a:\n              b"\n'), 'b"\n',
        f'b"\n            archived: {COPY}\n',
    ),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_else_in_the_file_changes(web: FakeWeb, tmp_path: Path, layout: str) -> None:
    text, before, after = LAYOUTS[layout]
    path = desk(tmp_path, text)
    path.chmod(0o640)
    web.sites["archive.test"] = FakeArchive({moment("2025-08-01"): RIGHT})
    done = archive(tmp_path)
    assert (done.code, done.err) == (0, "")
    assert path.read_bytes().decode() == text.replace(before, after)
    assert path.stat().st_mode & 0o777 == 0o640
    asked = len(web.asked)
    assert archive(tmp_path).code == 0
    # A source that has a copy is not looked for again.
    assert len(web.asked) == asked


def test_what_is_written_meanwhile_stays(web: FakeWeb, tmp_path: Path) -> None:
    path = desk(tmp_path)
    web.sites["archive.test"] = FakeArchive({moment("2025-08-01"): RIGHT}, meanwhile=path)
    assert archive(tmp_path).code == 0
    text = path.read_text("utf-8")
    assert text.startswith("# meanwhile\n")
    assert written(path) == [COPY]


def test_a_file_that_changes_under_the_pen_is_left(
    web: FakeWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk(tmp_path)
    web.sites["archive.test"] = FakeArchive({moment("2025-08-01"): RIGHT})

    def late(text: str, found: Iterable[Diagnostic]) -> Fixed:
        path.write_text("# mine\n" + ISSUE, "utf-8")
        return apply_fixes(text, found)

    monkeypatch.setattr(archiving, "apply_fixes", late)
    done = archive(tmp_path)
    assert done.code == 1
    assert "was changed" in done.err
    assert path.read_text("utf-8") == "# mine\n" + ISSUE


def told(text: str, status: int = 200) -> Answer:
    return Answer(status, text.encode(), (("Content-Type", "application/json"),))


JOB = told('{"url": "x", "job_id": "spn2-1"}')
PENDING = told('{"status": "pending"}')
DONE = told(f'{{"status": "success", "timestamp": "20260302120000", "original_url": "{URL}"}}')
LIMIT = Answer(429, b"", (("Retry-After", "60"),))


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([JOB, PENDING, PENDING, DONE], None),
        ([LIMIT, JOB, DONE], None),
        ([JOB, told('{"status": "error", "message": "blocked by robots"}')], "blocked by robots"),
        ([told('{"message": "You have reached your limit"}', 401)], "reached your limit"),
        ([told("<html>", 500)], "500"),
        ([JOB, *itertools.repeat(PENDING, archiving.SAVE_LOOKS)], "takes too long"),
    ],
)
def test_save_has_a_copy_made(
    web: FakeWeb,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[Answer],
    words: str | None,
) -> None:
    path = desk(tmp_path)
    site = FakeArchive(saving=[*answers, *([answers[-1]] * fetching.RETRIES)])
    saved = datetime(2026, 3, 2, 12, tzinfo=UTC)
    pages = {saved: RIGHT}
    web.sites["archive.test"] = lambda asked: (
        FakeArchive(pages)(asked) if "/web/2026" in asked.path else site(asked)
    )
    monkeypatch.setenv("STREVVIEW_ARCHIVE_KEY", "me:secret")
    start = web.clock.now()
    done = archive(tmp_path, "--save")
    assert done.code == 0
    assert (words or site.address(saved)) in done.out
    assert written(path) == ([] if words else [site.address(saved)])
    if LIMIT in answers:
        assert web.clock.now() - start > 60
    post = next(asked for asked in web.asked if asked.path == "/save")
    assert parse_qs(post.data.decode()) == {"url": [URL]}
    for asked in web.asked:
        key = asked.headers.get("authorization")
        assert key == ("LOW me:secret" if asked.path.startswith("/save") else None)


@pytest.mark.parametrize(("gate", "key"), [(GATE, ""), ("http://archive.test/web/", "me:secret")])
def test_save_without_a_key_or_in_the_open_is_refused(
    web: FakeWeb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, gate: str, key: str
) -> None:
    desk(tmp_path)
    monkeypatch.setenv("STREVVIEW_ARCHIVE_KEY", key)
    done = strevview("sources", "archive", "--archive", gate, "--save", cwd=tmp_path)
    assert done.code == 2
    assert web.asked == []
