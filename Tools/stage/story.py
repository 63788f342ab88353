"""A citizen's complaint from the counter of a ward to the closed file, step by step.

The people, the land and the numbers of documents are invented.
"""

from collections.abc import Callable
from datetime import date, timedelta

from play import Json, Play, Step

WARD = "H29.80.63"
WARD_HEAD = "H29.80.63.CT"
VERIFIER = "H29.07"
OFFICER, HEAD = f"officer@{WARD}/intake", f"head@{WARD}"
MONEY_VND = 185_400_000


def register(play: Play) -> Json:
    days = play.days
    written = days.written
    return {
        "source": "PETITION_SOURCE_HAND",
        "stamp": {"number": str(play.paper_number), "date": days.received.isoformat()},
        "registered_on": days.received.isoformat(),
        "summary": "Khiếu nại quyết định của Chủ tịch UBND phường về bồi thường, hỗ trợ khi "
                   "thu hồi 86,5 m² đất ở làm công viên; cho rằng áp sai vị trí giá đất.",
        "written_on": {"year": written.year, "month": written.month, "day": written.day},
        "signed": True,
        "sender_count": 1,
        "parties": [{
            "role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON",
            "full_name": "Đặng Thị Thu Nguyệt", "id_number": "099175000417",
            "phone": "0310000417",
            "address": {"text": "số 417/8, khu phố 3, phường Sài Gòn, TP. Hồ Chí Minh",
                        "unit_code": "26740", "map_date": "2025-07-01"}}],
        "external_reference": {"system": "demo", "id": play.name},
    }


def classify(play: Play) -> Json:
    return {
        "id": play.petition_id, "etag": play.etag,
        "acted_on": play.days.classified.isoformat(),
        "classification": {
            "type": "PETITION_TYPE_COMPLAINT",
            "complaint_subtype": "COMPLAINT_SUBTYPE_DECISION",
            "eligibility": "ELIGIBILITY_ELIGIBLE", "competence": "COMPETENCE_MINE",
            "signers": "SIGNER_COUNT_SINGLE", "repetition": "REPETITION_FIRST",
            "field": "HC.DD.BOITHUONG"},
    }


def propose(play: Play) -> Json:
    return {
        "id": play.petition_id, "outcome": "HANDLING_OUTCOME_ACCEPT",
        "reason": "Đơn đủ điều kiện; quyết định bị khiếu nại do Chủ tịch UBND phường ban hành.",
        "acted_on": play.days.classified.isoformat(),
    }


def approve(play: Play) -> Json:
    return {"id": play.petition_id, "office": WARD_HEAD,
            "acted_on": play.days.approved.isoformat()}


def accept(play: Play) -> Json:
    return {
        "petition_id": play.petition_id, "office": WARD_HEAD,
        "notice": document(play, "TB-UBND", play.days.accepted),
        "external_reference": {"system": "demo", "id": play.name},
    }


def assign(play: Play) -> Json:
    return {"id": play.case_id, "agency": VERIFIER,
            "assignment": document(play, "QĐ-UBND", play.days.assigned)}


def report(play: Play) -> Json:
    return {"id": play.case_id, "report": document(play, "BC-SNNMT", play.days.reported),
            "results_differ": True}


def meet(play: Play) -> Json:
    """The notice goes out on the last day that the law allows for this dialogue."""
    held = play.days.dialogue.isoformat()
    return {"id": play.case_id,
            "notice_sent_on": play.latest_day("KN.DIALOGUE_NOTICE", play.days.dialogue),
            "dialogue": {"held_on": held, "attended": True, "head_in_person": True,
                         "minutes_number": f"{play.paper_number}/BB-ĐT"}}


def decide(play: Play) -> Json:
    return {"id": play.case_id, "decision": {
        "document": document(play, "QĐ-GQKN", play.days.decided),
        "conclusion": "COMPLAINT_CONCLUSION_PARTLY",
        "action": "DECISION_ACTION_AMEND",
        "summary": "Công nhận một phần nội dung khiếu nại: tính lại 86,5 m² đất ở theo vị trí 2, "
                   "chi trả bổ sung tiền bồi thường; giữ nguyên mức hỗ trợ di dời.",
        "money_vnd": str(MONEY_VND)}}


def send(play: Play) -> Json:
    return {"id": play.case_id, "acted_on": play.days.decided.isoformat()}


def receive(play: Play) -> Json:
    return {"id": play.case_id, "acted_on": play.days.delivered.isoformat()}


def take_effect(play: Play) -> Json:
    return {"id": play.case_id}


def start_enforcement(play: Play) -> Json:
    due = (enforced(play)[0] + timedelta(days=30)).isoformat()
    return {
        "id": play.case_id, "agency": WARD, "acted_on": enforced(play)[0].isoformat(),
        "items": [
            {"kind": "ENFORCEMENT_KIND_MONEY_TO_PERSONS", "amount_due": str(MONEY_VND),
             "due_on": due, "subject": "Chi trả bổ sung tiền bồi thường về đất"},
            {"kind": "ENFORCEMENT_KIND_OTHER", "amount_due": "1", "due_on": due,
             "subject": "Bố trí nơi tạm cư trong khi chờ chi trả"}]}


def report_enforcement(play: Play) -> Json:
    return {"id": play.case_id, "report": document(play, "BC-UBND", enforced(play)[1]),
            "progress": [{"item": "1", "amount_done": str(MONEY_VND)}]}


def drop_item(play: Play) -> Json:
    return {"id": play.case_id, "item": "2",
            "ground": "Tiền đã được chi trả đủ, không còn nhu cầu tạm cư",
            "document": document(play, "CV-UBND", enforced(play)[1])}


def finish_enforcement(play: Play) -> Json:
    return {"id": play.case_id, "acted_on": enforced(play)[1].isoformat()}


def close(play: Play) -> Json:
    return {"id": play.case_id, "acted_on": closed(play).isoformat()}


def document(play: Play, sign: str, day: date) -> Json:
    return {"number": f"{play.paper_number}/{sign}", "issued_on": day.isoformat()}


def effective(play: Play) -> date:
    return date.fromisoformat(play.case()["decision"]["effective_on"])


def enforced(play: Play) -> tuple[date, date]:
    return play.days.enforcement(effective(play))


def closed(play: Play) -> date:
    window = play.due("KN.APPEAL_WINDOW")
    return play.days.closing(enforced(play)[1], date.fromisoformat(window))



def on(name: str) -> Callable[[Play], date]:
    """A day of the plan by its name."""
    def day(play: Play) -> date:
        found = getattr(play.days, name)
        assert isinstance(found, date)
        return found
    return day


def said(text: str) -> Callable[[Play], str]:
    """A sentence with the number of the documents in it."""
    return lambda play: text.format(n=play.paper_number, number=play.register_number,
                                    petition=play.petition_id, case=play.case_id,
                                    money=f"{MONEY_VND:,}".replace(",", "."))


PETITION, CASE = "kntc.v1.PetitionService/", "kntc.v1.CaseService/"
COMPLAINT, ENFORCEMENT = "kntc.v1.ComplaintService/", "kntc.v1.EnforcementService/"
STEPS: tuple[Step, ...] = (
    Step("register", "Tiếp nhận đơn", OFFICER, PETITION + "RegisterPetition", register,
         on("received"),
         said("Bà Đặng Thị Thu Nguyệt nộp đơn tại quầy tiếp nhận UBND phường Sài Gòn. Đơn vào sổ "
              "số {number}, dấu đến số {n}. Mã đơn: {petition}"),
         ("PET.PROCESS",), delivers=False),
    Step("classify", "Phân loại đơn", OFFICER, PETITION + "ClassifyPetition", classify,
         on("classified"),
         said("Khiếu nại quyết định hành chính (KN.QDHC), đủ điều kiện xử lý, thuộc thẩm quyền, "
              "lần đầu; lĩnh vực bồi thường đất (HC.DD.BOITHUONG)."),
         ("KN.ACCEPT",)),
    Step("propose", "Đề xuất hướng xử lý", OFFICER, PETITION + "ProposeHandling", propose,
         on("classified"), said("Cán bộ đề xuất thụ lý giải quyết."), delivers=False),
    Step("approve", "Duyệt đề xuất", HEAD, PETITION + "ApproveHandling", approve,
         on("approved"), said("Chủ tịch UBND phường duyệt."), delivers=False),
    Step("accept", "Thụ lý khiếu nại", HEAD, COMPLAINT + "AcceptComplaint", accept, on("accepted"),
         said("Chủ tịch UBND phường ra thông báo thụ lý {n}/TB-UBND. Mã vụ việc: {case}"),
         ("KN.RESOLVE.1.ORDINARY",)),
    Step("assign", "Giao xác minh", HEAD, CASE + "AssignVerification", assign, on("assigned"),
         said("Giao Sở Nông nghiệp và Môi trường xác minh theo quyết định {n}/QĐ-UBND.")),
    Step("report", "Báo cáo xác minh", OFFICER, CASE + "SubmitReport", report, on("reported"),
         said("Báo cáo {n}/BC-SNNMT: yêu cầu và kết quả xác minh khác nhau, phải đối thoại.")),
    Step("meet", "Đối thoại", HEAD, COMPLAINT + "HoldDialogue", meet, on("dialogue"),
         said("Đối thoại với người khiếu nại, biên bản {n}/BB-ĐT.")),
    Step("decide", "Quyết định giải quyết lần đầu", HEAD, COMPLAINT + "IssueDecision", decide,
         on("decided"),
         said("Quyết định {n}/QĐ-GQKN: khiếu nại đúng một phần, sửa quyết định bị khiếu nại, "
              "chi trả bổ sung {money} đồng."),
         ("KN.SEND_DECISION.1", "KN.EFFECT.1")),
    Step("send", "Gửi quyết định", OFFICER, COMPLAINT + "SendDecision", send, on("decided"),
         said("Gửi quyết định cho người khiếu nại và các nơi nhận.")),
    Step("receive", "Người khiếu nại nhận quyết định", OFFICER, COMPLAINT + "RecordDecisionReceipt",
         receive, on("delivered"), said("Người khiếu nại ký nhận quyết định."),
         ("KN.APPEAL_WINDOW",)),
    Step("effect", "Quyết định có hiệu lực", OFFICER, COMPLAINT + "ConfirmEffect", take_effect,
         effective, said("Không có khiếu nại lần hai; quyết định có hiệu lực pháp luật.")),
    Step("start", "Bắt đầu thi hành", OFFICER, ENFORCEMENT + "StartEnforcement", start_enforcement,
         lambda play: enforced(play)[0], said("UBND phường Sài Gòn tổ chức thi hành.")),
    Step("pay", "Báo cáo thi hành", OFFICER, ENFORCEMENT + "ReportEnforcement",
         report_enforcement, lambda play: enforced(play)[1],
         said("Báo cáo {n}/BC-UBND: đã chi trả đủ {money} đồng.")),
    Step("drop", "Thôi thi hành một khoản", HEAD, ENFORCEMENT + "DropItem", drop_item,
         lambda play: enforced(play)[1], said("Không còn phải bố trí tạm cư.")),
    Step("finish", "Thi hành xong", OFFICER, ENFORCEMENT + "FinishEnforcement", finish_enforcement,
         lambda play: enforced(play)[1], said("Quyết định đã thi hành xong.")),
    Step("close", "Đóng hồ sơ", OFFICER, CASE + "CloseCase", close, closed,
         said("Hết thời hạn khiếu nại lần hai, hồ sơ vụ việc được đóng.")),
)
