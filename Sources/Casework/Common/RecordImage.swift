package import Messages

extension RecordKind {
    /// The type of the records of this kind, for those with a life of their own.
    package var filed: (any FiledRecord.Type)? {
        switch self {
        case .petition: Petition.self
        case .case: Case.self
        case .file: StoredFile.self
        case .signer: Signer.self
        case .document: Document.self
        case .visit: Visit.self
        case .session: Session.self
        case .instruction: Instruction.self
        case .proposal: ReceptionProposal.self
        case .boardMeeting: BoardMeeting.self
        case .original: Original.self
        case .rating: Rating.self
        case .identityRequest: IdentityRequest.self
        case .handlerAppointment: HandlerAppointment.self
        case .identityReading: IdentityReading.self
        case .workingCopy: WorkingCopy.self
        case .transfer: Transfer.self
        case .consultation: Consultation.self
        case .urging: Urging.self
        case .operation: Operation.self
        case .delegation: Delegation.self
        case .absence: Absence.self
        case .agency, .approvalRoutes, .calendar, .certificate, .grant, .officer, .register,
            .settings, .urgingPolicy, .unspecified, .unknown:
            nil
        }
    }
}

extension RecordImage {
    /// Puts a record in its place among the kinds.
    package init(_ record: any FiledRecord) {
        switch record {
        case let petition as Petition: self.init(record: .petition(petition))
        case let file as Case: self.init(record: .caseFile(file))
        case let file as StoredFile: self.init(record: .file(file))
        case let signer as Signer: self.init(record: .signer(signer))
        case let document as Document: self.init(record: .document(document))
        case let visit as Visit: self.init(record: .visit(visit))
        case let session as Session: self.init(record: .session(session))
        case let instruction as Instruction: self.init(record: .instruction(instruction))
        case let proposal as ReceptionProposal: self.init(record: .proposal(proposal))
        case let meeting as BoardMeeting: self.init(record: .boardMeeting(meeting))
        case let original as Original: self.init(record: .original(original))
        case let rating as Rating: self.init(record: .rating(rating))
        case let request as IdentityRequest: self.init(record: .identityRequest(request))
        case let named as HandlerAppointment: self.init(record: .handlerAppointment(named))
        case let reading as IdentityReading: self.init(record: .identityReading(reading))
        case let copy as WorkingCopy: self.init(record: .workingCopy(copy))
        case let transfer as Transfer: self.init(record: .transfer(transfer))
        case let asked as Consultation: self.init(record: .consultation(asked))
        case let urging as Urging: self.init(record: .urging(urging))
        case let operation as Operation: self.init(record: .operation(operation))
        case let given as Delegation: self.init(record: .delegation(given))
        case let absence as Absence: self.init(record: .absence(absence))
        default: self.init()
        }
    }

    /// The record; nil when none is given.
    package var filed: (any FiledRecord)? {
        switch record {
        case .petition(let petition): petition
        case .caseFile(let file): file
        case .file(let file): file
        case .signer(let signer): signer
        case .document(let document): document
        case .visit(let visit): visit
        case .session(let session): session
        case .instruction(let instruction): instruction
        case .proposal(let proposal): proposal
        case .boardMeeting(let meeting): meeting
        case .original(let original): original
        case .rating(let rating): rating
        case .identityRequest(let request): request
        case .handlerAppointment(let appointment): appointment
        case .identityReading(let reading): reading
        case .workingCopy(let copy): copy
        case .transfer(let transfer): transfer
        case .consultation(let consultation): consultation
        case .urging(let urging): urging
        case .operation(let operation): operation
        case .delegation(let delegation): delegation
        case .absence(let absence): absence
        case nil: nil
        }
    }
}
