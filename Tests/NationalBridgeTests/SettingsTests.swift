import Testing

@testable import NationalBridge

/// Flags that can and that can not be used.
@Suite struct SettingsTests {
    @Test(
        "an endpoint is HOST:PORT",
        arguments: [
            ("127.0.0.1:7410", "127.0.0.1", 7410), ("[::1]:80", "::1", 80),
            ("kntc.local:1", "kntc.local", 1),
        ]
    )
    func endpoint(text: String, host: String, port: Int) throws {
        let endpoint = try Endpoint(text)
        #expect(endpoint.host == host && endpoint.port == port)
    }

    @Test(
        "anything else is refused",
        arguments: ["", "host", ":1", "host:0", "host:65536", "host:x"]
    )
    func noEndpoint(text: String) {
        #expect(throws: SettingError.self) { try Endpoint(text) }
    }

    @Test(
        "messages go out under TLS, or stay on this machine",
        arguments: [
            "https://example.gov.vn/kntc-export/1", "http://127.0.0.1:8080/x", "http://localhost/",
        ]
    )
    func target(text: String) throws {
        #expect(try Target(text).url == text)
    }

    @Test(
        "other addresses are refused",
        arguments: [
            "http://example.gov.vn/", "ftp://127.0.0.1/", "example.gov.vn", "", "https:///x",
            "https://user:secret@example.gov.vn/", "https://example.gov.vn/#x",
        ]
    )
    func noTarget(text: String) {
        #expect(throws: SettingError.self) { try Target(text) }
    }
}
