"""Measure the import on real documents: `python -m scripts.measure_documents FOLDER…`.

Each folder is a kind. Every file in it is imported by the command, and its draft is built by the
command. A word, a link, a picture's address or a day with which an entry begins is gone where the
draft has it less often than the file, its comments included. Links inside of a document count
for none. A file that is refused for want of a month is tried again with `--period`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TakesTooLong
from dataclasses import asdict, dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from statistics import median
from textwrap import shorten
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

import yaml
from pebble import ProcessPool

from scripts.document_contents import READERS

# Whoever is told that this is no review is told that a month was sought, too.
NO_MONTH, ANY_MONTH = {"SV954", "SV955"}, "2020-01"

_WORD = re.compile(r"[^\W_]+")
_ADDRESS_ENDS = re.compile(r"[\s<>()\[\]\"'“”‘’|]+")
_REFERENCE = re.compile(r"(?<!\\)\]\[([^\]]*)\]")
_ANY_REFERENCE = re.compile(r"\\?\]\\?\[[^\]]*\]")

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = rf"(?P<day>{_ORDINAL})(?:\s*(?:[-–—/&]|to|and)\s*{_ORDINAL})?"
_WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
_LEADING_DAYS = [
    re.compile(rf"\W*(?:[Oo]n\s+)?(?:the\s+)?{_WEEKDAY}{form}")
    for form in (
        rf"{_DAY}(?:\s+of)?\s+{_MONTH}(?!\w)",
        rf"{_MONTH}\s+{_DAY}\b",
        r"\d{4}(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})\b",
        r"(?P<month>\d{1,2})(?P<either>[./-])(?P<day>\d{1,2})(?P=either)\d{4}\b",
        r"(?:\d{4}\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日",
    )
]


@dataclass
class Outcome:
    """What became of one file."""

    kind: str
    path: str
    outcome: str = ""
    code: str = ""
    message: str = ""
    warnings: dict[str, int] = field(default_factory=dict)
    month_given: bool = False
    built: bool = False
    build_code: str = ""
    build_message: str = ""
    words: int = 0
    words_in_comments: int = 0
    words_gone: int = 0
    words_lost: list[str] = field(default_factory=list)
    links: int = 0
    links_lost: list[str] = field(default_factory=list)
    pictures: int = 0
    pictures_lost: list[str] = field(default_factory=list)
    items: int = 0
    days: int = 0
    days_found: int = 0
    seconds: float = 0.0


class Draft:
    """A draft as a text: what it gives as values, and its comments."""

    def __init__(self, text: str) -> None:
        values, comments, keys = list[str](), list[str](), set[str]()
        end, is_key = 0, False
        for token in yaml.scan(text):
            comments.append(text[end : token.start_mark.index])
            end = max(end, token.end_mark.index)
            if isinstance(token, yaml.ScalarToken):
                keys.add(token.value) if is_key else values.append(token.value)
                if token.style in {"|", ">"}:
                    comments.append(text[token.start_mark.index :].split("\n", 1)[0])
            is_key = isinstance(token, yaml.KeyToken)
        comments.append(text[end:])
        self.all = "\n".join([*values, *comments])
        # A link's text is the old issue's, the name of its source is not.
        self.body = _REFERENCE.sub(
            lambda link: "] " if " ".join(link[1].split()) in keys else link[0], "\n".join(values)
        )
        self.body_and_comments = "\n".join([self.body, *comments])
        sections = yaml.safe_load(text).get("sections") or ()
        self.dates = [
            str(item.get("date", "")) for part in sections for item in part.get("items") or ()
        ]


def leading_days(text: str) -> set[str]:
    """Return the day with which a text begins, as -07-08; two where it may be either."""
    for form in _LEADING_DAYS:
        if found := form.match(text):
            month, day = found["month"], int(re.sub(r"\D", "", found["day"]))
            number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
            days = (
                {(number, day), (day, number)} if "either" in form.groupindex else {(number, day)}
            )
            return {f"-{m:02}-{d:02}" for m, d in days if 1 <= m <= 12 and 1 <= d <= 31}
    return set()


def days_found(days: list[set[str]], dates: Iterable[str]) -> int:
    """Return how many of the days have an item of their own."""
    left = Counter(date[4:10] for date in dates)
    found = 0
    for either in days:
        if day := next((day for day in either if left[day]), None):
            left[day] -= 1
            found += 1
    return found


def words_of(text: str) -> list[str]:
    """Return the strings of letters and digits, alike where they differ in form alone."""
    return _WORD.findall(normalize("NFKC", text).casefold())


def words_gone(words: list[str], draft: str) -> Counter[str]:
    """Return the words that a draft has less often, but for those that it joins or splits."""
    short = Counter(words) - Counter(words_of(draft))
    whole = "".join(words)
    # A name between two words must not keep them apart.
    joined = ["".join(words_of(text)) for text in (draft, _ANY_REFERENCE.sub("]", draft))]

    @cache
    def lacking(letters: str) -> int:
        return max(0, whole.count(letters) - max(text.count(letters) for text in joined))

    apart = Counter[str]()
    for n, word in enumerate(words):
        if word in short:
            around = [words[max(0, n - 1) : n + 2], words[max(0, n - 1) : n + 1], words[n : n + 2]]
            apart[word] += all(lacking("".join(part)) for part in around)
    gone = short & apart
    for word in list(gone):
        if len(word) >= 4 or not word.isascii():
            gone[word] = min(gone[word], lacking(word))
    return +gone


def links_gone(links: Iterable[str], draft: str) -> list[str]:
    """Return the addresses that stand nowhere in a draft, however they are escaped."""
    plain = _plain(draft)
    parts = _ADDRESS_ENDS.split(plain)
    # A DOCX tells the place in a page apart from its address.
    there = {one.strip(".,;:/") for part in parts for one in (part, part.partition("#")[0])}

    def told(link: str) -> bool:
        address = _plain(link).removeprefix("mailto:")
        schemes = ("", "https:", "http:", "https://", "http://", "mailto:")
        written = {f"{scheme}{address}".strip(".,;:/") for scheme in schemes}
        return bool(written & there) or (bool(_ADDRESS_ENDS.search(address)) and address in plain)

    # A template's variable in an address is filled in by the draft.
    return sorted(link for link in links if "{{" not in _plain(link) and not told(link))


def _plain(text: str) -> str:
    return normalize("NFC", unquote(unescape(text)).replace("\\", "")).casefold().strip()


def run(arguments: list[str], limit: float, folder: Path) -> tuple[dict[str, Any], str]:
    """Run strevview in a folder; return its report, or why there is none."""
    with subprocess.Popen(
        [sys.executable, "-m", "strevview", *arguments, "--format", "json"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return {}, "too slow"
    if b"Traceback (most recent call last)" in out + err:
        return {}, "traceback"
    try:
        return dict(json.loads(out)), ""
    except ValueError:
        return {}, f"exit code {process.returncode}"


def measure(kind: str, path: Path, limit: float) -> Outcome:
    """Import a file, build its draft, and hold the one against the other."""
    result = Outcome(kind, str(path))
    with tempfile.TemporaryDirectory(prefix="strevview-document-") as scratch:
        draft = _import(result, path, limit, Path(scratch))
        if draft is not None:
            _build(result, draft, limit)
            _compare(result, draft, path)
    return result


def _import(result: Outcome, path: Path, limit: float, folder: Path) -> Path | None:
    for more in ([], ["--period", ANY_MONTH]):
        result.month_given = bool(more)
        began = time.monotonic()
        report, fault = run(["import", str(path), "-o", str(folder), *more], limit, folder)
        result.seconds = round(time.monotonic() - began, 2)
        file: dict[str, Any] = next(iter(report.get("files", ())), {})
        if file.get("state") == "imported":
            draft = folder / (file["draft"] or "none")
            result.code = result.message = ""
            result.warnings = dict(Counter(one["code"] for one in file["diagnostics"]))
            result.outcome = "imported" if draft.is_file() else "imported without a draft"
            return draft if draft.is_file() else None
        result.outcome = fault or "refused"
        result.code, result.message = _first_error(file)
        if result.code not in NO_MONTH:
            break
    return None


def _build(result: Outcome, draft: Path, limit: float) -> None:
    report, fault = run(["build", str(draft), "-o", str(draft.parent)], limit, draft.parent)
    issue: dict[str, Any] = next(iter(report.get("issues", ())), {})
    result.built = issue.get("state") == "built"
    if not result.built:
        code, result.build_message = _first_error(issue)
        result.build_code = code or fault or str(issue.get("state"))


def _first_error(report: dict[str, Any]) -> tuple[str, str]:
    errors = (one for one in report.get("diagnostics", ()) if one["severity"] == "error")
    first = next(errors, {"code": "", "message": ""})
    return first["code"], first["message"]


def _compare(result: Outcome, draft: Path, path: Path) -> None:
    made = Draft(draft.read_text("utf-8"))
    result.items = len(made.dates)
    try:
        old = READERS[path.suffix.lower()][1](path)
    except Exception as reason:  # noqa: BLE001 - whatever a library says to a damaged file
        result.message = f"not counted: {reason}"
        return
    words = words_of("\n".join(old.texts))
    gone = words_gone(words, made.body_and_comments)
    result.words, result.words_gone, result.words_lost = len(words), gone.total(), list(gone)[:10]
    result.words_in_comments = max(0, words_gone(words, made.body).total() - gone.total())
    links = {link for link in old.links if link.strip("/ ") and not link.startswith("#")}
    pictures = {link for link in old.pictures if link and not link.startswith("data:")}
    result.links, result.links_lost = len(links), links_gone(links, made.all)
    result.pictures, result.pictures_lost = len(pictures), links_gone(pictures, made.all)
    days = [days for text in old.openings if (days := leading_days(text))]
    result.days, result.days_found = len(days), days_found(days, made.dates)


def measure_all(files: list[tuple[str, Path]], jobs: int, limit: float) -> Iterator[Outcome]:
    """Measure files, each in a process that may die or take too long."""
    with ProcessPool(max_workers=jobs) as pool:
        tasks = [pool.schedule(measure, args=(*file, limit), timeout=4 * limit) for file in files]
        for (kind, path), task in zip(files, tasks, strict=True):
            try:
                yield task.result()
            except (TakesTooLong, OSError, RuntimeError) as reason:
                yield Outcome(kind, str(path), "not measured", message=str(reason))


def tables(outcomes: list[Outcome]) -> str:
    """Return two tables: what each kind came to, and what was refused or does not build."""
    lines = [
        "| Documents | tried | imported | month given | drafts that build | words | in comments "
        "| gone | links | gone | pictures | gone | items | leading days | found | seconds, median "
        "| most |",
        "| --- " + "| ---: " * 16 + "|",
    ]
    kinds = list(dict.fromkeys(one.kind for one in outcomes))
    rows = [(kind, [one for one in outcomes if one.kind == kind]) for kind in kinds]
    for kind, ones in [*rows, ("all", outcomes)] if len(rows) > 1 else rows:
        seconds = [one.seconds for one in ones]
        lines.append(
            f"| {kind} | {' | '.join(f'{count:,}' for count in _counts(ones))} "
            f"| {median(seconds):.1f} | {max(seconds):.1f} |"
        )
    failed = [(one.outcome, one.code, one.message) for one in outcomes if one.outcome != "imported"]
    failed += [
        ("does not build", one.build_code, one.build_message)
        for one in outcomes
        if one.outcome == "imported" and not one.built
    ]
    lines += ["", "| What failed | code | files | such as |", "| --- | --- | ---: | --- |"]
    for (what, code), count in Counter(one[:2] for one in failed).most_common():
        message = next(one[2] for one in failed if one[:2] == (what, code))
        shown = shorten(message.replace("|", " "), 120, placeholder=" …")
        lines.append(f"| {what} | {code} | {count} | {shown} |")
    return "\n".join(lines)


def _counts(ones: list[Outcome]) -> list[int]:
    done = [one for one in ones if one.outcome == "imported"]
    return [
        len(ones),
        len(done),
        sum(one.month_given for one in done),
        sum(one.built for one in done),
        sum(one.words for one in done),
        sum(one.words_in_comments for one in done),
        sum(one.words_gone for one in done),
        sum(one.links for one in done),
        sum(len(one.links_lost) for one in done),
        sum(one.pictures for one in done),
        sum(len(one.pictures_lost) for one in done),
        sum(one.items for one in done),
        sum(one.days for one in done),
        sum(one.days_found for one in done),
    ]


def main(arguments: list[str] | None = None) -> None:
    """Measure the documents in the folders that are named, and print what was found."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.measure_documents", description=__doc__
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--details", type=Path, metavar="FILE", help="a line of JSON for each file")
    parser.add_argument("--jobs", type=int, default=1, help="how many files at once")
    parser.add_argument("--limit", type=float, default=60, help="seconds for a command")
    parser.add_argument("--sample", type=int, help="so many of each folder, evenly spread")
    options = parser.parse_args(arguments)
    files = []
    for folder in options.folders:
        found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in READERS)
        taken = min(len(found), options.sample or len(found))
        for path in (found[n * len(found) // taken].resolve() for n in range(taken)):
            files.append((f"{folder.name}, {READERS[path.suffix.lower()][0]}", path))
    if not files:
        parser.error("no documents there")
    outcomes = []
    for outcome in measure_all(files, options.jobs, options.limit):
        outcomes.append(outcome)
        if options.details:
            with options.details.open("a", encoding="utf-8") as details:
                details.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")
    print(tables(outcomes))


if __name__ == "__main__":
    main()
