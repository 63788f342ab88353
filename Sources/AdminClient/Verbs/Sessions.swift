import ArgumentParser
import Foundation
import Messages

/// Plan and hold leaders' sessions.
struct SessionNoun: AsyncParsableCommand {
    static let configuration = help(
        "session",
        "Plan and hold leaders' receptions, conclude them, count the days owed",
        example: "session list --identity officer@H29.02",
        subcommands: [
            PlanSession.self, PublishSchedule.self, InviteAgencies.self, NotifyBridgePoints.self,
            RescheduleSession.self, OpenSession.self, RecordTurn.self, EndSession.self,
            IssueConclusion.self, GetSession.self, ListSessions.self, SessionHistory.self,
            GetReceptionDays.self, RecordBoardMeeting.self,
        ]
    )
}

/// Plan a session.
struct PlanSession: Verb {
    static let configuration = help(
        "plan",
        "Plan a leader's session",
        example: "session plan --kind leader-periodic --office H29.02.GD --held 2026-07-20"
    )
    static let method = "SessionService/PlanSession"

    @OptionGroup var options: GlobalOptions

    @Option(help: ArgumentHelp("leader-periodic or leader-adhoc", valueName: "kind"))
    var kind = "leader-periodic"

    @Option(help: ArgumentHelp("Head office of the leader who receives", valueName: "code"))
    var office: String

    @Option(help: ArgumentHelp("Day of the session", valueName: "yyyy-mm-dd"))
    var held: String

    @Option(
        help: ArgumentHelp("Begin in Vietnam's time; online it is demanded", valueName: "hh:mm")
    )
    var begins: String?

    @Option(help: ArgumentHelp("Where it is held", valueName: "text"))
    var place: String?

    @Option(
        help: ArgumentHelp(
            "Ground of an ad-hoc session: urgent, disagreement or danger",
            valueName: "ground"
        )
    )
    var ground: String?

    @Flag(help: "Held online, at bridge points")
    var online = false

    @Option(
        help: ArgumentHelp(
            "A confirmed condition of online sessions; repeatable",
            valueName: "code"
        )
    )
    var condition: [String] = []

    @Option(help: ArgumentHelp("The name in a calling system", valueName: "system/id"))
    var external: String?

    @Option(help: ArgumentHelp("Day of the plan; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        try Fields()
            .choice("kind", "RECEPTION_KIND_", kind)
            .flag("online", online)
            .text("office", office)
            .text("held_on", held)
            .instant("begins_at_ms", held, begins)
            .text("place", place)
            .text("adhoc_ground", ground?.uppercased())
            .texts("conditions", condition)
            .external(external)
            .text("acted_on", on)
    }
}

/// Record that the schedule was posted.
struct PublishSchedule: Verb {
    static let configuration = help(
        "publish",
        "Record that the schedule was posted, five working days before at the latest",
        example: "session publish YourSessionId --on 2026-07-10"
    )
    static let method = "SessionService/PublishSchedule"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    @Option(help: ArgumentHelp("Day of the posting; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields().text("id", id).text("acted_on", on)
    }
}

/// Invite agencies to a session.
struct InviteAgencies: Verb {
    static let configuration = help(
        "invite",
        "Invite agencies to a session",
        example: "session invite YourSessionId --agency H29.05 --number 5/GM --date 2026-07-10"
    )
    static let method = "SessionService/InviteAgencies"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    @Option(help: ArgumentHelp("Code of an agency; repeatable", valueName: "code"))
    var agency: [String]

    @OptionGroup var document: DocumentOptions

    func request() -> Fields {
        Fields()
            .text("id", id)
            .texts("agencies", agency)
            .document("invitation", document)
    }
}

/// Record that the bridge points of an online session were told.
struct NotifyBridgePoints: Verb {
    static let configuration = help(
        "notify",
        "Record that the bridge points of an online session were told",
        example: "session notify YourSessionId --agency H29.05 --agency H29.07"
    )
    static let method = "SessionService/NotifyBridgePoints"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    @Option(help: ArgumentHelp("Code of a bridge point's agency; repeatable", valueName: "code"))
    var agency: [String]

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields()
            .text("id", id)
            .texts("agencies", agency)
            .text("acted_on", on)
    }
}

/// Put a session off, or hand it over.
struct RescheduleSession: Verb {
    static let configuration = help(
        "reschedule",
        "Put a session off, or until 30/06/2026 hand it over to a deputy",
        example: "session reschedule YourSessionId --held 2026-07-27 --reason 'Họp HĐND'"
    )
    static let method = "SessionService/RescheduleSession"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    @Option(help: ArgumentHelp("The new day", valueName: "yyyy-mm-dd"))
    var held: String?

    @Option(help: ArgumentHelp("The new begin in Vietnam's time", valueName: "hh:mm"))
    var begins: String?

    @Option(help: ArgumentHelp("Office of the deputy who receives", valueName: "code"))
    var deputy: String?

    @Option(help: ArgumentHelp("Why; names no visitor", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Day on which it was posted anew", valueName: "yyyy-mm-dd"))
    var published: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func validate() throws {
        guard begins == nil || held != nil else {
            throw ValidationError("give --held with --begins")
        }
    }

    func request() throws -> Fields {
        try Fields()
            .text("id", id)
            .text("held_on", held)
            .instant("begins_at_ms", held ?? "", begins)
            .text("deputy_office", deputy)
            .text("reason", reason)
            .text("published_on", published)
            .text("acted_on", on)
    }
}

/// Open a session on its day.
struct OpenSession: Verb {
    static let configuration = help(
        "open",
        "Open a session on its day",
        example: "session open YourSessionId"
    )
    static let method = "SessionService/OpenSession"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    @Option(help: ArgumentHelp("Online: day of the line test", valueName: "yyyy-mm-dd"))
    var tested: String?

    @Option(
        help: ArgumentHelp(
            "Online: when the bridge points stood, in Vietnam's time",
            valueName: "yyyy-mm-ddThh:mm"
        )
    )
    var connected: String?

    @Option(help: ArgumentHelp("Online: name of the recording", valueName: "name"))
    var recording: String?

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() throws -> Fields {
        let parts = connected?.split(separator: "T", maxSplits: 1).map(String.init) ?? []
        return try Fields()
            .text("id", id)
            .text("line_tested_on", tested)
            .instant("connected_at_ms", parts.first ?? "", connected == nil ? nil : parts.last)
            .text("recording", recording)
            .text("acted_on", on)
    }
}

/// Record a turn of a session.
struct RecordTurn: Verb {
    static let configuration = help(
        "turn",
        "Record what a visitor said who is checked in for the session",
        example: """
            session turn YourSessionId --visit YourVisitId --minutes 7/BB \
            --content 'complaint;mine;HC.DD;Về thu hồi đất'
            """
    )
    static let method = "SessionService/RecordTurn"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    @Option(help: ArgumentHelp("Id of the visit", valueName: "id"))
    var visit: String

    @Option(help: ArgumentHelp("Number of the minutes", valueName: "number"))
    var minutes: String

    @Option(
        help: ArgumentHelp(
            "What was said, names nobody; competence mine, subordinate or other; repeatable",
            valueName: "type;competence;field;summary"
        )
    )
    var content: [String]

    @Option(
        help: ArgumentHelp(
            "Representatives of a delegation: a JSON array of parties, - for stdin",
            valueName: "file"
        )
    )
    var representatives: String?

    @Option(
        help: ArgumentHelp("Number of the paper by which it names them", valueName: "number")
    )
    var representation: String?

    func request() throws -> Fields {
        let contents = try content.map { text in
            let parts = try Fields.parts(
                of: text,
                4,
                "--content",
                "TYPE;COMPETENCE;FIELD;SUMMARY"
            )
            return Fields().choice("type", "PETITION_TYPE_", parts[0])
                .choice("competence", "COMPETENCE_", parts[1])
                .text("field", parts[2])
                .text("summary", parts[3])
        }
        let people = try representatives.map { try Input.json(at: $0).elements } ?? []
        return Fields()
            .text("id", id)
            .text("visit_id", visit)
            .values("contents", contents.map(\.json))
            .text("minutes_number", minutes)
            .values("representatives", people)
            .text("representation", representation)
    }
}

/// End a session.
struct EndSession: Verb {
    static let configuration = help(
        "end",
        "End a session; the day counts as held",
        example: "session end YourSessionId"
    )
    static let method = "SessionService/EndSession"

    @OptionGroup var options: GlobalOptions

    @Argument(help: "Id of the session")
    var id: String

    @Option(help: ArgumentHelp("Day of the act; today by default", valueName: "yyyy-mm-dd"))
    var on: String?

    func request() -> Fields {
        Fields().text("id", id).text("acted_on", on)
    }
}

extension Fields {
    /// An instant, written as a day and a time in Vietnam.
    ///
    /// - Throws: A usage `Failure` for what is no day or no time.
    func instant(_ name: String, _ day: String, _ time: String?) throws(Failure) -> Fields {
        guard let time else { return self }
        guard let date = ISO8601DateFormatter().date(from: "\(day)T\(time):00+07:00") else {
            throw Failure(usage: "\(day) \(time) is no day with a time as hh:mm")
        }
        return text(name, String(Int64(date.timeIntervalSince1970 * 1_000)))
    }

    /// The parts of a flag that are divided by semicolons; the last one may hold more of them.
    ///
    /// - Throws: A usage `Failure` for fewer parts.
    static func parts(
        of text: String,
        _ count: Int,
        _ flag: String,
        _ shape: String
    ) throws(Failure) -> [String] {
        let parts = text.split(
            separator: ";",
            maxSplits: count - 1,
            omittingEmptySubsequences: false
        )
        guard parts.count == count else { throw Failure(usage: "\(flag) is no \(shape): \(text)") }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
