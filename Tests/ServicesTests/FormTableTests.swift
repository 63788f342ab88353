import Casework
import Messages
import RPC
import Records
import TestSupport
import Testing

/// The catalog of forms beside the tables of transitions and the contract.
@Suite struct FormTableTests {
    /// A row of any table: its method and its forms.
    struct Row {
        let method: String
        let forms: [String]
    }

    /// The rows of every kind of record; a new kind is covered by its line in `RecordKind.filed`.
    static let rows = RecordKind.known.compactMap(\.filed).flatMap { rows(of: $0) }

    private static func rows<R: FiledRecord>(of type: R.Type) -> [Row] {
        R.table.map { Row(method: $0.method, forms: $0.forms) }
    }

    // Red when: a row names a form that the catalog lacks, or that is none of its step.
    @Test func `Every form of a row is in the catalog as one of its step`() {
        #expect(Self.rows.contains { !$0.forms.isEmpty })
        for row in Self.rows {
            for key in row.forms {
                let form = Forms.form(key)
                #expect(form?.steps.contains(row.method) == true, "\(row.method) \(key)")
            }
            #expect(Set(row.forms).count == row.forms.count, "\(row.method)")
        }
    }

    // Red when: the catalog gives a step a form, and its row in the tables names none of them, or
    // the contract has the service and not the method.
    @Test func `Every step of the catalog is a row that names one of its forms`() {
        let methods = Contract.methods.map {
            "\($0.service.split(separator: ".").last ?? "")/\($0.name)"
        }
        let services = Set(methods.compactMap { $0.split(separator: "/").first })
        for form in Forms.all {
            for step in form.steps {
                // Steps of services that the contract has not got wait for them.
                guard let service = step.split(separator: "/").first, services.contains(service)
                else { continue }
                let place = Comment(rawValue: "\(form.key) \(step)")
                #expect(methods.contains(step), place)
                #expect(
                    Self.rows.contains { $0.method == step && $0.forms.contains(form.key) },
                    place
                )
            }
        }
    }

    // Red when: the forms of a row leave a day since 2021-11-15 without one, or with two of the
    // same number.
    @Test func `A step has one form of a number on each day`() throws {
        for iso in ["2021-11-15", "2026-06-30", "2026-07-01", "2026-12-30"] {
            let day = try #require(Day(iso: iso))
            for form in Forms.inForce(on: day) where !form.number.isEmpty {
                for step in form.steps {
                    let same = Forms.inForce(step: step, on: day)
                        .filter { $0.number == form.number && $0.title == form.title }
                    #expect(same.count == 1, "\(step) \(form.key) \(iso)")
                }
            }
        }
    }

    // Red when: ListForms lists other forms than those in force, or takes a day that is none.
    @Test func `The forms of a day can be listed`() async throws {
        try await TestServer.run { server in
            func keys(_ on: String) async throws -> [String] {
                let request = ListFormsRequest(on: on)
                return try await server.officer.call(DocumentMethods.listForms, request)
                    .forms.map(\.key)
            }
            #expect(try await keys("") == Forms.all.map(\.key))
            let before = try await keys("2026-06-30")
            let after = try await keys("2026-07-01")
            #expect(before.contains("ND124/2020:03") && !before.contains("ND155/2026:03"))
            #expect(after.contains("ND155/2026:03") && !after.contains("ND124/2020:03"))
            await #expect(throws: Status.self) { try await keys("01/07/2026") }
        }
    }

    // Red when: ListActions names no forms, or those of another day.
    @Test func `A step says on which form it is issued`() async throws {
        try await TestServer.run(today: "2026-06-30") { server in
            var request = Sample.registration
            request.stamp?.date = "2026-06-29"
            request.registeredOn = "2026-06-29"
            request.writtenOn = nil
            let id = try await server.officer.register(request)
            func forms() async throws -> [String] {
                let list = ListActionsRequest(record: .petition(id))
                return try await server.officer.call(RecordMethods.listActions, list).actions
                    .first { $0.method == "ComplaintService/AcceptComplaint" }?.forms.map(\.key)
                    ?? []
            }
            #expect(try await forms() == ["ND124/2020:03"])
            server.clock.set(day: "2026-07-01")
            #expect(try await forms() == ["ND155/2026:03"])
            let rows = try await server.officer.call(
                LawMethods.listTransitions,
                ListTransitionsRequest(table: "original")
            ).rows
            #expect(rows.map(\.forms) == [["ND154/2026:02/TCD"], ["TT05/2021:TG"], []])
        }
    }
}
