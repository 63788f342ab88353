package import Messages

extension [String] {
    /// The contents of a case, numbered from 1; without any, the petition's own gist is the one.
    package func contents(or summary: String) -> [CaseContent] {
        (isEmpty ? [summary] : self).enumerated().map { index, summary in
            CaseContent(id: String(index + 1), summary: summary)
        }
    }

    /// Checks gists of contents: at most 50, none empty, none that names a sender.
    package func checkContents(_ checks: inout Checks, _ senders: SenderNames) {
        checks.require(
            count <= 50,
            "contents",
            "has \(count) contents",
            "give at most 50; split the petition into matters"
        )
        for (index, summary) in enumerated() {
            checks.text(summary, "contents[\(index)]", max: 1_000)
            checks.namesNobody(summary, "contents[\(index)]", senders)
        }
    }
}
