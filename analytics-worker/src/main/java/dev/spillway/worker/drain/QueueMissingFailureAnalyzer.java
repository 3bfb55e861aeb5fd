package dev.spillway.worker.drain;

import io.awspring.cloud.sqs.QueueAttributesResolvingException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which queue is not there, instead of a stack trace. */
final class QueueMissingFailureAnalyzer
        extends AbstractFailureAnalyzer<QueueAttributesResolvingException> {

    @Override
    protected FailureAnalysis analyze(
            Throwable rootFailure, @Nullable QueueAttributesResolvingException cause) {
        return new FailureAnalysis(
                String.valueOf(cause == null ? rootFailure.getMessage() : cause.getMessage()),
                "Check spillway.queues.main, .overflow and .signals, spring.cloud.aws.sqs.endpoint"
                        + " and the credentials. The worker does not create queues.",
                cause);
    }
}
