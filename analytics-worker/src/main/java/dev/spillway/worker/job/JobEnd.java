package dev.spillway.worker.job;

import org.jspecify.annotations.Nullable;

/** How a job ended. */
sealed interface JobEnd {

    /** The name in the database. */
    String status();

    default @Nullable String errorCode() {
        return null;
    }

    record Done() implements JobEnd {
        @Override
        public String status() {
            return "done";
        }
    }

    record Cancelled() implements JobEnd {
        @Override
        public String status() {
            return "cancelled";
        }
    }

    record Failed(String errorCode) implements JobEnd {
        @Override
        public String status() {
            return "failed";
        }
    }
}
