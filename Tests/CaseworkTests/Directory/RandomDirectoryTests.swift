import Casework
import Messages
import TestSeeds
import TestSupport
import Testing

/// Random reorganisations: what must hold of the whole directory holds after each of them.
@Suite struct RandomDirectoryTests {
    private struct Play {
        var agencies: [String: Agency]
        var today = day("2026-01-01")
        var random: SplitMix64
        var made = 10
        var accepted: [String: Int] = [:]

        init(seed: UInt64) {
            random = SplitMix64(usualSeed: seed)
            var city = Sample.agency("H29", "UBND Thành phố", .cityCommittee, parent: "")
            city.validFrom = "1976-07-02"
            let departments = (1...6).map { Sample.agency("H29.0\($0)", "Sở \($0)", .department) }
            let all = [city] + departments
            agencies = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })
        }

        private mutating func code() -> String {
            agencies.keys.sorted().randomElement(using: &random) ?? ""
        }

        private mutating func codes() -> [String] {
            (0..<Int.random(in: 1...3, using: &random)).map { _ in code() }
        }

        private mutating func body() -> Agency {
            guard Bool.random(using: &random) else { return Agency(code: code()) }
            made += 1
            var new = Sample.agency("H29.\(made)", "Sở \(made)", .department, parent: code())
            new.validFrom = ""
            new.codes = [AgencyCode(scheme: "gso", value: "\(made % 7)")]
            return new
        }

        /// Gives one random command.
        mutating func step() throws {
            let paper = DocumentReference(number: "1/NQ", issuedOn: today.iso)
            let on = (today + Int.random(in: -30...60, using: &random)).iso
            let standing = StandingDirectory(of: Array(agencies.values))
            let kind =
                ["rename", "merge", "split", "dissolve", "apply"]
                .randomElement(using: &random) ?? ""
            var first = body()
            let (second, one, some) = (body(), code(), codes())
            do {
                let events: [Event] =
                    switch kind {
                    case "rename":
                        try RenameAgencyRequest(
                            code: one,
                            name: "Sở \(Int.random(in: 1...99, using: &random))",
                            parent: Bool.random(using: &random) ? code() : "",
                            on: on,
                            decision: paper
                        )
                        .decide(today: today, standing: standing)
                    case "merge":
                        try MergeAgenciesRequest(codes: some, into: first, on: on, decision: paper)
                            .decide(today: today, standing: standing)
                    case "split":
                        try SplitAgencyRequest(
                            code: one,
                            into: [first, second],
                            on: on,
                            decision: paper
                        )
                        .decide(today: today, standing: standing)
                    case "dissolve":
                        try DissolveAgencyRequest(
                            agency: one,
                            successors: some,
                            on: on,
                            decision: paper
                        )
                        .decide(today: today, standing: standing)
                    default:
                        try {
                            first = agencies[first.code] ?? first
                            if first.validFrom.isEmpty { first.validFrom = today.iso }
                            first.parent = code()
                            first.former = []
                            first.successors += some
                            return try Agency.apply([first], today: today, standing: standing)
                        }()
                    }
                for event in events {
                    // Through the bytes of the journal, as rebuilding does.
                    let read = try Event(serialized: event.serialized())
                    guard case .agencyRecorded(let fact) = read.fact, let agency = fact.agency
                    else { continue }
                    agencies[agency.code] = agency
                }
                if !events.isEmpty { accepted[kind, default: 0] += 1 }
            } catch is CaseworkError {
                return
            }
        }

        /// What does not hold of the whole, by independent reckoning on some days.
        func wrong() -> [String] {
            var found: [String] = []
            for agency in agencies.values {
                found += agency.successors.filter {
                    agencies[$0]?.predecessors.contains(agency.code) != true
                }
                .map { "\(agency.code) → \($0) is one-sided" }
                found += agency.predecessors.filter {
                    agencies[$0]?.successors.contains(agency.code) != true
                }
                .map { "\($0) → \(agency.code) is one-sided" }
            }
            for offset in stride(from: -200, through: 120, by: 9) {
                let day = today + offset
                let then = agencies.compactMapValues { $0.asOf(day) }
                for agency in then.values {
                    if agency.offices.filter(\.head).count > 1 { found.append("two heads \(day)") }
                    var line: Set<String> = []
                    var next = agency.code
                    while !next.isEmpty {
                        guard line.insert(next).inserted else {
                            found.append("\(agency.code) is above itself on \(day)")
                            break
                        }
                        guard let body = then[next] else {
                            found.append("\(next), above \(agency.code), is not there on \(day)")
                            break
                        }
                        next = body.parent
                    }
                }
                let codes = then.values.flatMap(\.codes)
                if Set(codes).count < codes.count { found.append("a code twice on \(day)") }
            }
            return found
        }
    }

    // Red when: a command leaves a link on one side, a body above itself, a second head, a code
    // twice, or a body under one that is not there.
    @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
    func `Whatever is reorganised the directory holds together`(seed: UInt64) throws {
        var play = Play(seed: seed)
        let note = Comment(rawValue: "KNTC_SEED=\(play.random.seed)")
        #expect(play.wrong() == [], note)
        for _ in 0..<250 {
            play.today += Int.random(in: 0...5, using: &play.random)
            try play.step()
            let wrong = play.wrong()
            #expect(wrong == [], note)
            guard wrong.isEmpty else { return }
        }
        #expect(play.accepted.values.reduce(0, +) > 15, note)
        #expect(play.accepted.count >= 3, note)
    }
}
