import Messages

/// A ground on which a visitor may be refused (code list refusal_ground).
///
/// Luật Tiếp công dân 2013 Đ.9, and from 2026-07-01 also NĐ 154/2026/NĐ-CP Đ.4.
package struct RefusalGround: Hashable, Sendable {
    /// Its code, "D9.3".
    package let code: String
    /// What it is, in Vietnamese.
    package let title: String
    /// The first day on which it is in force.
    package let from: Day
    /// Whether only the recorded content shows it.
    package let needsContent: Bool
    /// Whether the refusal must be told in writing, form 01/TCD.
    package let requiresNotice: Bool

    /// Every ground, in the order of the law.
    package static let all: [RefusalGround] =
        [
            law("D9.1", "không làm chủ được hành vi do chất kích thích, mất năng lực hành vi"),
            law("D9.2", "đe dọa, xúc phạm, gây rối"),
            law(
                "D9.3",
                "vụ việc đã giải quyết hết thẩm quyền, cố tình kéo dài",
                byContent: true,
                true
            ),
            law("D9.4", "trường hợp khác theo quy định của pháp luật"),
        ] + [
            decree("D4.a", "mang vũ khí, vật cấm"),
            decree("D4.b", "không chấp hành kiểm tra an ninh"),
            decree("D4.c", "ghi âm, ghi hình trái phép"),
            decree("D4.d", "kích động, lôi kéo"),
            decree("D4.đ", "không có năng lực hành vi mà không có người đại diện"),
            decree("D4.e", "người đại diện không chứng minh được tư cách"),
            decree(
                "D4.g",
                "nội dung không phải khiếu nại, tố cáo, kiến nghị, phản ánh",
                byContent: true
            ),
            decree(
                "D4.h",
                "kiến nghị, phản ánh đã trả lời, không có tình tiết mới",
                byContent: true,
                true
            ),
            decree("D4.i", "đã có bản án có hiệu lực", byContent: true),
            decree("D4.k", "cơ quan khác đang giải quyết", byContent: true),
        ]

    /// The grounds in force on a day; before the content is recorded, those that need none.
    package static func open(on day: Day, content: Bool) -> [RefusalGround] {
        all.filter { $0.from <= day && (content || !$0.needsContent) }
    }

    private static let decreeBegin = Day(year: 2026, month: 7, day: 1)
    private static let lawBegin = Day(year: 2014, month: 7, day: 1)

    private static func law(
        _ code: String,
        _ title: String,
        byContent: Bool = false,
        _ requiresNotice: Bool = false
    ) -> RefusalGround {
        ground(code, title, lawBegin, byContent, requiresNotice)
    }

    private static func decree(
        _ code: String,
        _ title: String,
        byContent: Bool = false,
        _ requiresNotice: Bool = false
    ) -> RefusalGround {
        ground(code, title, decreeBegin, byContent, requiresNotice)
    }

    private static func ground(
        _ code: String,
        _ title: String,
        _ from: Day?,
        _ needsContent: Bool,
        _ requiresNotice: Bool
    ) -> RefusalGround {
        RefusalGround(
            code: code,
            title: title,
            from: from ?? Day.latest,
            needsContent: needsContent,
            requiresNotice: requiresNotice
        )
    }
}
