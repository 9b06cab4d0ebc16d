"""Two example rows for every record table, in both languages; each workbook marks them as examples."""

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "agents": ("A001|王芳|10086|fang@example.com|2024-03-01||human", "B001|智能客服|||||bot"),
    "identities": (
        "helpdesk|wangfang|A001|2024-03-01 00:00:00|",
        "helpdesk|old-login|A001|2023-01-01 00:00:00|2024-03-01 00:00:00",
    ),
    "postings": ("A001|红队|客服专员|上海||2024-03-01|2026-07-01", "A001|红队|售后专员|上海||2026-07-01|"),
    "attendance": ("A001|2026-09-01|480|480|0|", "A001|2026-09-02|480|0|480|产假"),
    "tickets": (
        "T1001|2026-09-01 09:05:00|chat|退款|high|C88||红队||包裹未收到|helpdesk",
        "T1002|2026-09-01 09:07:30|phone|物流||C91||红队|||helpdesk",
    ),
    "events": (
        "E1|T1001|2026-09-01 09:05:28||public_reply|A001|agent|",
        "E2|T1001|2026-09-01 10:12:00||status|A001|agent|solved",
    ),
    "surveys": (
        "S1|T1001|A001|2026-09-01 10:15:00|2026-09-01 11:00:00|5|1|5|很满意",
        "S2|T1002||2026-09-01 12:00:00|||1|5|",
    ),
    "complaints": ("P1|T1001|A001|2026-09-03 14:00:00|no", "P2|T1002||2026-09-04 09:30:00|"),
    "calls": ("L1|T1002|A001|红队|2026-09-01 09:06:00|yes|12|180|15|40|no", "L2|||红队|2026-09-01 09:20:00|no|||||"),
    "qa_reviews": (
        "Q1|A001|M001|2026-09-10 15:00:00|92|100|none||T1001|2026-01",
        "Q2|A001|M001|2026-09-17 15:00:00|80|100|customer|yes|T1002|2026-01",
    ),
    "qa_items": ("Q1|开场问候|10|10|no|语气亲切", "Q1|升级流程|||yes|"),
    "feedback": (
        "F1|A001|A002|peer|2026-09-25 18:00:00|协作|5|1|5|",
        "F2|A001|M001|manager|2026-09-25 18:10:00||4|1|5|",
    ),
    "articles": ("K1|A001|KB-17|created|2026-09-05 16:00:00|yes", "K2|A001|KB-03|improved|2026-09-12 16:00:00|no"),
    "trainings": ("R1|A001|新品培训|2026-09-08 14:00:00|yes|yes|yes", "R2|A001|沟通技巧|2026-09-22 14:00:00|no|no|"),
    "certifications": ("Z1|A001|初级客服|2026-09-15 09:00:00|yes", "Z2|A001|中级客服|2026-09-16 09:00:00|no"),
    "conduct": (
        "D1|A001|commendation|2026-09-09 10:00:00|yes|客户来信表扬",
        "D2|A001|breach|2026-09-11 10:00:00|no|待核实",
    ),
    "figures": (
        "A001|satisfaction_rate|2026-09-01|2026-10-01|||96.5|120|平台日报",
        "A001|complaint_rate|2026-09-01|2026-10-01|2|180|||平台日报",
    ),
    "entries": ("A001|potential|2026-09|4|1|M001|M002|", "A001|potential|2026-10|4.5|1|M001||"),
    "adjustments": (
        "J1|exclude|surveys|S1|||||||satisfaction|恶意评价，已核实|主管|2026-10-02 10:00:00",
        "J2|exclude|tickets||2026-09-09 13:00:00|2026-09-09 15:20:00|channel=chat|||||故障|主管|2026-10-02 10:00:00",
    ),
    "bases": ("A001||bonus|3000|2026-01-01", "|客服专员|bonus|2500|2026-01-01"),
    "wishes": ("A001|2026-Q3|training-seat|1", "A001|2026-Q3|shift-choice|2"),
}
