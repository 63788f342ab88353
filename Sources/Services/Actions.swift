import Casework
import Messages

extension FiledRecord {
    /// Every command of the record's table for a principal: open, or why not.
    ///
    /// The state is asked first, then the guards that the record alone decides, then the
    /// permission; deciders ask the same in the same order.
    func actions(of principal: Principal, _ context: Context) -> ListActionsReply {
        var methods: [String] = []
        for row in Self.commands
        where row.isOf(branch) && !row.from.isEmpty && !methods.contains(row.method) {
            methods.append(row.method)
        }
        let actions = methods.map { action($0, of: principal, context) }
        return ListActionsReply(
            state: state.protoName,
            actions: actions.filter(\.open) + actions.filter { !$0.open }
        )
    }

    private func action(
        _ method: String,
        of principal: Principal,
        _ context: Context
    ) -> Action {
        let rows = rows(of: method)
        let row = rows.first { $0.admits(self) } ?? rows.first
        var action = Action(
            method: method,
            title: row?.title ?? "",
            basis: row?.basis ?? "",
            from: rows.flatMap(\.from).map(\.protoName),
            forms: (row?.forms ?? []).compactMap(Forms.form)
                .filter { $0.isInForce(on: context.today) }
        )
        if let obstacle = obstacle(method, rows, principal, context) {
            action.obstacle = obstacle.kind
            action.missing = obstacle.missing
            action.missingVi = obstacle.missingVi
            action.basis = obstacle.basis
        } else {
            action.open = true
        }
        return action
    }

    private func obstacle(
        _ method: String,
        _ rows: [StateTransition<Self>],
        _ principal: Principal,
        _ context: Context
    ) -> Obstacle? {
        let basis = rows.first?.basis ?? ""
        guard rows.contains(where: { $0.admits(self) }) else {
            return Obstacle(
                .state,
                Self.demanded(by: rows),
                vi: "hồ sơ ở bước khác với bước hiện tại",
                basis: basis
            )
        }
        if let obstacle = closing(method, context) { return obstacle }
        let info = Contract.methods.first { $0.path == "/kntc.v1.\(method)" }
        var demanded = [info?.permission ?? ""]
        // What was approved or dispatched is mended by the head.
        if isSettled, Self.mending.contains(where: { $0.method == method }) {
            demanded.append(Permission.consent)
        }
        // Who stands in for the holder sees the file beyond the own scope.
        let standsIn = isOpenFile && context.standsInFor.contains(place.officer)
        let lacks = demanded.first { permission in
            !principal.holds(permission, for: self) && !(standsIn && principal.holds(permission))
        }
        guard let lacking = lacks else { return nil }
        return Obstacle(
            .permission,
            "the permission \(lacking)",
            vi: "quyền \(lacking)",
            basis: basis
        )
    }
}
