import Messages

extension Status {
    /// One wrong field of a request.
    package struct FieldViolation: Hashable, Sendable {
        /// Path of the field in the request, as in the contract: `petition.summary`.
        package let field: String
        /// What is wrong with it, in English, without the value.
        package let description: String

        /// A violation of this field.
        package init(field: String, description: String) {
            self.field = field
            self.description = description
        }
    }

    /// One thing that has to hold first and does not.
    package struct PreconditionViolation: Hashable, Sendable {
        /// The kind of precondition, UPPER_SNAKE.
        package let type: String
        /// What it is about, for example a record's name.
        package let subject: String
        /// What would make it hold.
        package let description: String

        /// A violation of this precondition.
        package init(type: String, subject: String, description: String) {
            self.type = type
            self.subject = subject
            self.description = description
        }
    }

    /// The same status with the request's wrong fields (`google.rpc.BadRequest`).
    package func with(fieldViolations: [FieldViolation]) -> Status {
        adding(
            GoogleBadRequest(
                fieldViolations: fieldViolations.map {
                    GoogleBadRequest.FieldViolation(field: $0.field, description: $0.description)
                }
            ),
            as: .badRequest
        )
    }

    /// The same status with what has to hold first (`google.rpc.PreconditionFailure`).
    package func with(preconditionViolations: [PreconditionViolation]) -> Status {
        adding(
            GooglePreconditionFailure(
                violations: preconditionViolations.map {
                    GooglePreconditionFailure.Violation(
                        type: $0.type,
                        subject: $0.subject,
                        description: $0.description
                    )
                }
            ),
            as: .preconditionFailure
        )
    }

    /// The same status with whose quota is used up, and which (`google.rpc.QuotaFailure`).
    func with(quotaSubject subject: String, _ description: String) -> Status {
        adding(
            GoogleQuotaFailure(
                violations: [
                    GoogleQuotaFailure.Violation(subject: subject, description: description)
                ]
            ),
            as: .quotaFailure
        )
    }

    /// The same status with the delay before a retry is welcome (`google.rpc.RetryInfo`).
    package func with(retryAfter delay: Duration) -> Status {
        let (seconds, attoseconds) = delay.components
        return adding(
            GoogleRetryInfo(
                retryDelay: GoogleDuration(
                    seconds: seconds,
                    nanos: Int32(attoseconds / 1_000_000_000)
                )
            ),
            as: .retryInfo
        )
    }

    /// The same status with the resource it is about (`google.rpc.ResourceInfo`).
    ///
    /// - Parameters:
    ///   - type: The resource's type, `kntc.v1.Petition`.
    ///   - name: The resource's name.
    /// - Returns: The status with this detail.
    package func with(resourceType type: String, name: String) -> Status {
        adding(GoogleResourceInfo(resourceType: type, resourceName: name), as: .resourceInfo)
    }

    /// The same status with a text for the user, in Vietnamese (`google.rpc.LocalizedMessage`).
    package func with(vietnamese text: String) -> Status {
        adding(GoogleLocalizedMessage.vietnamese(text), as: .localizedMessage)
    }

    /// The same status with the name by which those who run the server find the call
    /// (`google.rpc.RequestInfo`).
    package func with(supportID id: String) -> Status {
        adding(GoogleRequestInfo(requestId: id), as: .requestInfo)
    }

    /// The reason of the error, or nothing when a foreign peer sent none.
    package var reason: String? {
        (detail(.errorInfo) as GoogleErrorInfo?)?.reason
    }

    /// The facts beside the reason.
    package var metadata: [String: String] {
        guard let info: GoogleErrorInfo = detail(.errorInfo) else { return [:] }
        return Dictionary(info.metadata.map { ($0.key, $0.value) }) { _, last in last }
    }

    /// The request's wrong fields.
    package var fieldViolations: [FieldViolation] {
        guard let request: GoogleBadRequest = detail(.badRequest) else { return [] }
        return request.fieldViolations.map {
            FieldViolation(field: $0.field, description: $0.description)
        }
    }

    /// What has to hold first.
    package var preconditionViolations: [PreconditionViolation] {
        guard let failure: GooglePreconditionFailure = detail(.preconditionFailure) else {
            return []
        }
        return failure.violations.map {
            PreconditionViolation(type: $0.type, subject: $0.subject, description: $0.description)
        }
    }

    /// The delay before a retry is welcome.
    package var retryDelay: Duration? {
        guard let delay = (detail(.retryInfo) as GoogleRetryInfo?)?.retryDelay else { return nil }
        return .seconds(delay.seconds) + .nanoseconds(Int64(delay.nanos))
    }

    /// Type and name of the resource it is about.
    package var resource: (type: String, name: String)? {
        (detail(.resourceInfo) as GoogleResourceInfo?).map { ($0.resourceType, $0.resourceName) }
    }

    /// The text for the user and its language.
    package var localizedMessage: (locale: String, message: String)? {
        (detail(.localizedMessage) as GoogleLocalizedMessage?).map { ($0.locale, $0.message) }
    }

    /// The name to give to those who run the server.
    package var supportID: String? {
        (detail(.requestInfo) as GoogleRequestInfo?)?.requestId
    }

    private func adding(_ detail: some Message, as type: DetailType) -> Status {
        var copy = self
        copy.set(detail, as: type)
        return copy
    }
}

extension GoogleLocalizedMessage {
    /// A text for the user.
    static func vietnamese(_ text: String) -> Self { Self(locale: "vi-VN", message: text) }
}
