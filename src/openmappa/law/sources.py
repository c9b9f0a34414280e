"""Where each rule was read, by the keys that rules carry."""

from __future__ import annotations

from collections.abc import Mapping

SOURCES: Mapping[str, str] = {
    "APP": "College of Policing, Authorised Professional Practice: managing sexual and violent "
    "offenders",
    "CCB": "Ministry of Justice, notices of 3 and 4 February 2025 on controlling or coercive "
    "behaviour",
    "CJA": "Criminal Justice Act 2003 ss.325-327B and 255C, text after 28 June 2022: "
    "legislation.gov.uk/ukpga/2003/44",
    "CJA327-12": "s.327 as on 1 August 2012: "
    "legislation.data.gov.uk/ukpga/2003/44/section/327/2012-08-01",
    "CJA327-18": "s.327 as on 2 April 2018: "
    "legislation.gov.uk/ukpga/2003/44/section/327/2018-04-02",
    "CJA325-13": "s.325 as on 1 April 2013: "
    "legislation.gov.uk/ukpga/2003/44/section/325/2013-04-01",
    "CJB24": "Criminal Justice Bill, supplementary delegated powers memorandum, May 2024",
    "CPA26": "Crime and Policing Act 2026 (c.20), its factsheets and first commencement "
    "regulations",
    "CTA": "Counter-Terrorism Act 2008 ss.40-54 and Sch.5: legislation.gov.uk/ukpga/2008/28",
    "DPA": "Data Protection Act 2018, Part 3: legislation.gov.uk/ukpga/2018/12/part/3",
    "DUAA": "Data (Use and Access) Act 2025 s.82, as a commentary reports it",
    "DVCVA": "Domestic Violence, Crime and Victims Act 2004 s.36: "
    "legislation.gov.uk/ukpga/2004/28/section/36/enacted",
    "FOIA": "Freedom of Information Act 2000: legislation.gov.uk/ukpga/2000/36",
    "FTR": "Fixed-term recall orders of 2024 and 2025; CJA 2003 s.255A: "
    "legislation.gov.uk/ukpga/2003/44/section/255A",
    "HDC": "SI 2023/390 and SI 2024/1331 (home detention curfew)",
    "IPP24": "SI 2024/966: legislation.gov.uk/uksi/2024/966/note/made",
    "LCS": "Lincolnshire Safeguarding Children Partnership, procedures on people who pose a risk",
    "MG": "MAPPA Guidance: mappa.justice.gov.uk",
    "NACRO": "Nacro, travelling abroad while on the sex offenders register (England and Wales)",
    "NI16": "The parallel rules of Northern Ireland: SR 2016/145 and SR 2014/185",
    "NPCC": "National Police Chiefs' Council, risk-based visits, 29 June 2017: news.npcc.police.uk",
    "OMA": "Offender Management Act 2007 ss.28-29; SI 2009/619; PSI 36/2014",
    "PCSC": "Police, Crime, Sentencing and Courts Act 2022 ss.168-175; SI 2022/1227",
    "R91": "SOA 2003 ss.91A-91F; SI 2012/1883 and its statutory guidance",
    "REG04": "SI 2004/1220",
    "REG12": "SI 2012/1876 and its explanatory memorandum",
    "S": "MAPPA annual report of Cambridgeshire, 2014-15",
    "SA26": "Sentencing Act 2026 (c.2); SI 2026/402 note",
    "SDS40": "SI 2024/844: legislation.gov.uk/uksi/2024/844/note",
    "SHPO": "SOA 2003 s.103D; ASBCPA 2014 Sch.5; R v McLellan and Bingley [2017]",
    "SLO": "R v Slocombe [2005] EWCA Crim 2997; SOA 2003 s.131(a)",
    "SOA": "Sexual Offences Act 2003 ss.80-118, 122-123 and Sch.3, text of about 2010: "
    "legislation.gov.uk/ukpga/2003/42",
    "SOA82": "s.82 as on 12 April 2019: legislation.gov.uk/ukpga/2003/42/section/82/2019-04-12",
    "SPA": "Stalking Protection Act 2019: legislation.gov.uk/ukpga/2019/9",
    "SRO": "SOA 2003 s.122A: legislation.gov.uk/ukpga/2003/42/section/122A",
    "TRANS": "Anti-social Behaviour, Crime and Policing Act 2014 s.114 and its explanatory note",
    "VCA26": "Victims and Courts Act 2026 (c.19)",
    "VOO": "Criminal Justice and Immigration Act 2008 ss.98-113: "
    "legislation.gov.uk/ukpga/2008/4/part/7",
    "memory": "no source was read",
    "own": "this system's own convention",
}
