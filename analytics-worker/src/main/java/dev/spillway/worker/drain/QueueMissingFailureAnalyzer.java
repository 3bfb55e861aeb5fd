package dev.spillway.worker.drain;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which queue is not there, instead of a stack trace. */
final class QueueMissingFailureAnalyzer extends AbstractFailureAnalyzer<QueueMissingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, QueueMissingException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Check spillway.queues.main, spillway.queues.overflow and spillway.queues.signals."
                        + " The worker does not create queues.",
                cause);
    }
}
