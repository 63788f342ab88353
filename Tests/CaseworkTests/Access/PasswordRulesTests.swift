import Casework
import Testing

/// Passwords that everybody tries first are none.
@Suite struct PasswordRulesTests {
    private func rules(_ password: String) -> [String] {
        var checks = Checks(today: Day(daysSince1970: 0))
        PasswordRules.check(
            password,
            "password",
            officer: "nv.an01",
            agency: "H29.02",
            &checks
        )
        do throws(CaseworkError) {
            try checks.finish()
            return []
        } catch {
            guard case .invalid(let violations) = error else { return ["\(error)"] }
            return violations.map(\.rule)
        }
    }

    // Red when: a password that anybody would guess early is taken.
    @Test(arguments: [
        ("", "has 0 characters, outside 12 to 128"),
        ("mười một chữ", "taken"),
        ("ngắn quá 11", "has 11 characters, outside 12 to 128"),
        (String(repeating: "thỏ con ", count: 17), "has 136 characters, outside 12 to 128"),
        ("bdbdbdbdbdbdbd", "has fewer than 5 different characters"),
        ("123456789012", "is made of words, digits and signs that everybody tries first"),
        ("Matkhau@123456", "is made of words, digits and signs that everybody tries first"),
        ("Mật khẩu 2026!!", "is made of words, digits and signs that everybody tries first"),
        ("P@ssw0rd2026!", "is made of words, digits and signs that everybody tries first"),
        ("HoChiMinh2026", "is made of words, digits and signs that everybody tries first"),
        ("anhyeuem123456", "is made of words, digits and signs that everybody tries first"),
        ("qwertyuiop123", "is made of words, digits and signs that everybody tries first"),
        ("UBNDphuong2026", "is made of words, digits and signs that everybody tries first"),
        ("khiếu nại tố cáo 1", "is made of words, digits and signs that everybody tries first"),
        ("con mèo NV.AN01 xanh", "holds the code of the officer or of the agency"),
        ("con mèo h29.02 xanh", "holds the code of the officer or of the agency"),
        ("con mèo xanh ngủ trưa", "taken"),
        ("tr4ng-rằm/9 sáng quá", "taken"),
    ])
    func `What everybody tries first is refused`(password: String, expected: String) {
        #expect(rules(password) == (expected == "taken" ? [] : [expected]))
    }

    // Red when: a violation tells the password.
    @Test func `No violation tells the password`() {
        for password in ["ngắn", "Matkhau@123456", "con mèo nv.an01 xanh"] {
            #expect(!rules(password).contains { $0.contains(password) })
        }
    }
}
