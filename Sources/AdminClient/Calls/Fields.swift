import Messages

/// The members of a request, gathered from flags: what was not given is left out.
struct Fields {
    var json = JSONValue.object([])

    /// A text; a dot in the name leads into a message.
    func text(_ name: String, _ value: String?) -> Fields {
        adding(name, value.map { .string($0) })
    }

    /// Texts.
    func texts(_ name: String, _ values: [String]) -> Fields {
        adding(name, values.isEmpty ? nil : .array(values.map { .string($0) }))
    }

    /// Values.
    func values(_ name: String, _ values: [JSONValue]) -> Fields {
        adding(name, values.isEmpty ? nil : .array(values))
    }

    /// A value that was read.
    func value(_ name: String, _ value: JSONValue?) -> Fields {
        adding(name, value)
    }

    /// A number.
    func number(_ name: String, _ value: (some BinaryInteger)?) -> Fields {
        adding(name, value.map { .number(String($0)) })
    }

    /// A truth value; false is the default.
    func flag(_ name: String, _ value: Bool) -> Fields {
        adding(name, value ? .bool(true) : nil)
    }

    /// A value of a list by its short name: "registered" with the prefix "PETITION_STATE_".
    func choice(_ name: String, _ prefix: String, _ value: String?) -> Fields {
        adding(name, value.map { .string(Self.longName($0, prefix)) })
    }

    /// Values of a list by their short names.
    func choices(_ name: String, _ prefix: String, _ values: [String]) -> Fields {
        texts(name, values.map { Self.longName($0, prefix) })
    }

    /// A record by its id.
    func record(_ kind: String, _ id: String) -> Fields {
        choice("record.kind", "RECORD_KIND_", kind).text("record.id", id)
    }

    /// A record by its id or by a caller's own name for it, SYSTEM/ID: just one of them.
    func name(_ id: String?, external: String?) throws(Failure) -> Fields {
        guard (id == nil) != (external == nil) else {
            throw Failure(usage: "name the record by its id or by --external SYSTEM/ID")
        }
        return try text("id", id).external(external)
    }

    /// The caller's own name of a record, SYSTEM/ID.
    func external(_ name: String?) throws(Failure) -> Fields {
        guard let name else { return self }
        let parts = name.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else {
            throw Failure(usage: "--external is no SYSTEM/ID: \(name)")
        }
        return text("external_reference.system", String(parts[0]))
            .text("external_reference.id", String(parts[1]))
    }

    private static func longName(_ value: String, _ prefix: String) -> String {
        let name = value.uppercased().replacing("-", with: "_")
        return name.hasPrefix(prefix) ? name : prefix + name
    }

    private func adding(_ name: String, _ value: JSONValue?) -> Fields {
        value.map { Fields(json: json.setting(name, to: $0)) } ?? self
    }
}

extension JSONValue {
    /// The object with a value set at the end of a path of members; others keep their order.
    func setting(_ name: String, to value: JSONValue) -> JSONValue {
        FieldPath(name).flatMap { setting(value, at: $0) } ?? self
    }
}
