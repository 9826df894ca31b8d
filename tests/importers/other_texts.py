"""Items of another hand than the samples': invented events, in the ways in which others write.

A link is written `[word]`; all that an editor would list is beside the text. It is test data.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OtherText:
    """A text with the truth about it; `spare` are actors that an editor may list or not."""

    marked: str
    date: str | None
    place: str | None
    actors: tuple[str, ...]
    spare: tuple[str, ...] = ()


OTHER_TEXTS = (
    OtherText(
        "On July 3, the Institute of Plateau Botany of the Yunnan Academy of Sciences and the "
        "University of Nairobi [signed] an agreement on seed banks in Kunming, Yunnan. Professor "
        "Lin Shuhua, director of the institute, and Dr. Grace Wanjiru Njoroge, Vice-Chancellor of "
        "the university, signed for the two sides. Work is to start in September.",
        "2025-07-03",
        "Kunming, Yunnan",
        (
            "Institute of Plateau Botany",
            "Yunnan Academy of Sciences",
            "University of Nairobi",
            "Lin Shuhua",
            "Grace Wanjiru Njoroge",
        ),
    ),
    OtherText(
        "China’s National Energy Administration (NEA) [released] a plan for hydrogen corridors on "
        "14 July. According to NEA, the corridors will link ports and steel works by 2030. The "
        "plan follows one of March 2022. Zhou Minghao, deputy head of NEA, told reporters in "
        "Beijing that pipelines came first.",
        "2025-07-14",
        "Beijing",
        ("National Energy Administration", "Zhou Minghao"),
    ),
    OtherText(
        "Chinese Foreign Minister Wang Yi [met] his Egyptian counterpart Badr Abdelatty in Cairo "
        "on Thursday, 10 July 2025. The two agreed on a joint fund for desert research, which the "
        "Academy of Scientific Research and Technology (ASRT) is to run.",
        "2025-07-10",
        "Cairo",
        ("Wang Yi", "Badr Abdelatty", "Academy of Scientific Research and Technology"),
    ),
    OtherText(
        "In July, researchers of Tsinghua University [reported] a photonic chip that needs a "
        "tenth of the power of its forerunners. The work, done with the Shanghai Institute of "
        "Microsystem and Information Technology (SIMIT), was paid for by the National Natural "
        "Science Foundation of China.",
        "2025-07",
        None,
        (
            "Tsinghua University",
            "Shanghai Institute of Microsystem and Information Technology",
            "National Natural Science Foundation of China",
        ),
    ),
    OtherText(
        "The 3rd China-ASEAN Forum on Artificial Intelligence was [held] in Nanning, Guangxi, "
        "between 17 and 19 July. It was hosted by the Ministry of Industry and Information "
        "Technology (MIIT) and the People’s Government of Guangxi Zhuang Autonomous Region. Kao "
        "Sovann, Secretary-General of ASEAN, gave the opening speech.",
        "2025-07-17/2025-07-19",
        "Nanning, Guangxi",
        (
            "Ministry of Industry and Information Technology",
            "People’s Government of Guangxi Zhuang Autonomous Region",
            "Kao Sovann",
            "ASEAN",
        ),
        ("ASEAN",),
    ),
    OtherText(
        "Tongfang Wind Power Co., Ltd. delivered the first of twelve turbines for the Gulf of "
        "Suez to Egypt’s New and Renewable Energy Authority (NREA) on 22 July. The ceremony took "
        "place in Hurghada. Ehab Ismail Saleh, chairman of NREA, thanked the Chinese engineers.",
        "2025-07-22",
        "Hurghada",
        (
            "Tongfang Wind Power Co., Ltd.",
            "New and Renewable Energy Authority",
            "Ehab Ismail Saleh",
        ),
    ),
    OtherText(
        "A training course on satellite meteorology [ran] in Nanjing from 28 July to 1 August. "
        "Thirty forecasters from eleven countries attended. The course was organised by the China "
        "Meteorological Administration (CMA) together with the World Meteorological Organization "
        "(WMO), whose Secretary-General, Celeste Andrade, opened it by video.",
        "2025-07-28/2025-08-01",
        "Nanjing",
        (
            "China Meteorological Administration",
            "World Meteorological Organization",
            "Celeste Andrade",
        ),
    ),
    OtherText(
        "Huaxin Technologies and Saudi Telecom Company [agreed] on July 8 in Riyadh to build a "
        "test network for 6G. Under the agreement, laboratories in Shenzhen and Dhahran will "
        "exchange data. King Fahd University of Petroleum and Minerals (KFUPM) takes part as the "
        "scientific adviser.",
        "2025-07-08",
        "Riyadh",
        (
            "Huaxin Technologies",
            "Saudi Telecom Company",
            "King Fahd University of Petroleum and Minerals",
        ),
    ),
    OtherText(
        "The tenth session of the China-Hungary Joint Committee on Science and Technology was "
        "[held] online on 16 July. Vice Minister Long Teng of China’s Ministry of Science and "
        "Technology and László Bódis, State Secretary of Hungary’s Ministry of Culture and "
        "Innovation, chaired the session.",
        "2025-07-16",
        None,
        (
            "China-Hungary Joint Committee on Science and Technology",
            "Long Teng",
            "Ministry of Science and Technology",
            "László Bódis",
            "Ministry of Culture and Innovation",
        ),
    ),
    OtherText(
        "France’s Centre National d’Études Spatiales (CNES) and the China National Space "
        "Administration (CNSA) [extended] their agreement on the SVOM satellite in Toulouse, "
        "France, on 11 July. Aurélie Marchand-Dubois, Director of Science at CNES, called the "
        "first year of data a success.",
        "2025-07-11",
        "Toulouse, France",
        (
            "Centre National d’Études Spatiales",
            "China National Space Administration",
            "Aurélie Marchand-Dubois",
        ),
    ),
    OtherText(
        "Experts have [warned] that rare earths may become scarce. The Centre for Resource Policy "
        "at Renmin University counts seven minerals at risk. Its author Guo Lanfen calls for more "
        "recycling.",
        None,
        None,
        ("Centre for Resource Policy", "Guo Lanfen"),
        ("Renmin University",),
    ),
    OtherText(
        "Founded in March 1998 in Lanzhou, the Centre for Desert Photovoltaics had worked for "
        "twenty years on paper. On 9 July it [opened] its first field station in Dunhuang, Gansu "
        "Province. Ma Xiaolong, Governor of Gansu, and Sara Al-Mutairi of the International "
        "Renewable Energy Agency (IRENA) cut the ribbon.",
        "2025-07-09",
        "Dunhuang, Gansu",
        (
            "Centre for Desert Photovoltaics",
            "Ma Xiaolong",
            "Sara Al-Mutairi",
            "International Renewable Energy Agency",
        ),
    ),
    OtherText(
        "A vaccine against a rare fever was [tested] on monkeys at the Wuhan Institute of Tropical "
        "Virology, the institute said in late July. Two doses protected nine animals of ten. “We "
        "shall go on with care,” said Hu Qiaoyun, the lead scientist.",
        "2025-07",
        "Wuhan",
        ("Wuhan Institute of Tropical Virology", "Hu Qiaoyun"),
    ),
    OtherText(
        "Crewed ship Shenzhou-31 lifted off from the Jiuquan Satellite Launch Center at 21:03 on "
        "24 July with astronauts Zhang Lijun, Wu Feng and Li Hongyan aboard, the China Manned "
        "Space Agency (CMSA) [said].",
        "2025-07-24",
        "Jiuquan",
        ("Zhang Lijun", "Wu Feng", "Li Hongyan", "China Manned Space Agency"),
    ),
    OtherText(
        "Nabeel Rasheed, Secretary of Pakistan’s Ministry of Science and Technology, [toured] "
        "laboratories in Shenzhen on July 21. He was received by Qin Weizhong, Mayor of Shenzhen, "
        "and by the Southern University of Science and Technology (SUSTech).",
        "2025-07-21",
        "Shenzhen",
        (
            "Nabeel Rasheed",
            "Ministry of Science and Technology",
            "Qin Weizhong",
            "Southern University of Science and Technology",
        ),
    ),
    OtherText(
        "Vietnam’s Minister of Science and Technology Nguyen Van Minh and Chinese Ambassador He "
        "Weidong [witnessed] the signing of three protocols in Hanoi on the 1st of July. The "
        "Vietnam Academy of Science and Technology (VAST) and the Chinese Academy of Sciences "
        "(CAS) will study the Red River together.",
        "2025-07-01",
        "Hanoi",
        (
            "Nguyen Van Minh",
            "He Weidong",
            "Vietnam Academy of Science and Technology",
            "Chinese Academy of Sciences",
        ),
        ("Ministry of Science and Technology",),
    ),
    OtherText(
        "CBERS-6, a radar satellite that Brazil’s National Institute for Space Research (INPE) and "
        "the China Academy of Space Technology (CAST) build together, passed its vacuum test. The "
        "test was [completed] on 18 July in São José dos Campos. The first of the series flew in "
        "October 1999.",
        "2025-07-18",
        "São José dos Campos",
        ("National Institute for Space Research", "China Academy of Space Technology"),
    ),
    OtherText(
        "The European Space Agency (ESA) and the Chinese Academy of Sciences (CAS) [began] joint "
        "operations of the SMILE spacecraft in Darmstadt, Germany, on 8 July. Before that, on 2 "
        "July, both had exchanged keys. Josef Aschauer, ESA’s Director General, and Wang Chunlai, "
        "Director of the National Space Science Center, pressed the button together.",
        "2025-07-08",
        "Darmstadt, Germany",
        (
            "European Space Agency",
            "Chinese Academy of Sciences",
            "Josef Aschauer",
            "Wang Chunlai",
            "National Space Science Center",
        ),
    ),
    OtherText(
        "Kazakhstan’s Nazarbayev University and Xi’an Jiaotong University [opened] a school of "
        "battery science on 4 July. The joint school sits in Astana and takes 120 students a "
        "year. Its dean is Aigerim Bekova.",
        "2025-07-04",
        "Astana",
        ("Nazarbayev University", "Xi’an Jiaotong University", "Aigerim Bekova"),
    ),
    OtherText(
        "China and the Maldives launched a desalination plant on Sunday (July 27) in Malé. The "
        "plant, built by the South China Sea Institute of Oceanology, gives 500 tonnes of water a "
        "day. Minister of Climate Change Thoriq Ibrahim Didi [praised] the project.",
        "2025-07-27",
        "Malé",
        ("South China Sea Institute of Oceanology", "Thoriq Ibrahim Didi"),
    ),
)
