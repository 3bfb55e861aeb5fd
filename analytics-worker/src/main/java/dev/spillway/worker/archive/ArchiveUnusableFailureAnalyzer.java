package dev.spillway.worker.archive;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the archive, instead of a stack trace. */
final class ArchiveUnusableFailureAnalyzer
        extends AbstractFailureAnalyzer<ArchiveUnusableException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ArchiveUnusableException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Check spillway.archive.folder, or spillway.archive.bucket, .prefix and .endpoint;"
                        + " spillway.archive.mode=off keeps no archive. The worker creates no"
                        + " bucket.",
                cause);
    }
}
