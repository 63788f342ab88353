import Messages

/// A unit at a glance, for people.
enum BoardText {
    /// A line for each view, state and holder, with its number.
    static func lines(of board: JSONValue) -> [String] {
        let views = elements(board, "views").map { view in
            (Cell.text(view["view"], named: "view"), count(view["total"]))
        }
        let states = elements(board, "states").map { state in
            let kind = Cell.text(state["kind"], named: "kind")
            return ("\(kind): \(Cell.text(state["state"], named: "state"))", number(state, "count"))
        }
        let holders = elements(board, "holders").map { holder in
            let (petitions, cases) = (number(holder, "petitions"), number(holder, "cases"))
            let name = Cell.text(holder["holder"], named: "holder")
            return (name, "\(petitions) đơn, \(cases) vụ việc")
        }
        return ["Đơn vị \(Cell.text(board["unit"], named: "unit"))"]
            + part("Theo dõi", views) + part("Theo trạng thái", states)
            + part("Đang nằm ở", holders)
    }

    private static func part(_ title: String, _ rows: [(String, String)]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let width = rows.map(\.0.count).max() ?? 0
        return ["", title]
            + rows.map { name, value in
                let pad = String(repeating: " ", count: width - name.count)
                return "  \(name)\(pad)  \(value)".singleLine
            }
    }

    private static func count(_ total: JSONValue?) -> String {
        number(total ?? .object([]), "count") + (total?["at_least"] == nil ? "" : " trở lên")
    }

    private static func number(_ value: JSONValue, _ name: String) -> String {
        value[name].map { Cell.text($0, named: name) } ?? "0"
    }

    private static func elements(_ value: JSONValue, _ name: String) -> [JSONValue] {
        value[name]?.elements ?? []
    }
}
