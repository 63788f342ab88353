import ArgumentParser
import Messages
import Testing

@testable import AdminClient

/// Denunciations on the command line.
@Suite struct DenunciationRequestTests {
    // Red when: a method of the service gets no verb, or one without an example.
    @Test func `Every method of the service has a verb with an example`() {
        let verbs = DenunciationNoun.configuration.subcommands
        let methods = Set(verbs.compactMap { ($0 as? any Verb.Type)?.method })
        let wanted = Contract.methods.filter { $0.service == "kntc.v1.DenunciationService" }
        #expect(Set(wanted.map { "DenunciationService/\($0.name)" }) == methods)
        for command in verbs {
            #expect(command.configuration.discussion.contains("kntc-admin denunciation "))
        }
    }

    // Red when: a flag of denunciations goes to another member of the request.
    @Test(arguments: [
        Line(
            line: "denunciation check p1 --delegated-to H29.05 --places 2 --identity-verified "
                + "--result unmet --unmet D29.a --on 2026-07-08",
            method: "DenunciationService/CheckDenunciation",
            request: """
                {"id":"p1","delegated_to":"H29.05","places":2,"identity_verified":true,\
                "result":"CHECK_RESULT_UNMET","unmet":["D29.a"],"acted_on":"2026-07-08"}
                """
        ),
        Line(
            line: "denunciation refer case/c1 --receiver R --number 1 --date 2026-07-20",
            method: "DenunciationService/ReferToCriminal",
            request: """
                {"record":{"kind":"RECORD_KIND_CASE","id":"c1"},\
                "document":{"number":"1","issued_on":"2026-07-20"},"receiver":"R"}
                """
        ),
        Line(
            line: "denunciation extend c1 --criterion many --criterion places --days 30 "
                + "--number 1 --date 2026-08-10",
            method: "DenunciationService/ExtendSettlement",
            request: """
                {"id":"c1","criteria":["COMPLEXITY_CRITERION_MANY","COMPLEXITY_CRITERION_PLACES"],\
                "days":30,"decision":{"number":"1","issued_on":"2026-08-10"}}
                """
        ),
        Line(
            line: "denunciation conclude c1 --finding 1=partly --finding 2=deliberately-false "
                + "--summary S --measure M --number 1 --date 2026-08-12",
            method: "DenunciationService/ConcludeDenunciation",
            request: """
                {"id":"c1","conclusion":{"document":{"number":"1","issued_on":"2026-08-12"},\
                "findings":[{"content":"1","finding":"DENUNCIATION_FINDING_PARTLY"},\
                {"content":"2","finding":"DENUNCIATION_FINDING_UNFOUNDED",\
                "deliberately_false":true}],"summary":"S","measures":["M"]}}
                """
        ),
        Line(
            line: "denunciation act c1 --act recommend,1/SNV,2026-08-18,H29.05 --on 2026-08-18",
            method: "DenunciationService/ActOnConclusion",
            request: """
                {"id":"c1","acts":[{"measure":"CONCLUSION_MEASURE_RECOMMEND",\
                "document":{"number":"1/SNV","issued_on":"2026-08-18"},"receiver":"H29.05"}],\
                "acted_on":"2026-08-18"}
                """
        ),
        Line(
            line: "denunciation decide-continued c1 --result take-over --office O --number 1 "
                + "--date 2026-09-15",
            method: "DenunciationService/DecideContinued",
            request: """
                {"id":"c1","result":"CONTINUATION_RESULT_TAKE_OVER",\
                "decision":{"number":"1","issued_on":"2026-09-15"},"office":"O"}
                """
        ),
        Line(
            line: "denunciation end-protection c1 --protection 1 --end ground-lapsed --number 1 "
                + "--date 2026-08-20 --lapsed 2026-08-19",
            method: "DenunciationService/EndProtection",
            request: """
                {"id":"c1","protection":"1","end":"PROTECTION_END_GROUND_LAPSED",\
                "decision":{"number":"1","issued_on":"2026-08-20"},"lapsed_on":"2026-08-19"}
                """
        ),
        Line(
            line: "case verify c1 --agency H29.05 --team 3 --number 1 --date 2026-07-16",
            method: "CaseService/AssignVerification",
            request: """
                {"id":"c1","agency":"H29.05",\
                "assignment":{"number":"1","issued_on":"2026-07-16"},"team_size":3}
                """
        ),
    ])
    func `Flags become the members of the request`(line: Line) throws {
        let arguments = line.line.split(separator: " ").map(String.init)
        let verb = try #require(try KntcAdmin.parseAsRoot(arguments) as? any Verb)
        #expect(type(of: verb).method == line.method)
        let request = try verb.request().json
        #expect(request.text(pretty: false) == line.request)
        let method = try MethodInfo.named(line.method)
        #expect(!(try MessageJSON.decode(request, type: method.requestType)).isEmpty)
    }
}
