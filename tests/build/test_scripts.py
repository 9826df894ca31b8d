"""Issues in many scripts, with fonts of `fonts/`, conform and are copied letter for letter."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from strevview.render.conformance import conformance, installed_validators
from tests.command import strevview
from tests.desk import make_desk
from tests.programs import need_programs
from tests.render.reading import opened, pdfium_text, poppler_text

NOTO = Path("/usr/share/fonts/truetype/noto")
CJK = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
# The first article of the Universal Declaration of Human Rights, or its beginning; the font that
# sets it, by its name in the PDF.
ARTICLES = {
    "Bengali": (
        "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে",
        "Noto-Sans-Bengali",
    ),
    "Gujarati": (
        "પ્રતિષ્ઠા અને અધિકારોની દૃષ્ટિએ સર્વ માનવો જન્મથી સ્વતંત્ર અને સમાન હોય છે",
        "Noto-Sans-Gujarati",
    ),
    "Gurmukhi": (
        "ਸਾਰਾ ਮਨੁੱਖੀ ਪਰਿਵਾਰ ਆਪਣੀ ਮਹਿਮਾ ਅਤੇ ਹੱਕਾਂ ਦੇ ਪੱਖੋਂ ਜਨਮ ਤੋਂ ਹੀ ਆਜ਼ਾਦ ਹੈ",
        "Noto-Sans-Gurmukhi",
    ),
    "Kannada": (
        "ಎಲ್ಲಾ ಮಾನವರೂ ಸ್ವತಂತ್ರರಾಗಿಯೇ ಜನಿಸಿದ್ದಾರೆ",
        "Noto-Sans-Kannada",
    ),
    "Malayalam": (
        "മനുഷ്യരെല്ലാവരും തുല്യാവകാശങ്ങളോടും അന്തസ്സോടും ജനിച്ചിട്ടുള്ളവരാണ്",
        "Noto-Sans-Malayalam",
    ),
    "Oriya": (
        "ସବୁ ମନୁଷ୍ୟ ଜନ୍ମକାଳରୁ ସ୍ୱାଧୀନ ଏବଂ ମର୍ଯ୍ୟାଦା ଓ ଅଧିକାରରେ ସମାନ",
        "Noto-Sans-Oriya",
    ),
    "Tamil": (
        "மனிதப் பிறிவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்",
        "Noto-Sans-Tamil",
    ),
    "Telugu": (
        "మానవులెల్లరును జన్మతః స్వతంత్రులును సమానులును నగుదురు",
        "Noto-Sans-Telugu",
    ),
    "Sinhala": (
        "සියලු මනුෂ්‍යයෝ නිදහස්ව උපත ලබා ඇත",
        "Noto-Sans-Sinhala",
    ),
    "Thai": (
        "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ",
        "Noto-Sans-Thai",
    ),
    "Tibetan": (
        "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌",
        "Noto-Serif-Tibetan",
    ),
    "Hebrew": (
        "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם",
        "Noto-Sans-Hebrew",
    ),
    "Korean": (
        "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다",
        "Noto-Sans-CJK-KR",
    ),
    "Japanese": (
        "すべての人間は、生まれながらにして自由であり、尊厳と権利とについて平等である",
        "Noto-Sans-CJK-JP",
    ),
    "Uyghur": (
        "ھەممە ئادەم زاتىدىنلا ئەركىن ئىززەت ھۆرمەت ۋە ھوقۇقتا باپباراۋەر",
        "Amiri",
    ),
    "Armenian": (
        "Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ",
        "Noto-Sans-Armenian",
    ),
    "Georgian": (
        "ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა",
        "Noto-Sans-Georgian",
    ),
    "Cyrillic": (
        "Все люди рождаются свободными и равными в своем достоинстве",
        "EB-Garamond",
    ),
}
SECTION = """\
  - title: {name} for {word} in the Month
    items:
      - id: {id}
        date: 2025-07-21
        actors:
          - SUPARCO
        text: |
          The Space and Upper Atmosphere Research Commission (SUPARCO) [quoted][paper] an article in
          {name}: {article}. It goes on in **{word}** as well, and ends with the *{word}* of the
          people who [speak][paper] it, and of [{word}][paper] again; the rest is told elsewhere.
        sources:
          paper:
            url: https://example.org/{id}
            publisher: A Paper
            published: 2025-07-22
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    need_programs("pdftotext", fonts=("Noto Sans Tamil", "Noto Sans CJK JP"))
    folder = make_desk(tmp_path_factory.mktemp("many"))
    fonts = folder / "fonts"
    fonts.mkdir()
    shutil.copy(CJK, fonts)
    for name in ARTICLES:
        for weight in ("Regular", "Bold"):
            path = NOTO / f"Noto{'Serif' if name == 'Tibetan' else 'Sans'}{name}-{weight}.ttf"
            if path.exists():
                shutil.copy(path, fonts)
    sections = "".join(
        SECTION.format(name=name, id=name.lower(), article=article, word=article.split()[-1])
        for name, (article, _) in ARTICLES.items()
    )
    text = f"schema: 1\nperiod: 2025-07\nsections:\n{sections}"
    (folder / "issues" / "2025-07.yaml").write_text(text, "utf-8")
    done = strevview("build", cwd=folder)
    assert done.code == 0, done.err
    return folder


def letters(text: str) -> str:
    """Return a text as it is read, without spaces, hyphens at lines' ends and what has no shape."""
    kept = (one for one in text if not one.isspace() and unicodedata.category(one)[0] != "C")
    return unicodedata.normalize("NFC", "".join(kept)).replace("-", "")


def test_many_scripts_conform_to_both_standards(desk: Path) -> None:
    assert len(installed_validators()) == 2
    assert conformance((desk / "out" / "2025-07.pdf").read_bytes(), "out.pdf") == ()


@pytest.mark.parametrize("reader", [poppler_text, pdfium_text], ids=["poppler", "pdfium"])
def test_many_scripts_are_copied_letter_for_letter(
    desk: Path, reader: Callable[[bytes], str]
) -> None:
    read = letters(reader((desk / "out" / "2025-07.pdf").read_bytes()))
    assert [name for name, (article, _) in ARTICLES.items() if letters(article) not in read] == []


def test_each_script_is_set_in_its_own_font(desk: Path) -> None:
    with opened((desk / "out" / "2025-07.pdf").read_bytes()) as pdf:
        names = {str(one.BaseFont)[8:] for one in pdf.objects if is_font(one)}
    assert {font for _, font in ARTICLES.values()} <= names


def is_font(one: object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
