"""Leaders' receptions of a ward: a periodic session from the proposal to the last instruction, one
that is put off, one on a pressing ground, one online, and the days that the chair owes.

The people and their matters are invented.
"""

import uuid
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

from days import after, on_workday
from play import COMPUTE, Json, Stage
from scene import Scene
from story import HEAD, OFFICER, VERIFIER, WARD, WARD_HEAD

SESSION = "kntc.v1.SessionService/"
RECEPTION = "kntc.v1.ReceptionService/"
BOARD = "H29.01.01"
CITY = "H29"
VIETNAM = timezone(timedelta(hours=7))

STATES = {
    "SESSION_STATE_PUBLISHED": "đã niêm yết", "SESSION_STATE_CONCLUDED": "đã có kết luận",
    "SESSION_STATE_TASKS_OPEN": "đang thực hiện kết luận",
    "SESSION_STATE_TASKS_DONE": "đã thực hiện xong",
    "INSTRUCTION_STATE_REPORTED": "đã báo cáo", "INSTRUCTION_STATE_CLOSED": "đã hoàn thành",
    "PROPOSAL_STATE_CONCLUDED": "đã kết luận", "PROPOSAL_STATE_DECLINED": "không tiếp",
    "PROPOSAL_STATE_ANSWERED": "đã trả lời", "STANDING": "đã ghi nhận"}


class Sessions(Scene):
    """Plays the sessions on a stage and keeps where each record should stand."""

    def __init__(self, stage: Stage, tell: Callable[[str], None]) -> None:
        super().__init__(stage, tell)
        self.methods: set[str] = set()
        # The visits of each session, which all came to their end.
        self.visits: dict[str, list[str]] = {}
        # The days on which the chair received in periodic sessions.
        self.held: set[date] = set()
        self.days: list[Json] = []

    def play(self) -> None:
        """All of it."""
        self._periodic()
        self._put_off()
        self._adhoc()
        self._online()
        self._other_proposals()
        self._board()
        self._days_owed()

    # The sessions

    def _periodic(self) -> None:
        """From a proposal to the last instruction, one of them late."""
        held = workday_before(self.today - timedelta(days=21))
        posted = self._latest("RCP.SCHEDULE_POST", held)
        planned = posted - timedelta(days=1)
        proposal = self._screened(planned - timedelta(days=4))
        session = self._new("PlanSession", {
            "kind": "RECEPTION_KIND_LEADER_PERIODIC", "office": WARD_HEAD,
            "held_on": held.isoformat(), "place": "Trụ sở UBND phường Sài Gòn",
            "acted_on": planned.isoformat()})
        self._write("ApproveProposal", {"id": proposal, "session_id": session,
                                        "office": WARD_HEAD, "acted_on": planned.isoformat()},
                    HEAD)
        self._write("PublishSchedule", {"id": session, "acted_on": posted.isoformat()})
        self._write("InviteAgencies", {"id": session, "agencies": [VERIFIER, CITY],
                                       "invitation": self._document("GM-UBND", posted)})
        self._write("OpenSession", {"id": session, "acted_on": held.isoformat()}, HEAD)
        visits = self.turns(session, held)
        self._write("EndSession", {"id": session, "acted_on": held.isoformat()}, HEAD)
        self.held.add(held)
        # The first knows the answer on that day, the second what the chair concludes.
        self._answered(visits[0], held)
        concluded = after(held, 1)
        tasks = self._conclude(session, concluded, [
            (VERIFIER, after(concluded, 5), visits[0], "Đo đạc lại ranh thửa đất và báo cáo"),
            (CITY, after(concluded, 3), visits[-1], "Cho ý kiến về đơn giá bồi thường")])
        self._answered(visits[1], concluded)
        self._report(tasks[0], VERIFIER, after(concluded, 4))
        self._write("UrgeTask", {"id": tasks[1],
                                 "letter": self._document("CV-UBND", after(concluded, 5))})
        self._report(tasks[1], CITY, after(concluded, 8))
        for task in tasks:
            self._write("CloseTask", {"id": task, "acted_on": after(concluded, 8).isoformat()})
            self._stands("instruction", task, "INSTRUCTION_STATE_CLOSED", "Nhiệm vụ của kết luận")
        self._stands("session", session, "SESSION_STATE_TASKS_DONE",
                     f"Phiên định kỳ {held:%d/%m/%Y}")
        self._stands("proposal", proposal, "PROPOSAL_STATE_CONCLUDED", "Đề xuất tiếp dân")

    def _put_off(self) -> None:
        """Posted today for the first day that this is in time for, and put off by a week."""
        held = self.today
        while self._latest("RCP.SCHEDULE_POST", held) < self.today:
            held = on_workday(held + timedelta(days=1))
        later = on_workday(held + timedelta(days=7))
        session = self._new("PlanSession", {"kind": "RECEPTION_KIND_LEADER_PERIODIC",
                                            "office": WARD_HEAD, "held_on": held.isoformat()})
        self._write("PublishSchedule", {"id": session})
        self._write("RescheduleSession", {
            "id": session, "held_on": later.isoformat(), "reason": "Họp Hội đồng nhân dân phường",
            "published_on": self.today.isoformat()}, HEAD)
        self._stands("session", session, "SESSION_STATE_PUBLISHED",
                     f"Phiên {held:%d/%m} hoãn đến {later:%d/%m/%Y}")

    def _adhoc(self) -> None:
        """On a pressing ground, without a schedule; its instruction is not due yet."""
        session = self._new("PlanSession", {
            "kind": "RECEPTION_KIND_LEADER_ADHOC", "office": WARD_HEAD, "adhoc_ground": "URGENT",
            "held_on": self.today.isoformat()})
        self._write("OpenSession", {"id": session}, HEAD)
        self._write("EndSession", {"id": session}, HEAD)
        self._conclude(session, self.today, [
            (VERIFIER, after(self.today, 10), "", "Kiểm tra hiện trạng bờ kênh bị sạt lở")])
        self._stands("session", session, "SESSION_STATE_CONCLUDED", "Phiên đột xuất hôm nay")

    def _online(self) -> None:
        """At bridge points, with every limit before it kept."""
        held = workday_before(self.today - timedelta(days=10))
        told = self._latest("RCP.ONLINE.NOTICE", held)
        session = self._new("PlanSession", {
            "kind": "RECEPTION_KIND_LEADER_PERIODIC", "office": WARD_HEAD, "online": True,
            "held_on": held.isoformat(), "begins_at_ms": instant(held, 8),
            "conditions": ["DUONG_TRUYEN", "TRANG_THIET_BI"],
            "acted_on": (told - timedelta(days=1)).isoformat()})
        self._write("NotifyBridgePoints", {"id": session, "agencies": [VERIFIER],
                                           "acted_on": told.isoformat()})
        posted = self._latest("RCP.SCHEDULE_POST", held)
        self._write("PublishSchedule", {"id": session, "acted_on": posted.isoformat()})
        tested = self._latest("RCP.ONLINE.LINE_TEST", held)
        self._write("OpenSession", {
            "id": session, "line_tested_on": tested.isoformat(),
            "connected_at_ms": instant(held, 7), "recording": f"tcd-{held:%Y%m%d}.mkv",
            "acted_on": held.isoformat()}, HEAD)
        for visit in self.turns(session, held):
            self._answered(visit, held)
        self._write("EndSession", {"id": session, "acted_on": held.isoformat()}, HEAD)
        self.held.add(held)
        task, = self._conclude(session, after(held, 1), [
            (VERIFIER, after(self.today, 5), "", "Trả lời kiến nghị về cấp giấy chứng nhận")])
        self._report(task, VERIFIER, self.today)
        self._stands("instruction", task, "INSTRUCTION_STATE_REPORTED", "Nhiệm vụ đang theo dõi")
        self._stands("session", session, "SESSION_STATE_TASKS_OPEN",
                     f"Phiên trực tuyến {held:%d/%m/%Y}")

    def _other_proposals(self) -> None:
        """One that the chair declines, one that is answered in writing."""
        drafted = self.today - timedelta(days=7)
        declined, answered = self._screened(drafted), self._screened(drafted)
        self._write("DeclineProposal", {"id": declined, "office": WARD_HEAD,
                                        "reason": "Chủ tịch đã tiếp về nội dung này"}, HEAD)
        self._write("AnswerProposal", {"id": answered, "office": WARD_HEAD,
                                       "answer": self._document("TL-UBND", self.today)}, HEAD)
        self._stands("proposal", declined, "PROPOSAL_STATE_DECLINED", "Đề xuất không được duyệt")
        self._stands("proposal", answered, "PROPOSAL_STATE_ANSWERED", "Đề xuất trả lời văn bản")

    def _board(self) -> None:
        meeting = self._new("RecordBoardMeeting", {
            "held_on": self.today.isoformat(), "minutes": self._document("BB-BTCD", self.today)},
            f"head@{BOARD}")
        self._stands("board_meeting", meeting, "STANDING", "Họp giao ban Ban Tiếp công dân",
                     f"head@{BOARD}")

    def _days_owed(self) -> None:
        months = {"from_month": f"{min(self.held):%Y-%m}", "to_month": f"{self.today:%Y-%m}"}
        self.days = self._call("GetReceptionDays", months)["rows"]
        self._tell("\n    Ngày tiếp công dân của Chủ tịch UBND phường Sài Gòn:")
        for row in self.days:
            month = f"{row['month'][5:]}/{row['month'][:4]}"
            self._tell(f"    {month}  phải tiếp {row.get('owed', 0)}, "
                       f"đã tiếp {row.get('held', 0)}, còn thiếu {row.get('missing', 0)}")

    def turns(self, session: str, day: date) -> list[str]:
        """Checks two visitors in for a session and records what they say; the visits."""
        visits = []
        for name, number, summary in (
                ("Lê Thị Hồng Gấm", "079180000777", "Khiếu nại đơn giá bồi thường đất ở"),
                ("Phạm Văn Hai", "079180000888", "Kiến nghị mở lại lối đi chung của khu phố")):
            receipt = self._stage.call(f"{RECEPTION}CheckIn", {
                "request_id": str(uuid.uuid4()), "kind": "RECEPTION_KIND_LEADER_PERIODIC",
                "session_id": session, "identity_paper": "IDENTITY_PAPER_CARD",
                "parties": [{"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON",
                             "full_name": name, "id_number": number,
                             "address": {"text": "khu phố 2, phường Sài Gòn"}}],
                "acted_on": day.isoformat()}, OFFICER)
            visit = str(receipt["records"][0]["record"]["id"])
            self._write("RecordTurn", {
                "id": session, "visit_id": visit, "minutes_number": f"{self._next()}/BB-TCD",
                "contents": [{"type": "PETITION_TYPE_COMPLAINT", "field": "HC.DD",
                              "summary": summary, "first_time": True,
                              "competence": "COMPETENCE_MINE"}]})
            visits.append(visit)
        self.visits[session] = visits
        return visits

    def _answered(self, visit: str, day: date) -> None:
        """Tells a visitor the answer; with it the visit ends."""
        for method, request in (
                ("NotifyResult", {"notice": {"result": "VISIT_RESULT_ANSWERED",
                                             "form": "NOTICE_FORM_ORAL",
                                             "notified_on": day.isoformat()}}),
                ("CloseVisit", {"acted_on": day.isoformat()})):
            self._stage.call(RECEPTION + method,
                             {"request_id": str(uuid.uuid4()), "id": visit, **request}, OFFICER)

    # What all of them use

    def _screened(self, drafted: date) -> str:
        """A proposal about a petition that the board has looked into."""
        petition = self._stage.call("kntc.v1.PetitionService/RegisterPetition", {
            "request_id": str(uuid.uuid4()), "source": "PETITION_SOURCE_HAND", "signed": True,
            "stamp": {"number": f"{self._next()}", "date": drafted.isoformat()},
            "registered_on": drafted.isoformat(),
            "written_on": {"year": drafted.year, "month": drafted.month, "day": drafted.day},
            "summary": "Khiếu nại kéo dài về bồi thường khi thu hồi đất",
            "parties": [{"role": "PARTY_ROLE_SENDER", "kind": "PARTY_KIND_PERSON",
                         "full_name": "Lê Thị Hồng Gấm", "id_number": "079180000777",
                         "address": {"text": "khu phố 2, phường Sài Gòn"}}]}, OFFICER)
        about = petition["records"][0]["record"]
        on = {"acted_on": drafted.isoformat()}
        proposal = self._new("DraftProposal", {
            "about": about, "reason": "Vụ việc kéo dài, người gửi đơn đề nghị gặp Chủ tịch", **on})
        self._write("SubmitProposal", {"id": proposal, **on})
        self._write("ScreenProposal", {
            "id": proposal, "matter_history": "Đã gửi ba lần, đã hướng dẫn một lần",
            "prior_settlements": "Văn bản trả lời năm trước", **on})
        return proposal

    def _conclude(self, session: str, day: date,
                  tasks: list[tuple[str, date, str, str]]) -> list[str]:
        """Issues the conclusion; the ids of its instructions."""
        self._write("IssueConclusion", {
            "id": session, "office": WARD_HEAD, "conclusion": self._document("TB-UBND", day),
            "instructions": [{"agency": agency, "due_on": due.isoformat(), "visit_id": visit,
                              "content": content} for agency, due, visit, content in tasks]}, HEAD)
        found = self._call("ListInstructions", {"session_id": session})["instructions"]
        return [str(self._call("GetInstruction", {"id": task["id"]})["id"]) for task in found]

    def _report(self, task: str, agency: str, day: date) -> None:
        self._write("ReportTask", {"id": task, "report": self._document("BC", day)},
                    f"head@{agency}")

    def _latest(self, rule: str, held: date) -> date:
        """The last day of a limit that is reckoned back from a session."""
        found = self._stage.call(COMPUTE, {"rule": rule, "start_on": held.isoformat()}, OFFICER)
        return date.fromisoformat(found["due"])

    def _document(self, symbol: str, day: date) -> Json:
        return {"number": f"{self._next()}/{symbol}", "issued_on": day.isoformat()}

    def _call(self, method: str, request: Json, identity: str = OFFICER) -> Json:
        self.methods.add(method)
        return self._stage.call(SESSION + method, request, identity)

    def _write(self, method: str, request: Json, identity: str = OFFICER) -> Json:
        return self._call(method, {"request_id": str(uuid.uuid4()), **request}, identity)

    def _new(self, method: str, request: Json, identity: str = OFFICER) -> str:
        return str(self._write(method, request, identity)["records"][0]["record"]["id"])

    def _stands(self, kind: str, name: str, state: str, title: str,
                identity: str = OFFICER) -> None:
        """Reads a record back by what can be done with it; it must stand in the state."""
        record = {"kind": f"RECORD_KIND_{kind.upper()}", "id": name}
        found = self._stage.call("kntc.v1.RecordService/ListActions", {"record": record}, identity)
        if found["state"] != state:
            raise AssertionError(f"{title}: {kind} {name} stands in {found['state']}, not {state}")
        self.played.append({"record": record, "state": state, "title": title,
                            "identity": identity})
        self._tell(f"    {title:<36} {STATES[state]}")

    def result(self) -> Json:
        """Where each record stands, and the days owed."""
        return {"records": self.played, "days": self.days, "agency": WARD}


def workday_before(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def instant(day: date, hour: int) -> str:
    """An hour of a day in Vietnam, in milliseconds."""
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=VIETNAM)
    return str(int(moment.timestamp() * 1_000))
