import Casework
import Messages
import Testing

/// The account of a last day, line by line.
@Suite struct ExplanationTests {
    private let clocks = Clocks(rulebook: .builtin, calendar: .national)

    private func lines(_ request: ComputeDeadlineRequest) throws -> [ExplanationLine] {
        try request.compute(.builtin, .national).lines
    }

    private func denunciation() throws -> Deadline {
        try #require(
            clocks.start(
                ["TC.RESOLVE"],
                by: "denunciation.acceptance_decision",
                on: day("2026-08-03")
            ).first
        )
    }

    @Test func `A plain limit tells rule, start, days passed over, last day and result`() throws {
        let lines = try lines(ComputeDeadlineRequest(rule: "KN.ACCEPT", startOn: "2026-11-20"))
        #expect(
            lines.map(\.vi).dropFirst(2) == [
                "Ngày đầu tiên được tính: 21/11/2026 (không tính ngày mốc).",
                "Không tính ngày 21/11/2026: Thứ Bảy.",
                "Không tính ngày 22/11/2026: Chủ nhật.",
                "Không tính ngày 24/11/2026: Ngày Văn hóa Việt Nam.",
                "Không tính ngày 28/11/2026: Thứ Bảy.",
                "Không tính ngày 29/11/2026: Chủ nhật.",
                "Ngày cuối cùng của thời hạn: 02/12/2026.",
                "Hết hạn vào cuối ngày 02/12/2026 (24 giờ).",
                "Quy tắc KN.ACCEPT@2026-07-01, lịch \(WorkingCalendar.national.version).",
            ]
        )
        #expect(lines[0].vi.contains("7 ngày làm việc (NĐ 155/2026/NĐ-CP Đ.10"))
        #expect(lines[1].vi.hasPrefix("Mốc tính: ngày 20/11/2026, "))
        #expect(lines[0].en.contains("7 working days") && lines[1].day == "2026-11-20")
    }

    @Test func `Each suspension has its line, also one that came too late`() throws {
        let lines = try lines(
            ComputeDeadlineRequest(
                rule: "TC.RESOLVE",
                startOn: "2026-08-03",
                suspensions: [
                    ClockSuspension(decidedOn: "2026-08-13", resumedOn: "2026-09-14"),
                    ClockSuspension(decidedOn: "2026-12-01"),
                ]
            )
        )
        let told = lines.map(\.vi)
        #expect(
            told.contains(
                "Tạm đình chỉ theo quyết định ngày 13/08/2026, tiếp tục theo quyết định ngày "
                    + "14/09/2026: 32 ngày không tính vào thời hạn."
            )
        )
        #expect(
            told.contains("Tạm đình chỉ ngày 01/12/2026, khi thời hạn đã hết: không dời ngày.")
        )
        #expect(told.contains("Ngày cuối theo thời hạn ban đầu: 02/09/2026."))
        #expect(lines.contains { $0.en.hasSuffix("14/09/2026: 32 days not counted.") })
    }

    @Test func `A limit that stands still tells what is left of it`() throws {
        let lines = try lines(
            ComputeDeadlineRequest(
                rule: "TC.RESOLVE",
                startOn: "2026-08-03",
                suspensions: [ClockSuspension(decidedOn: "2026-08-13")]
            )
        )
        #expect(
            lines.contains {
                $0.vi == "Đang tạm đình chỉ từ ngày 13/08/2026: đã tính 10 ngày, còn 20 ngày."
                    && $0.en == "Stands still since 13/08/2026: 10 days counted, 20 days left."
            }
        )
    }

    @Test func `Each obstacle has its line, and days that two share are told once`() throws {
        let told = try lines(
            ComputeDeadlineRequest(
                rule: "KN.LIMITATION",
                startOn: "2026-02-25",
                obstacles: [
                    ClockObstacle(fromOn: "2026-04-03", toOn: "2026-04-12"),
                    ClockObstacle(fromOn: "2026-04-10", toOn: "2026-04-17"),
                    ClockObstacle(fromOn: "2026-07-01", toOn: "2026-07-17"),
                ]
            )
        ).map(\.vi).filter { $0.hasPrefix("Có trở ngại") }
        #expect(
            told == [
                "Có trở ngại từ ngày 03/04/2026 đến ngày 12/04/2026: 10 ngày không tính vào thời "
                    + "hiệu.",
                "Có trở ngại từ ngày 10/04/2026 đến ngày 17/04/2026: 5 ngày không tính vào thời "
                    + "hiệu.",
                "Có trở ngại từ ngày 01/07/2026 đến ngày 17/07/2026: 0 ngày không tính vào thời "
                    + "hiệu.",
            ]
        )
    }

    @Test func `Each extension tells its rule, its days and the day of its decision`() throws {
        let extended = try clocks.extend(
            try denunciation(),
            by: "TC.EXTEND.COMPLEX",
            days: 30,
            on: day("2026-08-20")
        )
        let lines = try #require(clocks.explanation(of: extended)).lines
        #expect(
            lines.contains {
                $0.vi
                    == "Gia hạn lần 1, quyết định ngày 20/08/2026, theo TC.EXTEND.COMPLEX "
                    + "(Luật Tố cáo 2018 Đ.30 k.2; NĐ 31/2019 Đ.3 k.2,4 (Mẫu 01)): thêm 30 ngày, "
                    + "tính từ ngày cuối chưa dời."
            }
        )
    }

    @Test(arguments: [
        ("TC.EXTEND_NOTICE", "Luật không nêu số ngày"),
        ("KN.FILE_HANDOVER", "Chưa đặt số ngày"),
        ("RCP.LEADER.AGENCY_HEAD", "Là chỉ tiêu"),
        ("KN.STAY_OF_EXECUTION_MAX", "Dài bằng thời hạn còn lại của KN.RESOLVE"),
        ("TC.EXTEND.COMPLEX", "Dời ngày cuối của TC.RESOLVE"),
        ("RCP.ONLINE.CONNECT", "Tính theo giờ"),
    ])
    func `A duty without a last day tells why`(rule: String, why: String) throws {
        let lines = try lines(ComputeDeadlineRequest(rule: rule, startOn: "2026-08-03"))
        #expect(lines.contains { $0.vi.hasPrefix(why) && !$0.en.isEmpty })
    }

    @Test func `The last day of a record is its own, even when another one is reckoned`() throws {
        var deadline = try denunciation()
        deadline.nominalOn = "2026-09-02"
        deadline.dueOn = "2026-09-02"
        deadline.calendarVersion = "cũ"
        let found = try #require(
            clocks.explanation(
                of: deadline.ended(.late, by: "conclusion.issued", on: day("2026-09-03"))
            )
        )
        #expect(found.due == "2026-09-02" && found.calendarVersion == "cũ")
        let told = found.lines.map(\.vi)
        #expect(told.contains("Hạn cuối là ngày 02/09/2026, theo hồ sơ, lịch cũ."))
        #expect(told.last?.hasPrefix("Kết thúc ngày 03/09/2026, ") == true)
        #expect(told.last?.hasSuffix(": quá hạn.") == true)
    }

    @Test func `A day that the record itself names is told as its own`() throws {
        let deadline = Deadline(
            rule: "RCP.LEADER.INSTRUCTION",
            ruleVersion: "RCP.LEADER.INSTRUCTION@always",
            startEvent: "conclusion.issued",
            startOn: "2026-08-03",
            nominalOn: "2026-08-20",
            dueOn: "2026-08-20",
            state: .open
        )
        let found = try #require(clocks.explanation(of: deadline))
        #expect(found.due == "2026-08-20")
        #expect(found.lines.contains { $0.vi == "Hạn cuối là ngày 20/08/2026, theo hồ sơ." })
    }

    @Test func `A number that was fixed at the start is told`() throws {
        let started = try #require(
            clocks.start(["PET.PROCESS"], by: "petition.received", on: day("2026-07-06")).first
        )
        let found = try #require(clocks.explanation(of: started))
        #expect(found.lines.contains { $0.vi.hasPrefix("Số ngày đã chốt khi bắt đầu là 10 ngày") })
        #expect(found.due == "2026-07-20")
    }
}
