import Casework
package import Messages
import Records

/// Enforcement of what the caller's agency has decided, or was named to enforce.
package struct EnforcementService: EnforcementHandlers {
    private let desk: Desk

    /// Works at a desk.
    package init(_ desk: Desk) {
        self.desk = desk
    }

    package func startEnforcement(
        _ request: StartEnforcementRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(
                file,
                enforcer: try reader.agency(request.agency),
                senders: senders,
                context
            )
        }
    }

    package func getEnforcement(
        _ request: GetEnforcementRequest,
        _ call: Call
    ) throws -> Encoded<EnforcementFile> {
        let file = try desk.records.read { try $0.caseFile(request.id, for: call, .enforced) }
        guard let enforcement = file.enforcement else {
            throw CaseworkError.notAllowed(
                action: "GetEnforcement",
                state: file.state.protoName,
                missing: "an enforcement that has begun",
                basis: "Luật Khiếu nại 2011 Đ.46; Luật Tố cáo 2018 Đ.36"
            )
        }
        return Encoded(
            EnforcementFile(
                id: file.id,
                agency: file.agency,
                decision: file.enforcedDocument,
                enforcement: enforcement
            )
        )
    }

    package func reportEnforcement(
        _ request: ReportEnforcementRequest,
        _ call: Call
    ) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call, .enforced)
        return desk.act(request.requestId, request.id, call, .enforced) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func dropItem(_ request: DropItemRequest, _ call: Call) throws -> Write {
        let senders = try desk.senders(ofCase: request.id, call)
        return desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, senders: senders, context)
        }
    }

    package func finishEnforcement(
        _ request: FinishEnforcementRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call, .enforced) { file, context, _ in
            try request.decide(file, context)
        }
    }
}
