import Casework
package import Messages
import Records

/// Enforcement of what the caller's agency has decided.
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
        desk.act(request.requestId, request.id, call) { file, context, reader in
            try request.decide(file, enforcer: try reader.agency(request.agency), context)
        }
    }

    package func finishEnforcement(
        _ request: FinishEnforcementRequest,
        _ call: Call
    ) throws -> Write {
        desk.act(request.requestId, request.id, call) { file, context, _ in
            try request.decide(file, context)
        }
    }
}
