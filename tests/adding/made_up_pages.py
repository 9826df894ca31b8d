"""Pages made after the markup of news sites, agencies, ministries and journals; no text is theirs.

Each row says how a kind of site marks its pages up, and by hand what is true of the page.
"""

# Markup stands here as pages have it, a row a page.
# ruff: noqa: E501

from __future__ import annotations

import json
from dataclasses import dataclass

# A text a language, long enough to tell it.
TEXTS = {
    "en": "The agency said on Tuesday that the new satellite is to be tested for a year, and that it "
    "will be of use to farmers and planners in the region. It was built with partners from abroad.",
    "zh": "该机构周二表示，新卫星将进行为期一年的测试，并将为该地区的农民和规划人员提供服务。卫星由多个国家的合作伙伴共同研制。",
    "hi": "एजेंसी ने मंगलवार को कहा कि नए उपग्रह का परीक्षण एक वर्ष तक किया जाएगा और यह क्षेत्र के किसानों के काम आएगा।",
    "ur": "ادارے نے منگل کو کہا کہ نئے سیٹلائٹ کی ایک سال تک جانچ کی جائے گی اور یہ علاقے کے کسانوں کے لیے مفید ہے۔",
    "ru": "Агентство сообщило во вторник, что новый спутник будет испытываться в течение года и поможет "
    "фермерам региона. Он создан вместе с партнерами из других стран.",
    "bn": "সংস্থাটি মঙ্গলবার জানিয়েছে যে নতুন উপগ্রহটি এক বছর ধরে পরীক্ষা করা হবে এবং কৃষকদের কাজে লাগবে।",
    "sw": "Shirika hilo lilisema Jumanne kwamba setilaiti mpya itafanyiwa majaribio kwa mwaka mmoja na "
    "itawasaidia wakulima na wapangaji wa eneo hilo.",
}
TITLES = {
    "en": "New satellite to watch the monsoon",
    "zh": "新卫星将观测季风",
    "hi": "नया उपग्रह मानसून पर नज़र रखेगा",
    "ur": "نیا سیٹلائٹ مون سون پر نظر رکھے گا",
    "ru": "Новый спутник будет следить за муссоном",
    "bn": "নতুন উপগ্রহ বর্ষা দেখবে",
    "sw": "Setilaiti mpya kufuatilia mvua za masika",
}


@dataclass(frozen=True)
class MadeUp:
    """A page and what is true of it; `plain` where nothing about it needs a remark."""

    url: str
    html: str
    publisher: str | None
    language: str
    day: str | None = "2025-07-08"
    title: str = ""
    plain: bool = False


def meta(**told: str) -> str:
    """Meta tags: `og__site_name` is the property og:site_name, `x_dot_y` the name x.y."""
    tags = []
    for name, value in told.items():
        kind = "property" if "__" in name else "name"
        written = name.replace("__", ":").replace("_dot_", ".").replace("_dash_", "-")
        tags.append(f'<meta {kind}="{written}" content="{value}">')
    return "".join(tags)


def ld(**told: object) -> str:
    """A script of JSON-LD."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **told}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def _row(
    url: str,
    language: str,
    publisher: str | None,
    head: str = "",
    above: str = "",
    *,
    end: str = "",
    lang: str | None = "",
    h1: bool = True,
    day: str | None = "2025-07-08",
    plain: bool = False,
    below: str = "",
    up: str = "",
) -> MadeUp:
    """Return a page: `end` follows its title in <title>.

    `up` stands in front of its heading, `above` between that and its text, `below` behind it.
    """
    title = TITLES[language]
    said = "" if lang is None else f' lang="{lang or language}"'
    heading = f"<h1>{title}</h1>" if h1 else f'<div class="title">{title}</div>'
    text = "".join(f"<p>{TEXTS[language]}</p>" for _ in range(3))
    html = (
        f'<!DOCTYPE html><html{said}><head><meta charset="utf-8"><title>{title}{end}</title>'
        f"{head.replace('TITLE', title)}</head><body><nav><a href='/'>Home</a></nav><div class='main'>"
        f"{up}{heading}{above.replace('TITLE', title)}<div class='article'>{text}</div></div>{below}</body></html>"
    )
    return MadeUp(url, html, publisher, language, day, title, plain)


_GRAPH = json.dumps(
    {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "NewsArticle", "headline": "TITLE", "datePublished": "2025-07-08T09:00:00+08:00",
             "publisher": {"@id": "https://made.example/#org"}, "author": [{"@id": "#a"}]},
            {"@type": "Person", "@id": "#a", "name": "Li Min"},
            {"@type": "Organization", "@id": "https://made.example/#org", "name": "Made Daily"},
        ],
    }
)  # fmt: skip
_DAY = "2025-07-08T10:30:00"
_GOV = {"SiteName": "中国政府网", "ArticleTitle": "TITLE", "PubDate": "2025-07-08 17:20"}


def _article(publisher: str, moment: str, **more: object) -> str:
    return ld(headline="TITLE", datePublished=moment, publisher={"name": publisher}, **more)


def _social(site: str, moment: str = "") -> str:
    told = meta(og__title="TITLE", og__type="article", og__site_name=site)
    return told + (meta(article__published_time=moment) if moment else "")


PAGES = (
    # Agencies and papers of China, in English
    _row("https://english.news.cn/20250708/a1b2c3/c.html", "en", "Xinhua",
         meta(publishdate="2025-07-08"), "<p>Source: Xinhua</p><p>2025-07-08 16:42:15</p>",
         end="-Xinhua", plain=True),
    _row("http://en.people.cn/n3/2025/0708/c90000-1.html", "en", "People’s Daily Online",
         meta(publishdate="2025-07-08", source="People's Daily Online"),
         "<div>(People's Daily Online) 16:08, July 08, 2025</div>", end=" - People's Daily Online",
         plain=True),
    _row("https://www.globaltimes.cn/page/202507/1.shtml", "en", "Global Times",
         _social("Global Times"), "<span class='pub_time'>Published: Jul 08, 2025 09:48 PM</span>",
         end=" - Global Times"),
    _row("https://www.scmp.com/news/china/science/article/1/new", "en", "South China Morning Post",
         _article("South China Morning Post", _DAY + "+08:00") + _social("South China Morning Post"),
         "<time datetime='2025-07-08T10:30:00+08:00'>8 Jul 2025</time>", plain=True,
         end=" | South China Morning Post"),
    _row("https://www.caixinglobal.com/2025-07-08/new-1.html", "en", "Caixin Global",
         meta(og__title="TITLE", og__site_name="Caixin Global"), "<div>Jul 08, 2025 05:12 PM</div>",
         end=" - Caixin Global"),
    _row("https://www.chinadaily.com.cn/a/202507/08/WS1.html", "en", "China Daily",
         meta(og__title="TITLE", publishdate="2025-07-08"),
         "<div class='info'>By LI MIN | China Daily | Updated: 2025-07-09 09:11</div>",
         end=" - Chinadaily.com.cn"),
    _row("https://news.cgtn.com/news/2025-07-08/n/p.html", "en", "CGTN",
         _social("CGTN") + meta(article__published_time="1751940000000"),
         "<div class='news-date'>10:00, 08-Jul-2025</div>", end=" - CGTN"),
    _row("https://english.cas.cn/newsroom/cas_media/202507/t20250708_1.shtml", "en",
         "Chinese Academy of Sciences", meta(PubDate="2025-07-08 15:04", ArticleTitle="TITLE"),
         end="----Chinese Academy of Sciences"),
    # In Chinese
    _row("http://www.news.cn/tech/20250708/a1/c.html", "zh", "Xinhua",
         meta(publishdate="2025-07-08", source="新华网"),
         "<span>2025-07-08 16:42:15</span><span>来源：新华网</span>", end="-新华网", lang=None,
         plain=True),
    _row("http://www.xinhuanet.com/tech/20250708/a1/c.html", "zh", "Xinhua",
         meta(publishdate="2025-07-08"), end="-新华网", lang=None, h1=False),
    _row("http://scitech.people.com.cn/n1/2025/0708/c1007-1.html", "zh", "People’s Daily Online",
         meta(publishdate="2025-07-08", source="来源：人民日报"),
         "<div>2025年07月08日08:31 | 来源：<a href='#'>人民网</a></div>", end="--科技--人民网", lang=None),
    _row("https://www.gov.cn/yaowen/liebiao/202507/content_1.htm", "zh", "Government of China",
         meta(SiteName="中国政府网", ArticleTitle="TITLE", PubDate="2025-07-08 17:20",
              ContentSource="新华社"),
         "<div>2025-07-08 17:20 来源：新华社</div>", end="_中国政府网", lang=None),
    _row("https://www.mofcom.gov.cn/xwfb/202507/t20250708_1.html", "zh", "商务部",
         meta(SiteName="商务部", ArticleTitle="TITLE", PubDate="2025-07-08 09:00"),
         "<p>来源：商务部</p><p>发布时间：2025-07-08 09:00</p>", lang="zh-CN"),
    _row("https://www.cas.cn/syky/202507/t20250708_1.shtml", "zh", "Chinese Academy of Sciences",
         meta(SiteName="中国科学院", ArticleTitle="TITLE", PubDate="2025-07-08"),
         "<span>发布时间：2025-07-08</span>", end="----中国科学院", lang=None),
    _row("https://www.most.gov.cn/kjbgz/202507/t20250708_1.html", "zh",
         "Chinese Ministry of Science and Technology", meta(PubDate="2025-07-08 08:00"),
         "<p>日期：2025年07月08日 10:00 来源：科技部</p>", end=" -中华人民共和国科学技术部", lang=None),
    _row("https://www.guancha.cn/science/2025_07_08_1.shtml", "zh", "观察者网",
         meta(og__title="TITLE", og__site_name="观察者网", author="观察者网"),
         "<span>来源：观察者网</span><span>2025-07-08 07:21</span>", lang="zh-cn"),
    _row("https://news.sina.com.cn/c/2025-07-08/doc-1.shtml", "zh", "新浪新闻",
         meta(og__title="TITLE", og__site_name="新浪新闻", article__published_time="2025-07-08T07:21:00+08:00",
              weibo__article__create_at="2025-07-08 07:21:00"),
         "<span class='date'>2025年07月08日 07:21</span><a>环球网</a>", end="_新浪新闻", lang=None),
    _row("https://www.163.com/news/article/A1.html", "zh", "网易新闻",
         _social("网易新闻", "2025-07-08T07:21:00+08:00"),
         "<div>2025-07-08 07:21:00　来源: <a>澎湃新闻</a></div>", end="|网易新闻", lang=None),
    _row("https://www.caixin.com/2025-07-08/1.html", "zh", "财新网",
         meta(og__title="TITLE", og__site_name="财新网"), "<div>文｜财新 李敏<br>2025年07月08日 19:30</div>",
         end="_财新网_财新网", lang=None),
    _row("https://www.thepaper.cn/newsDetail_forward_1", "zh", "澎湃新闻",
         _social("澎湃新闻"), "<span>2025-07-08 12:01</span><span>来源：澎湃新闻</span>",
         end="_科学湃_澎湃新闻-The Paper", lang=None),
    _row("https://www.stdaily.com/web/gdxw/2025-07/08/content_1.html", "zh",
         "Science and Technology Daily", meta(publishdate="2025-07-08"),
         "<div>2025-07-08 10:02:17 来源： 科技日报 作者： 李敏</div>", lang=None),
    _row("https://news.sciencenet.cn/htmlnews/2025/7/1.shtm", "zh", None, "",
         "<div>作者：李敏 来源：中国科学报 发布时间：2025/7/8 18:20:11</div>", end="—新闻—科学网", lang=None),
    _row("https://www.zaobao.com.sg/news/china/story20250708-1", "zh", "联合早报",
         _article("联合早报", _DAY + "+08:00", inLanguage="zh-Hans") + _social("联合早报"), plain=True, above="<p>2025-07-08 10:30</p>"),
    # India, in English, Hindi and Bengali
    _row("https://www.pib.gov.in/PressReleasePage.aspx?PRID=1", "en", "PIB",
         meta(og__title="TITLE", og__site_name="PIB"),
         "<div id='PrDateTime'>Posted On: 08 JUL 2025 5:31PM by PIB Delhi</div>"),
    _row("https://www.ptinews.com/story/national/new/1", "en", "PTI News",
         _article("PTI News", "2025-07-08T11:01:00+05:30"), "<span>July 8, 2025</span>", plain=True),
    _row("https://www.thehindu.com/sci-tech/science/new/article1.ece", "en", "The Hindu",
         _article("The Hindu", "2025-07-08T11:01:00+05:30") + _social("The Hindu")
         + meta(publish_dash_date="2025-07-08T11:01:00+05:30"),
         "<p>Published - July 08, 2025 11:01 am IST</p>", end=" - The Hindu", plain=True),
    _row("https://indianexpress.com/article/technology/new-1/", "en", "The Indian Express",
         ld(headline="TITLE", datePublished="2025-07-08T11:01:00+05:30",
            publisher={"@type": "NewsMediaOrganization", "name": "The Indian Express"})
         + _social("The Indian Express"),
         "<span itemprop='dateModified' content='2025-07-09'>Updated: July 9, 2025 10:00 IST</span>",
         end=" | Technology News - The Indian Express"),
    _row("https://www.isro.gov.in/New_Satellite.html", "en", "ISRO",
         meta(og__site_name="ISRO"), "<p>July 08, 2025</p>", end=""),
    _row("https://www.drdo.gov.in/drdo/en/press-release/new", "en", "DRDO",
         meta(og__site_name="DRDO", og__title="TITLE"), "<p>Release Date: 08/07/2025</p><p>08-07-2025</p>",
         end=" | DRDO"),
    _row("https://www.livehindustan.com/national/story-new-1.html", "hi", "Hindustan",
         _article("Hindustan", "2025-07-08T11:01:00+05:30"), "<span>8 जुलाई 2025, 11:01 AM</span>"),
    _row("https://www.jagran.com/technology/new-1.html", "hi", "Jagran",
         _article("Jagran", "2025-07-08T11:01:00+05:30") + _social("Dainik Jagran"),
         "<span>Tue, 08 Jul 2025 11:01 AM (IST)</span>", plain=True),
    _row("https://www.bbc.com/hindi/articles/c1", "hi", "BBC News हिंदी",
         ld(headline="TITLE", datePublished="2025-07-08T06:01:00.000Z", inLanguage="hi",
            publisher={"name": "BBC News हिंदी"}) + _social("BBC News हिंदी"),
         "<time datetime='2025-07-08'>8 जुलाई 2025</time>", end=" - BBC News हिंदी", plain=True),
    _row("https://hindi.example.in/desh/new", "hi", "नई खबर", _social("नई खबर"),
         "<p>प्रकाशित: ०८ जुलाई २०२५</p>", lang="en"),
    _row("https://www.aajtak.in/science/story/new-1-2025-07-08", "hi", "आज तक",
         _article("आज तक", "2025-07-08T11:01:00+05:30") + _social("आज तक"), lang="hi"),
    _row("https://bangla.example.in/bigyan/1", "bn", "খবর আজ", _article("খবর আজ", "2025-07-08T11:01:00+05:30")
         + _social("খবর আজ"), end=" | খবর আজ", plain=True, above="<p>2025-07-08</p>"),
    # Pakistan
    _row("https://www.dawn.com/news/1", "en", "Dawn", _article("Dawn", "2025-07-08T07:21:00+05:00")
         + _social("DAWN.COM", "2025-07-08T07:21:00+05:00"), "<span>Published July 8, 2025</span>",
         end=" - DAWN.COM", plain=True),
    _row("https://www.app.com.pk/national/new/", "en", "Associated Press of Pakistan",
         _social("Associated Press of Pakistan", "2025-07-08T07:21:00+00:00"),
         "<time class='entry-date updated' datetime='2025-07-08T07:21:00+05:00'>Tue, 8 Jul 2025</time>",
         end=" - Associated Press of Pakistan", plain=True),
    _row("https://jang.com.pk/news/1", "ur", "Jang", _social("Jang", "2025-07-08T12:21:00+05:00"),
         "<span>08 جولائی ، 2025</span>"),
    _row("https://www.bbc.com/urdu/articles/c1", "ur", "BBC News اردو",
         ld(headline="TITLE", datePublished="2025-07-08T06:01:00.000Z", publisher={"name": "BBC News اردو"})
         + _social("BBC News اردو"), "<time datetime='2025-07-08'>۸ جولائی ۲۰۲۵</time>",
         end=" - BBC News اردو", plain=True),
    _row("https://urdu.example.pk/1", "ur", "نئی خبر", _social("نئی خبر"),
         "<p>تاریخ اشاعت: ۸ جولائی ۲۰۲۵</p>", lang="en-US"),
    _row("https://suparco.gov.pk/2025/07/08/new/", "en", "SUPARCO", _social("SUPARCO"),
         end=" – SUPARCO", plain=True, above="<p>July 8, 2025</p>"),
    # Russia
    _row("https://tass.ru/kosmos/1", "ru", "ТАСС", _article("ТАСС", "2025-07-08T09:12:00+03:00")
         + _social("TACC"), "<div>8 июля 2025, 09:12</div>", end=" - ТАСС", plain=False),
    _row("https://ria.ru/20250708/sputnik-1.html", "ru", "РИА Новости",
         _article("РИА Новости", "2025-07-08T09:12:00+0300") + _social("РИА Новости"),
         "<div>09:12 08.07.2025</div>", end=" - РИА Новости, 08.07.2025", plain=False),
    _row("https://www.kommersant.ru/doc/1", "ru", "Коммерсантъ",
         _article("Коммерсантъ", "2025-07-08T09:12:00+03:00") + _social("Коммерсантъ"),
         "<time datetime='2025-07-08T09:12:00+03:00'>08.07.2025, 09:12</time>", end=" – Коммерсантъ",
         plain=True),
    _row("https://www.bbc.com/russian/articles/c1", "ru", "BBC News Русская служба",
         ld(headline="TITLE", datePublished="2025-07-08T06:01:00.000Z", publisher={"name": "BBC News Русская служба"})
         + _social("BBC News Русская служба"), "<time datetime='2025-07-08'>8 июля 2025</time>", plain=True),
    _row("https://www.roscosmos.ru/1/", "ru", "Роскосмос", _social("Роскосмос"),
         "<div class='date'>08.07.2025 12:00</div>", end=" | Роскосмос"),
    _row("https://novosti.example.ru/nauka/1", "ru", None, "", "<p>Опубликовано: 8 июля 2025 г.</p>", lang=None),
    # Agencies, journals and governments elsewhere
    _row("https://www.reuters.com/world/china/new-2025-07-08/", "en", "Reuters",
         _article("Reuters", "2025-07-08T08:15:11.000Z") + _social("Reuters"), end=" | Reuters",
         plain=True, above="<p>July 8, 2025</p>"),
    _row("https://apnews.com/article/new-1", "en", "Associated Press",
         _article("AP News", "2025-07-08T08:15:11Z") + _social("AP News", "2025-07-08T08:15:11"),
         "<bsp-timestamp>8:15 AM UTC, July 8, 2025</bsp-timestamp>", end=" | AP News"),
    _row("https://www.nature.com/articles/d41586-025-1", "en", "Nature",
         meta(citation_title="TITLE", citation_journal_title="Nature", dc_dot_date="2025-07-08",
              dc_dot_language="En", citation_author="Min, Li", og__site_name="Nature")
         + _article("Nature Publishing Group UK", "2025-07-08T00:00:00Z"),
         "<time datetime='2025-07-08'>08 July 2025</time>", end=" | Nature"),
    _row("https://www.nature.com/articles/s41467-025-1", "en", "Nature Communications",
         meta(citation_title="TITLE", citation_journal_title="Nature Communications",
              citation_online_date="2025/07/08", dc_dot_language="En"),
         "<time datetime='2025-07-08'>08 July 2025</time>", end=" | Nature Communications", plain=True),
    _row("https://www.science.org/doi/10.1126/science.1", "en", "Science",
         meta(citation_title="TITLE", citation_journal_title="Science", dc_dot_Date="2025-07-08"),
         end=" | Science", plain=True, above="<p>8 Jul 2025</p>"),
    _row("https://arxiv.org/abs/2507.00001", "en", "arXiv.org", meta(og__site_name="arXiv.org",
         og__title="TITLE", citation_title="TITLE", citation_author="Min, Li",
         citation_date="2025/07/08"), "<div>[Submitted on 8 Jul 2025]</div>"),
    _row("https://ieeexplore.ieee.org/document/1", "en", "IEEE Transactions on Aerospace",
         meta(citation_title="TITLE", citation_journal_title="IEEE Transactions on Aerospace",
              citation_online_date="2025/07/08"), end=" | IEEE Journals &amp; Magazine | IEEE Xplore",
         plain=True, above="<p>Date of Publication: 08 July 2025</p>"),
    _row("https://www.whitehouse.gov/presidential-actions/2025/07/new/", "en", "The White House",
         _social("The White House", "2025-07-08T21:00:00+00:00"),
         "<time datetime='2025-07-08T17:00:00-04:00'>July 8, 2025</time>", end=" – The White House",
         plain=True),
    _row("https://www.state.gov/releases/2025/07/new", "en", "United States Department of State",
         _social("United States Department of State", "2025-07-08T14:00:00+00:00"), "<p>July 8, 2025</p>",
         end=" - United States Department of State", plain=True),
    _row("https://www.nasa.gov/news-release/new/", "en", "NASA",
         '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","name":"TITLE - NASA",'
         '"datePublished":"2025-07-08T14:00:00+00:00","inLanguage":"en-US"}]}</script>' + _social("NASA"),
         "<span>Jul 08, 2025</span>", end=" - NASA", plain=True),
    _row("https://www.esa.int/Newsroom/Press_Releases/New", "en", "European Space Agency",
         _social("European Space Agency"), "<span>08/07/2025</span>", end=""),
    _row("https://global.jaxa.jp/press/2025/07/20250708-1_e.html", "en", "JAXA",
         meta(og__site_name="JAXA | Japan Aerospace Exploration Agency", og__title="TITLE"),
         "<p>July 8, 2025 (JST)</p>", end=" | JAXA"),
    _row("https://ec.europa.eu/commission/presscorner/detail/en/ip_25_1", "en", "European Commission",
         meta(og__title="TITLE", og__site_name="European Commission - European Commission", date="2025-07-08"),
         "<span>Press release</span><span>Jul 8, 2025</span>", end=" - European Commission"),
    # Systems that many sites use
    _row("https://made.example/2025/07/new/", "en", "Made Daily",
         f'<script type="application/ld+json">{_GRAPH}</script>' + _social("Made Daily"),
         end=" - Made Daily", plain=True, above="<p>July 8, 2025</p>"),
    _row("https://think.example/publication/new", "en", "Think Tank",
         meta(dcterms_dot_title="TITLE", dcterms_dot_date="2025-07-08T10:00+05:30", og__site_name="Think Tank"),
         end=" | Think Tank", plain=True, above="<p>8 July 2025</p>"),
    _row("https://ghost.example/new/", "en", "Orbit Notes", ld(
        headline="TITLE", datePublished="2025-07-08T09:00:00.000Z",
        publisher={"@type": "Organization", "name": "Orbit Notes"}, author={"name": "Li Min"})
         + _social("Orbit Notes", "2025-07-08T09:00:00.000Z"), plain=True, above="<p>08 Jul 2025</p>"),
    _row("https://orbit.substack.com/p/new", "en", "Orbit", _article("Orbit", "2025-07-08T09:00:00+00:00"),
         "<div>Jul 08, 2025</div>", end=" - by Li Min - Orbit", plain=True),
    _row("https://old.example.org/news.php?id=7", "en", None, "", "<p>Posted on 8th July 2025</p>", lang=None),
    _row("https://micro.example/a", "en", "Micro News", meta(og__site_name="Micro News"),
         "<span itemprop='datePublished' content='2025-07-08'>yesterday</span>", end=" | Micro News"),
    _row("https://comments.example/a", "en", "Comments", '<script type="application/ld+json"><!--\n'
         '[{"@type":["NewsArticle","Article"],"headline":"TITLE","datePublished":"2025-07-08",'
         '"publisher":"Comments"}]\n--></script>', plain=False),
    _row("https://broken.example/a", "en", "Broken", '<script type="application/ld+json">{"@type":</script>'
         + _social("Broken", "2025-07-08"), end=" :: Broken", plain=True, above="<p>8 July 2025</p>"),
    # What must have a remark
    _row("https://two.example/a", "en", "Two Days", _article("Two Days", "2025-07-08T10:00:00+01:00")
         + meta(publishdate="2025-07-03"), end=" | Two Days"),
    _row("https://night.example/a", "zh", "夜报", _article("夜报", "2025-07-07T22:00:00Z") + _social("夜报"),
         "<span>2025-07-08 06:00</span>", plain=True),
    # A date in numbers alone, in languages in which the day stands first, and in English
    _row("https://order.example/a", "ru", "Order", _social("Order"), "<p>08/07/2025</p>"),
    _row("https://either.example/a", "en", "Either", _social("Either"), "<p>08/07/2025</p>"),
    _row("https://same.example/a", "en", "Same", _social("Same"), "<p>07/07/2025</p>",
         day="2025-07-07"),
    _row("https://only.example/a", "en", "Only", _social("Only"), "<p>25/07/2025</p>",
         day="2025-07-25"),
    _row("https://first.example/a", "en", "First", _social("First"),
         below="<p>More</p>" * 6 + "<footer>The story was published on 8 July 2025</footer>"),
    _row("https://hour.example/a", "en", "Hour", _article("Hour", "2025-07-08T00:30:00Z")
         + meta(dc_dot_date_dot_created="2025-07-08"), "<time>Tue Jul 08 2025 00:30:00 GMT+0000</time>"),
    _row("https://behind.example/a", "ru", "Behind", _article("Behind", "2025-07-08T09:00:00+03:00"),
         end=" - 09/07/2025 - Behind"),
    _row("https://unix.example/a", "en", "Unix",
         _social("Unix", "Tue Jul 08 10:30:00 IST 2025")),
    _row("https://long.example/a", "en", "Long", below="<i></i>" * 21_000
         + _article("Long", _DAY).replace("TITLE", TITLES["en"])),
    _row("https://social.example/a", "en", "Social", _article("Social", "2025-07-08")
         + meta(og__title="You will not believe this satellite")),
    _row("https://alone.example/a", "en", "Alone", _social("Alone"),
         below="<p>More</p>" * 6 + "<b>2025.07.08</b>"),
    _row("https://section.example/a", "en", "Section", _article("Section", "2025-07-08")
         + _social("Section"), up="<h1>Culture</h1>", h1=False),
    _row("https://slogan.example/a", "en", "Slogan", _social("Slogan", "2025-07-08")
         .replace("TITLE", "TITLE Wise words"), up="<h1>Wise words</h1>"),
    _row("https://path.example/2025/7/8/a", "en", "Path", _social("Path")),
    # No heading has the title; <title> alone has another than the rest
    _row("https://insider.example/a", "en", "The Insider", _social("The Insider", _DAY),
         "<p>8 July 2025</p>", h1=False, up="<h1>The Insider</h1><h1>The Insider</h1>"),
    _row("https://window.example/a", "en", "Window Daily", _social("Window Daily", _DAY),
         "<p>8 July 2025</p>", end=" - A Name of the Site That Is Longer Than Any of Its Titles",
         plain=True),
    # Nobody is named but behind the title, with the letters of the host
    _row("https://behindtitle.example/a", "en", "Behind Title", end=" | News | Behind Title"),
    _row("https://names.example/a", "en", "First Name", _article("First Name", "2025-07-08")
         + meta(og__site_name="Another Body")),
    _row("https://wrong.example/a", "zh", "错误", _social("错误", "2025-07-08"), lang="en"),
    _row("https://kilasiku.example/a", "sw", "Kila Siku", _social("Kila Siku", "2025-07-08"), lang="en"),
    # Around the heading: the site's name in another, a kicker, a title for search engines; the day
    _row("https://masthead.example/a", "en", "Mast Head",
         meta(og__site_name="Mast Head", date="2025-07-08"), up="<h1>Mast Head News</h1>",
         end=" | Mast Head", plain=True, above="<p>8 July 2025</p>"),
    _row("https://kicker.example/a", "en", "Kicker Daily",
         _article("Kicker Daily", _DAY) + _social("Kicker Daily"), "<h1>Orbit: TITLE</h1>",
         h1=False),
    _row("https://search.example/a", "en", "Search Daily", _social("Search Daily", _DAY).replace(
         "TITLE", "7 satellites you should know")),
    _row("https://blog.example/a", "en", "Blog Daily", meta(og__site_name="Blog Daily", date="2025-07-08"),
         end=" - A Name of the Site That Is Longer Than Any of Its Titles"),
    _row("https://dots.example/a", "hi", "Dots", _social("Dots"), "<p>8 फरवरी 2025</p>", day="2025-02-08"),
    _row("https://epoch.example/a", "en", "Epoch", _article("Epoch", "1970-01-01"), "<p>8 July 2025</p>"),
    _row("https://midnight.example/a", "en", "Midnight", _article("Midnight", "2025-07-07T22:30:00Z")
         + _social("Midnight", "2025-07-07T22:30:00+00:00")),
    _row("https://gmt.example/a", "en", "GMT Daily",
         _article("GMT Daily", "Mon, 07 Jul 2025 22:30:00 GMT")),
    _row("https://most.example/a", "en", "Most Daily",
         _article("Most Daily", "2025-07-03") + _social("Most Daily", _DAY),
         "<time datetime='2025-07-08T10:30:00+08:00'>Tuesday</time>"),
    _row("https://above.example/a", "en", "Above Daily", meta(og__site_name="Above Daily"),
         below="<footer><p>9 July 2025</p></footer>", up="<p>8 July 2025</p>",
         end=" | Above Daily"),
    _row("https://none.example/a", "en", None, day=None, lang=None),
)  # fmt: skip
