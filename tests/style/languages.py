"""A small review in each language whose words the institute's style has.

The facts are those of the sample issue of July 2025: a satellite of Pakistan, electric cars.
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What a review says in one language; `[…][s]` is a link to the item's source."""

    title: str
    publisher: str
    editors: tuple[str, str]
    space: str
    cars: str
    launch: str
    founding: str
    tasks: tuple[str, str, str]
    quotation: str
    caption: str
    correction: str


ENGLISH_NAME = "Institute of Examples"
WORK = "Handbook of Satellites"
LANGUAGES = {
    "en": Words(
        "Letter on Science in Asia",
        "Institute for the Study of Science",
        ("Asha Rao", "Omar Khan"),
        "Space",
        "Electric cars",
        "Pakistan’s space agency (SUPARCO) [launched][s] a satellite from Xichang on 31 July. It "
        "was built with China Electronics Technology Group Corporation and MICROSAT China, and "
        "will *survey land* and **warn of disasters**, as the [handbook][w] says.",
        "WNEVDO was [founded][s] in Beijing on 22 July.",
        ("growth of the industry;", "use of new technology;", "work with other countries."),
        "Common standards help all.",
        "The launch pad at Xichang.",
        "The rocket was a Kuaizhou-1A.",
    ),
    "hi": Words(
        "एशिया विज्ञान पत्र",
        "विज्ञान अध्ययन संस्थान",
        ("आशा राव", "उमर ख़ान"),
        "अंतरिक्ष",
        "विद्युत कारें",
        "पाकिस्तान की अंतरिक्ष एजेंसी (SUPARCO) ने 31 जुलाई को शीचांग से एक उपग्रह [प्रक्षेपित][s] किया। "
        "इसे China Electronics Technology Group Corporation और MICROSAT China के साथ बनाया गया; यह "
        "*भूमि का सर्वेक्षण* करेगा और **आपदाओं की चेतावनी** देगा, जैसा [पुस्तिका][w] कहती है।",
        "WNEVDO की [स्थापना][s] 22 जुलाई को बीजिंग में हुई।",
        ("उद्योग का विकास;", "नई तकनीक का उपयोग;", "दूसरे देशों के साथ काम।"),
        "साझा मानक सबकी सहायता करते हैं।",
        "शीचांग का प्रक्षेपण स्थल।",
        "रॉकेट का नाम Kuaizhou-1A है।",
    ),
    "fr": Words(
        "Lettre sur la science en Asie",
        "Institut d’étude des sciences",
        ("Asha Rao", "Omar Khan"),
        "L’espace",
        "Les voitures électriques",
        "L’agence spatiale du Pakistan (SUPARCO) a [lancé][s] un satellite depuis Xichang le "
        "31 juillet. Construit avec China Electronics Technology Group Corporation et MICROSAT "
        "China, il doit *observer les terres* et **prévenir les catastrophes**, "
        "selon le [manuel][w].",
        "WNEVDO a été [fondée][s] à Pékin le 22 juillet.",
        ("croissance de l’industrie ;", "emploi de techniques nouvelles ;", "coopération."),
        "Des normes communes aident chacun.",
        "Le pas de tir de Xichang.",
        "La fusée était une Kuaizhou-1A.",
    ),
    "de": Words(
        "Brief über Wissenschaft in Asien",
        "Institut für Wissenschaftsforschung",
        ("Asha Rao", "Omar Khan"),
        "Raumfahrt",
        "Elektroautos",
        "Pakistans Raumfahrtbehörde (SUPARCO) hat am 31. Juli von Xichang aus einen Satelliten "
        "[gestartet][s]. Er entstand mit China Electronics Technology Group Corporation und "
        "MICROSAT China, soll *Land vermessen* und **vor Katastrophen warnen**, "
        "so das [Handbuch][w].",
        "WNEVDO wurde am 22. Juli in Peking [gegründet][s].",
        ("Wachstum der Industrie;", "Einsatz neuer Technik;", "Zusammenarbeit mit anderen."),
        "Gemeinsame Normen helfen allen.",
        "Die Startrampe in Xichang.",
        "Die Rakete war eine Kuaizhou-1A.",
    ),
    "es": Words(
        "Carta de la ciencia en Asia",
        "Instituto de Estudios de la Ciencia",
        ("Asha Rao", "Omar Khan"),
        "El espacio",
        "Los coches eléctricos",
        "La agencia espacial de Pakistán (SUPARCO) [lanzó][s] un satélite desde Xichang el 31 de "
        "julio. Construido con China Electronics Technology Group Corporation y MICROSAT China, "
        "*observará la tierra* y **avisará de los desastres**, según el [manual][w].",
        "WNEVDO se [fundó][s] en Pekín el 22 de julio.",
        ("crecimiento de la industria;", "uso de nuevas técnicas;", "trabajo con otros países."),
        "Las normas comunes ayudan a todos.",
        "La plataforma de lanzamiento de Xichang.",
        "El cohete era un Kuaizhou-1A.",
    ),
    "ru": Words(
        "Письмо о науке в Азии",
        "Институт изучения науки",
        ("Аша Рао", "Омар Хан"),
        "Космос",
        "Электромобили",
        "Космическое агентство Пакистана (SUPARCO) [запустило][s] спутник с космодрома Сичан "
        "31 июля. Он создан вместе с China Electronics Technology Group Corporation и MICROSAT "
        "China, будет *наблюдать землю* и **предупреждать о бедствиях**, "
        "как сказано в [справочнике][w].",
        "WNEVDO [основана][s] 22 июля в Пекине.",
        ("рост промышленности;", "применение новой техники;", "работа с другими странами."),
        "Общие стандарты помогают всем.",
        "Стартовая площадка в Сичане.",
        "Ракета называлась Kuaizhou-1A.",
    ),
    "zh": Words(
        "亚洲科学通讯",
        "科学研究所",
        ("阿莎·拉奥", "奥马尔·汗"),
        "航天",
        "电动汽车",
        "7月31日，巴基斯坦航天局（SUPARCO）在西昌[发射][s]了一颗卫星。该卫星与China Electronics "
        "Technology Group Corporation和MICROSAT China共同研制，将"
        "*勘测土地*并**预警灾害**，见[手册][w]。",
        "WNEVDO于7月22日在北京[成立][s]。",
        ("产业发展；", "新技术应用；", "国际合作。"),
        "共同标准对大家都有利。",
        "西昌发射台。",
        "火箭为Kuaizhou-1A。",
    ),
    "ar": Words(
        "رسالة العلوم في آسيا",
        "معهد دراسات العلوم",
        ("آشا راو", "عمر خان"),
        "الفضاء",
        "السيارات الكهربائية",
        "[أطلقت][s] وكالة الفضاء الباكستانية (SUPARCO) قمرا صناعيا من شيتشانغ في 31 يوليو 2025. "
        "وقد صنع مع China Electronics Technology Group Corporation و MICROSAT China، وسوف "
        "*يمسح الأراضي* و**يحذر من الكوارث**، كما جاء في [الدليل][w].",
        "[تأسست][s] WNEVDO في بكين في 22 يوليو 2025.",
        ("نمو الصناعة؛", "استخدام التقنيات الجديدة؛", "التعاون مع الدول الأخرى."),
        "المعايير المشتركة تنفع الجميع.",
        "منصة الإطلاق في شيتشانغ.",
        "كان الصاروخ من طراز Kuaizhou-1A.",
    ),
    "ur": Words(
        "ایشیا میں سائنس کا خط",
        "ادارہ برائے مطالعۂ سائنس",
        ("آشا راؤ", "عمر خان"),
        "خلا",
        "برقی گاڑیاں",
        "پاکستان کے خلائی ادارے (SUPARCO) نے 31 جولائی کو شیچانگ سے ایک سیارچہ [روانہ][s] کیا۔ یہ "
        "China Electronics Technology Group Corporation اور MICROSAT China کے ساتھ بنا، یہ "
        "*زمین کا جائزہ* لے گا اور **آفات سے خبردار** کرے گا، جیسا کہ [کتابچے][w] میں ہے۔",
        "WNEVDO کا [قیام][s] 22 جولائی کو بیجنگ میں ہوا۔",
        ("صنعت کی ترقی؛", "نئی ٹیکنالوجی کا استعمال؛", "دوسرے ملکوں کے ساتھ کام۔"),
        "مشترک معیار سب کے کام آتے ہیں۔",
        "شیچانگ کا لانچ پیڈ۔",
        "راکٹ کا نام Kuaizhou-1A تھا۔",
    ),
}  # fmt: skip


def series_of(language: str, style: str = "mpidsa") -> str:
    """Return series.yaml of a review in a language."""
    words = LANGUAGES[language]
    return f"""\
schema: 1
title: {words.title}
publisher:
  name: {words.publisher}
  names:
    en: {ENGLISH_NAME}
language: {language}
style: {style}
url: https://example.org/review
"""


def issue_of(language: str, *, draft: bool = False) -> str:
    """Return an issue of the review in a language, with every word that the style has."""
    words = LANGUAGES[language]
    entries = (f"{number}. {task}" for number, task in enumerate(words.tasks, 1))
    tasks = "\n\n".join((words.launch, "\n".join(entries)))
    cars = "\n\n".join((words.founding, f"> {words.quotation}"))
    return f"""\
schema: 1
period: 2025-07
number: 7
published: 2025-08-11
revised: 2025-08-20
draft: {str(draft).lower()}
corrections:
  - text: {words.correction}
    date: 2025-08-20
editors:
  - {words.editors[0]}
  - {words.editors[1]}
sections:
  - title: {words.space}
    items:
      - id: prss
        date: 2025-07-31
        actors:
          - SUPARCO
        text: |
{_indented(tasks)}
        sources:
          s:
            url: https://example.org/launch
            publisher: Dawn
            published: 2025-07-31
          w:
            publisher: Example Press
            title: {WORK}
            published: 2024-05
        figures:
          - file: wide.png
            alt: '{words.space}: {words.correction}'
            caption: {words.caption}
            credit: Example Agency
  - title: {words.cars}
    items:
      - id: cars
        date: 2025-07-22
        actors:
          - WNEVDO
        text: |
{_indented(cars)}
        sources:
          s:
            url: https://example.org/cars
            publisher: Xinhua
            published: 2025-07-22
"""


def _indented(text: str) -> str:
    return "\n".join(f"          {line}".rstrip() for line in text.splitlines())
