import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// The end of the district level on 2025-07-01 (Nghị quyết 202/2025/QH15, 1685/NQ-UBTVQH15), with
/// the districts of the old city, their wards and communes, and the old wards of Quận 1.
@Suite struct DistrictEndTests {
    private typealias M = DirectoryMethods
    private static let paper = DocumentReference(number: "202/2025/QH15", issuedOn: "2025-06-12")
    private static let first = "2025-07-01"
    private static let last = "2025-06-30"

    /// Each district-level body and the wards and communes that came after it.
    private static let districts: [(name: String, successors: [String])] = [
        (
            "thành phố Thủ Đức",
            [
                "Hiệp Bình", "Thủ Đức", "Tam Bình", "Linh Xuân", "Tăng Nhơn Phú", "Long Bình",
                "Long Phước", "Long Trường", "Cát Lái", "Bình Trưng", "Phước Long", "An Khánh",
            ]
        ),
        ("quận 1", ["Sài Gòn", "Tân Định", "Bến Thành", "Cầu Ông Lãnh"]),
        ("quận 3", ["Bàn Cờ", "Xuân Hòa", "Nhiêu Lộc"]),
        ("quận 4", ["Xóm Chiếu", "Khánh Hội", "Vĩnh Hội"]),
        ("quận 5", ["Chợ Quán", "An Đông", "Chợ Lớn"]),
        ("quận 6", ["Bình Tây", "Bình Tiên", "Bình Phú", "Phú Lâm"]),
        ("quận 7", ["Tân Thuận", "Phú Thuận", "Tân Mỹ", "Tân Hưng"]),
        ("quận 8", ["Chánh Hưng", "Phú Định", "Bình Đông"]),
        ("quận 10", ["Diên Hồng", "Vườn Lài", "Hòa Hưng"]),
        ("quận 11", ["Minh Phụng", "Bình Thới", "Hòa Bình", "Phú Thọ"]),
        (
            "quận 12",
            ["Đông Hưng Thuận", "Trung Mỹ Tây", "Tân Thới Hiệp", "Thới An", "An Phú Đông"]
        ),
        ("quận Bình Tân", ["An Lạc", "Tân Tạo", "Bình Tân", "Bình Trị Đông", "Bình Hưng Hòa"]),
        (
            "quận Bình Thạnh",
            ["Gia Định", "Bình Thạnh", "Bình Lợi Trung", "Thạnh Mỹ Tây", "Bình Quới"]
        ),
        (
            "quận Gò Vấp",
            ["Hạnh Thông", "An Nhơn", "Gò Vấp", "An Hội Đông", "Thông Tây Hội", "An Hội Tây"]
        ),
        ("quận Phú Nhuận", ["Đức Nhuận", "Cầu Kiệu", "Phú Nhuận"]),
        (
            "quận Tân Bình",
            ["Tân Sơn Hòa", "Tân Sơn Nhất", "Tân Hòa", "Bảy Hiền", "Tân Bình", "Tân Sơn"]
        ),
        ("quận Tân Phú", ["Tây Thạnh", "Tân Sơn Nhì", "Phú Thọ Hòa", "Tân Phú", "Phú Thạnh"]),
        (
            "huyện Bình Chánh",
            [
                "Vĩnh Lộc", "Tân Vĩnh Lộc", "Bình Lợi", "Tân Nhựt", "Bình Chánh", "Hưng Long",
                "Bình Hưng",
            ]
        ),
        ("huyện Cần Giờ", ["Bình Khánh", "An Thới Đông", "Cần Giờ", "Thạnh An"]),
        (
            "huyện Củ Chi",
            [
                "Củ Chi", "Tân An Hội", "Thái Mỹ", "An Nhơn Tây", "Nhuận Đức", "Phú Hòa Đông",
                "Bình Mỹ",
            ]
        ),
        ("huyện Hóc Môn", ["Đông Thạnh", "Hóc Môn", "Xuân Thới Sơn", "Bà Điểm"]),
        ("huyện Nhà Bè", ["Nhà Bè", "Hiệp Phước"]),
    ]

    /// The old wards of Quận 1, each with its place among them and its statistics code, where one
    /// of the new wards bears the same.
    private static let oldWards = [
        "Tân Định": "26734", "Đa Kao": "", "Bến Nghé": "26740", "Bến Thành": "26743",
        "Nguyễn Thái Bình": "", "Phạm Ngũ Lão": "", "Cầu Ông Lãnh": "", "Cô Giang": "",
        "Nguyễn Cư Trinh": "26758", "Cầu Kho": "",
    ]
    /// The statistics codes of the new wards that the test looks up.
    private static let gso = [
        "Sài Gòn": "26740", "Tân Định": "26737", "Bến Thành": "26743", "Cầu Ông Lãnh": "26758",
    ]

    private static func code(of district: Int) -> String {
        "H29.90.\(district < 9 ? "0" : "")\(district + 1)"
    }

    /// Code of a new ward: in the order of the districts, 99 in a group.
    private static let newWards: [String: String] = {
        let names = districts.flatMap(\.successors)
        let codes = names.indices.map { index in
            let (group, member) = index.quotientAndRemainder(dividingBy: 99)
            return "H29.8\(group).\(member < 9 ? "0" : "")\(member + 1)"
        }
        return Dictionary(uniqueKeysWithValues: zip(names, codes))
    }()

    private static func old(_ ward: String) -> String {
        let place = oldWards.keys.sorted().firstIndex(of: ward) ?? 0
        return "H29.90.02.\(place < 9 ? "0" : "")\(place + 1)"
    }

    private static func body(
        _ code: String,
        _ name: String,
        _ type: AgencyType,
        parent: String,
        from: String,
        gso: String = ""
    ) -> Agency {
        Agency(
            code: code,
            name: "Ủy ban nhân dân \(name)",
            type: type,
            parent: parent,
            validFrom: from,
            codes: gso.isEmpty ? [] : [AgencyCode(scheme: "gso", value: gso)],
            offices: [Office(code: "\(code).CT", title: "Chủ tịch UBND \(name)", head: true)]
        )
    }

    private static func ward(_ name: String) -> Agency {
        body(
            newWards[name] ?? "",
            "phường \(name)",
            .commune,
            parent: "H29",
            from: first,
            gso: gso[name] ?? ""
        )
    }

    /// The city as it was in June 2025, with the new wards outside Quận 1 that stand ready.
    private static func load(_ administrator: TestCaller) async throws {
        let city = body("H29", "Thành phố", .cityCommittee, parent: "", from: "1976-07-02")
        let districts = districts.enumerated().map { index, district in
            body(code(of: index), district.name, .district, parent: "H29", from: "2021-01-01")
        }
        let former = oldWards.map { name, gso in
            body(
                old(name),
                "phường \(name)",
                .commune,
                parent: "H29.90.02",
                from: "2021-01-01",
                gso: gso
            )
        }
        let new = Self.districts.flatMap(\.successors).filter { gso[$0] == nil }.map(ward)
        for part in [[city] + districts + former, Array(new.prefix(50)), Array(new.dropFirst(50))] {
            _ = try await administrator.apply(part)
        }
    }

    private static func split(_ ward: String, _ into: Agency...) -> SplitAgencyRequest {
        SplitAgencyRequest(code: old(ward), into: into, on: first, decision: paper)
    }

    private static func merge(_ wards: [String], _ into: Agency) -> MergeAgenciesRequest {
        MergeAgenciesRequest(codes: wards.map(old), into: into, on: first, decision: paper)
    }

    private static func dissolve(_ agency: String, _ after: [String] = []) -> DissolveAgencyRequest
    {
        DissolveAgencyRequest(agency: agency, successors: after, on: first, decision: paper)
    }

    private static func standing(_ ward: String) -> Agency { Agency(code: newWards[ward] ?? "") }

    /// A letter of June that came in on a day.
    private static func letter(_ day: String) -> RegisterPetitionRequest {
        var letter = Sample.registration
        letter.stamp?.date = day
        letter.registeredOn = day
        letter.writtenOn = PartialDate(year: 2025, month: 6, day: 10)
        return letter
    }

    /// Every command, in June, ahead of the day.
    private static func reorganise(_ administrator: TestCaller) async throws {
        // Phường Bến Nghé ends first: Phường Sài Gòn bears its code from the next day on.
        try await administrator.change(M.dissolveAgency, dissolve(old("Bến Nghé")), \.requestId)
        let daKao = split("Đa Kao", ward("Sài Gòn"), ward("Tân Định"))
        try await administrator.change(M.splitAgency, daKao, \.requestId)
        let later = dissolve(old("Bến Nghé"), [newWards["Sài Gòn"] ?? ""])
        try await administrator.change(M.dissolveAgency, later, \.requestId)
        for request in [
            merge(["Tân Định"], standing("Tân Định")),
            merge(["Bến Thành", "Phạm Ngũ Lão"], ward("Bến Thành")),
            merge(["Nguyễn Cư Trinh", "Cầu Kho", "Cô Giang"], ward("Cầu Ông Lãnh")),
        ] {
            try await administrator.change(M.mergeAgencies, request, \.requestId)
        }
        for request in [
            split("Nguyễn Thái Bình", standing("Sài Gòn"), standing("Bến Thành")),
            split("Cầu Ông Lãnh", standing("Bến Thành"), standing("Cầu Ông Lãnh")),
        ] {
            try await administrator.change(M.splitAgency, request, \.requestId)
        }
        for (index, district) in districts.enumerated() {
            let wards = district.successors.compactMap { newWards[$0] }
            let request = dissolve(code(of: index), wards)
            try await administrator.change(M.dissolveAgency, request, \.requestId)
        }
    }

    private static func get(
        _ caller: TestCaller,
        _ code: String,
        scheme: String = "",
        on: String = ""
    ) async throws -> Agency {
        let request = GetAgencyRequest(code: code, scheme: scheme, on: on)
        return try await caller.call(M.getAgency, request)
    }

    private static func children(_ caller: TestCaller, on: String) async throws -> [Agency] {
        var found: [Agency] = []
        var token: String?
        while token != "" {
            let request = ListAgenciesRequest(
                parent: "H29",
                pageSize: 60,
                pageToken: token ?? "",
                on: on
            )
            let page = try await caller.call(M.listAgencies, request)
            found += page.agencies
            token = page.nextPageToken
        }
        return found
    }

    // Red when: a body acts on a day that is not its own, shows the name of another day, or loses
    // whom it came from or went on as; or rebuilding makes another directory of the journal.
    @Test func `The district level ends on 2025-07-01`() async throws {
        try await TestServer.run(today: "2025-06-16") { server in
            let administrator = server.administrator
            try await Self.load(administrator)
            let officer = server.caller("head@H29.90.02")
            let petition = try await officer.register(Self.letter("2025-06-16"))

            let before = try await administrator.call(
                M.previewReorganisation,
                PreviewReorganisationRequest(agency: "H29.90.02", on: Self.first, kind: .petition)
            )
            #expect(before.openWork.filter { $0.openRecords > 0 }.map(\.kind) == [.petition])
            #expect(before.records == [.petition(petition)])
            #expect(before.dueBefore + before.dueAfter > 0)
            #expect(before.below.count == 10)

            try await Self.reorganise(administrator)
            try await Self.checkBodies(server)
            try await Self.checkActs(server, petition)
            #expect(try await server.records.rebuild() == 0)
            let report = try server.records.verify()
            #expect(report.findings == [])
        }
    }

    private static func checkBodies(_ server: TestServer) async throws {
        let reader = server.officer
        let june = try await children(reader, on: last)
        #expect(june.filter { $0.type == .district }.count == 22)
        #expect(june.filter { $0.type == .commune }.isEmpty)
        let july = try await children(reader, on: first)
        #expect(july.filter { $0.type == .district }.isEmpty)
        #expect(july.filter { $0.type == .commune }.count == newWards.count)
        for (index, district) in districts.enumerated() {
            let body = try await get(reader, code(of: index))
            #expect(body.successors == district.successors.compactMap { newWards[$0] })
            #expect(body.validTo == last)
            for successor in body.successors {
                #expect(try await get(reader, successor).predecessors.contains(body.code))
            }
        }
        let daKao = try await get(reader, old("Đa Kao"))
        #expect(daKao.successors == ["Sài Gòn", "Tân Định"].compactMap { newWards[$0] })
        let saiGon = try await get(reader, newWards["Sài Gòn"] ?? "")
        let from = ["Đa Kao", "Bến Nghé", "Nguyễn Thái Bình"].map(old) + ["H29.90.02"]
        #expect(Set(saiGon.predecessors) == Set(from))
        // The same code of the statistics office stands for another body on another day.
        let codes = ["26740": ("Bến Nghé", "Sài Gòn"), "26743": ("Bến Thành", "Bến Thành")]
        for (code, names) in codes {
            let then = try await get(reader, code, scheme: "gso", on: last)
            let now = try await get(reader, code, scheme: "gso", on: first)
            #expect(then.code == old(names.0) && now.code == newWards[names.1])
            #expect(then.name == "Ủy ban nhân dân phường \(names.0)")
        }
        let gone = await #expect(throws: Status.self) {
            _ = try await get(reader, "H29.90.02", on: first)
        }
        #expect(gone?.reason == "AGENCY_NOT_FOUND")
    }

    /// What a district does after its last day is refused; what it did before may be entered late.
    private static func checkActs(_ server: TestServer, _ petition: String) async throws {
        server.clock.set(day: "2025-07-02")
        let district = server.caller("head@H29.90.02")
        let etag = try await district.petition(petition).etag
        var classify = Sample.classify(petition, etag: etag)
        classify.actedOn = "2025-06-20"
        _ = try await district.write(PetitionMethods.classifyPetition, classify, \.requestId)
        var propose = Sample.propose(petition)
        propose.actedOn = "2025-06-24"
        _ = try await district.write(PetitionMethods.proposeHandling, propose, \.requestId)
        var approve = Sample.approve(petition)
        (approve.office, approve.actedOn) = ("H29.90.02.CT", first)
        let signed = await #expect(throws: Status.self) {
            try await district.write(PetitionMethods.approveHandling, approve, \.requestId)
        }
        #expect(signed?.fieldViolations.map(\.field) == ["office"])
        approve.actedOn = last
        _ = try await district.write(PetitionMethods.approveHandling, approve, \.requestId)

        let late = letter(first)
        let registered = await #expect(throws: Status.self) { try await district.register(late) }
        #expect(registered?.reason == "ACTION_NOT_ALLOWED")
        let numbers = OpenRegisterRequest(kind: .petition, year: 2025, startsAt: 500)
        let opened = await #expect(throws: Status.self) {
            try await district.write(RegisterMethods.openRegister, numbers, \.requestId)
        }
        #expect(opened?.fieldViolations.map(\.field) == ["acted_on"])
        let calendar = ReplaceCalendarRequest(
            agency: "H29.90.02",
            announcedYears: [2026],
            reason: "Lịch làm việc"
        )
        let replaced = await #expect(throws: Status.self) {
            try await server.administrator
                .write(CalendarMethods.replaceCalendar, calendar, \.requestId)
        }
        #expect(replaced?.fieldViolations.map(\.field) == ["agency"])
        let grant = Grant(
            role: "head",
            office: "H29.90.02.CT",
            units: ["H29.90.02"],
            validFrom: first
        )
        let granted = await #expect(throws: Status.self) {
            let request = ProposeGrantRequest(grant: grant)
            _ = try await server.administrator
                .write(GrantMethods.proposeGrant, request, \.requestId)
        }
        #expect(granted?.fieldViolations.map(\.field) == ["grant.office", "grant.units[0]"])
        // The ward takes up its work.
        let ward = server.caller("officer@\(newWards["Sài Gòn"] ?? "")")
        _ = try await ward.register(late)
    }
}

extension TestCaller {
    /// Gives a command of the directory.
    fileprivate func change<Request>(
        _ method: Method<Request, Receipt>,
        _ request: Request,
        _ requestID: any WritableKeyPath<Request, String> & Sendable
    ) async throws {
        do {
            let receipt = try await write(method, request, requestID)
            #expect(!receipt.records.isEmpty, "\(Request.self)")
        } catch {
            Issue.record("\(Request.self): \(error.message)")
        }
    }
}
