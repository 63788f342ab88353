package import Casework
package import Messages

extension StandingDirectory {
    /// A directory that holds some bodies.
    package init(of agencies: [Agency]) {
        self.init(
            agency: { code in agencies.first { $0.code == code } },
            below: { parent in agencies.filter { $0.parents.contains(parent) } },
            bearers: { code in agencies.filter { $0.codes.contains(code) } }
        )
    }
}
