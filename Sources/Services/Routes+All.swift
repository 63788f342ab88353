package import Logging
package import RPC

extension Routes {
    /// The table of every method of the contract, served at a desk and the front desk before it.
    package static func all(
        _ desk: Desk,
        front: FrontDesk? = nil,
        authenticator: any Authenticator = DevelopmentAuthenticator(),
        admission: Admission? = nil,
        pace: FeedService.Pace = FeedService.Pace(),
        logger: Logger
    ) -> Router {
        var routes = Routes(
            desk,
            authenticator: authenticator,
            admission: admission,
            logger: logger
        )
        let front = front ?? FrontDesk(desk, logger: logger)
        AccessService(front).register(in: &routes)
        CertificateService(front).register(in: &routes)
        DirectoryService(desk, front).register(in: &routes)
        GrantService(desk).register(in: &routes)
        PetitionService(desk).register(in: &routes)
        TransferService(desk).register(in: &routes)
        CustodyService(desk).register(in: &routes)
        AbsenceService(desk).register(in: &routes)
        ConsultationService(desk).register(in: &routes)
        TrackingService(desk).register(in: &routes)
        UrgingService(desk).register(in: &routes)
        OperationService(desk).register(in: &routes)
        CaseService(desk).register(in: &routes)
        ComplaintService(desk).register(in: &routes)
        DenunciationService(desk).register(in: &routes)
        EnforcementService(desk).register(in: &routes)
        FeedbackService(desk).register(in: &routes)
        SatisfactionService(desk).register(in: &routes)
        ReceptionService(desk).register(in: &routes)
        SessionService(desk).register(in: &routes)
        RegisterService(desk).register(in: &routes)
        DeadlineService(desk).register(in: &routes)
        CalendarService(desk).register(in: &routes)
        FeedService(desk, pace: pace).register(in: &routes)
        NationalService(desk).register(in: &routes)
        DraftService(desk).register(in: &routes)
        FileService(desk).register(in: &routes)
        DelegationService(desk).register(in: &routes)
        DocumentService(desk).register(in: &routes)
        ApprovalService(desk).register(in: &routes)
        RecordService(desk).register(in: &routes)
        LawService(desk).register(in: &routes)
        ScenarioService(desk).register(in: &routes)
        IdentityService(desk).register(in: &routes)
        WorkingCopyService(desk).register(in: &routes)
        SystemService(desk).register(in: &routes)
        HealthService(desk).register(in: &routes)
        ReflectionService().register(in: &routes)
        return routes.router
    }

    /// What a port serves that asks for no certificate: giving the first one, and health.
    package static func enrolment(_ front: FrontDesk, logger: Logger) -> Router {
        var routes = Routes(
            front.desk,
            authenticator: SessionAuthenticator(front),
            logger: logger
        )
        CertificateService(front).registerEnrolment(in: &routes)
        HealthService(front.desk).register(in: &routes)
        return routes.router
    }
}
