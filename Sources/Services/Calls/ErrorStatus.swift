import Casework
import Logging
import Messages
import RPC
import Records
import Storage

/// Turns every error into its one status, and notes those that are the server's own fault.
package struct CallLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// The status of an error.
    ///
    /// Nothing of a request's content gets into it.
    func status(of error: any Error, _ path: String) -> Status {
        switch error {
        case let status as Status: return status
        case let error as CaseworkError: return Status(error)
        case let error as CommandError: return Status(error)
        case is MessageTooLarge: return .recordTooLarge
        case let error as StorageError:
            logger.error(
                "store failed",
                metadata: ["method": "\(path)", "error": "\(error)"]
            )
            return Status(error)
        case is KeyUnavailable: return .keyUnavailable
        case is Vault.NotOpened:
            logger.critical(
                "something sealed is not what belongs in its place",
                metadata: ["method": "\(path)"]
            )
            return .sealBroken
        default:
            logger.error(
                "call failed",
                metadata: ["method": "\(path)", "error": "\(type(of: error))"]
            )
            return Status(
                .internal,
                "the server failed; its log says more"
            )
        }
    }
}

extension Status {
    private static let violationsMax = 100

    /// The status of what the law or the contract refuses.
    init(_ error: CaseworkError) {
        switch error {
        case .invalid(let all):
            // A reply has bounds too: a request that is wrong throughout names the first hundred.
            let violations = all.prefix(Self.violationsMax)
            let more =
                all.count > violations.count ? "; and \(all.count - violations.count) more" : ""
            let fields = violations.map { "\($0.field) \($0.rule)" }.joined(separator: "; ") + more
            self = Status(.fieldInvalid, fields)
                .with(
                    fieldViolations: violations.map {
                        FieldViolation(field: $0.field, description: "\($0.rule); \($0.remedy)")
                    }
                )
                .with(vietnamese: "Dữ liệu gửi lên không hợp lệ.")
        case .notAllowed(let action, let state, let missing, let basis):
            self = Status(
                .actionNotAllowed,
                "\(action) is not allowed in state \(state): it needs \(missing) (\(basis))",
                metadata: [
                    "action": action, "state": state, "missing": missing, "basis": basis,
                ]
            )
            .with(preconditionViolations: [
                PreconditionViolation(type: "STATE", subject: state, description: missing)
            ])
            .with(vietnamese: "Thao tác không thực hiện được ở bước hiện tại của hồ sơ.")
        case .etagMismatch(let current, let changed):
            self = Status(
                .etagMismatch,
                "the record changed since that version: \(changed.joined(separator: ", "))",
                metadata: ["current": current, "changed": changed.joined(separator: ", ")]
            )
            .with(vietnamese: "Hồ sơ đã được thay đổi, hãy tải lại rồi thực hiện lại.")
        case .notFound(let kind):
            let name = kind.protoName.dropFirst("RECORD_KIND_".count)
            self = Status(
                .notFound(kind),
                "there is no such \(name.lowercased()), or none that you may know of"
            )
            .with(vietnamese: "Không tìm thấy.")
        case .alreadyExists(let field, let rule):
            self = Status(
                .alreadyExists,
                "\(field) \(rule)",
                metadata: ["field": field]
            )
            .with(vietnamese: "Tên này đã được dùng.")
        }
    }

    /// The status of a write that was refused before any decision.
    init(_ error: CommandError) {
        switch error {
        case .requestIDReused:
            self = Status(
                .requestIdReused,
                "request_id was used for another request; give a new one"
            )
            .with(fieldViolations: [
                FieldViolation(field: "request_id", description: "was used for another request")
            ])
        case .inconsistent(let finding):
            self = Status(.chainBroken, finding)
        }
    }

    /// The status of what the store refused.
    init(_ error: StorageError) {
        switch error {
        case .queueFull:
            self = Status(
                .overload,
                "too many writes wait"
            )
            .with(retryAfter: .seconds(1))
        case .diskFull:
            self = Status(.diskFull, "the disk is nearly full")
                .with(retryAfter: .seconds(60))
        case .closed:
            self = Status(.draining, "the server is stopping")
                .with(retryAfter: .seconds(5))
        case .keyLength, .valueTooLong, .commandTooManyKeys, .commandTooLarge:
            self = .recordTooLarge
        default:
            self = Status(.internal, "the store failed")
        }
    }

    /// The key provider gave no key, and the call needs what only the key opens.
    static var keyUnavailable: Status {
        Status(
            .keyUnavailable,
            "persons, letters and files can neither be read nor entered: the server has no key; "
                + "bring the key file back and restart the server"
        )
        .with(
            vietnamese: "Máy chủ đang thiếu khóa mã hóa, chưa đọc hoặc ghi được thông tin cá nhân."
        )
    }

    /// What is kept sealed was changed or moved beneath the server.
    static var sealBroken: Status {
        Status(
            .sealBroken,
            "something sealed is not what belongs in its place; verify the store, restore a backup"
        )
        .with(vietnamese: "Dữ liệu niêm phong đã bị thay đổi, cần kiểm tra kho dữ liệu.")
    }

    /// The status of a write that makes more than the store keeps in one place.
    static let recordTooLarge = Status(
        .requestTooLarge,
        "the request makes a record larger than one may be; send less at once"
    )
    .with(vietnamese: "Nội dung gửi lên làm hồ sơ vượt quá dung lượng cho phép; hãy gửi ít hơn.")

    /// The caller reads the file, as an adviser does, and does not change it.
    static var readOnly: Status {
        Status(
            .fileReadOnly,
            "the caller's agency reads this file and does not act on it; answer by "
                + "ConsultationService/AnswerConsultation"
        )
        .with(vietnamese: "Cơ quan tham mưu chỉ đọc hồ sơ, không xử lý thay cơ quan có thẩm quyền.")
    }

    /// The status of a caller who lacks a permission.
    static func notPermitted(_ permission: String) -> Status {
        Status(
            .permissionDenied,
            "the caller lacks the permission \(permission)",
            metadata: ["permission": permission]
        )
        .with(vietnamese: "Không có quyền thực hiện thao tác này.")
    }
}
