import Records
import ServiceLifecycle
import UnixSignals

/// Ends with the first signal to stop, also with one that came before it ran; those who wait for news
/// then wait no longer.
struct StopSignals: Service {
    private let signals: UnixSignalsSequence
    private let news: News

    init(_ signals: UnixSignalsSequence, ending news: News) {
        self.signals = signals
        self.news = news
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            for await _ in signals { return }
        }
        news.close()
    }
}
