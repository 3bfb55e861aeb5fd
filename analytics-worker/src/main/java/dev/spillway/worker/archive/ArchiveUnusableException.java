package dev.spillway.worker.archive;

import org.jspecify.annotations.Nullable;

/** The archive that the settings name cannot be used, however long one waits. */
public final class ArchiveUnusableException extends RuntimeException {

    ArchiveUnusableException(String what, @Nullable Throwable cause) {
        super(what, cause);
    }
}
