package dev.spillway.ingestion.receive;

import java.util.Optional;

/**
 * Where a request was posted to: {@code /in/{ingestKey}} and whatever follows.
 *
 * @param ingestKey as it came; no key holds a character that would have to be escaped
 * @param suffix what follows the key, with its leading slash and escapes as they came; may be empty
 */
record IngestPath(String ingestKey, String suffix) {

    /** Longer suffixes could not be stored. */
    static final int MAX_SUFFIX = 2048;

    private static final String PREFIX = "/in/";

    /**
     * Reads the target as it came, so that what a vendor signed is what is looked at. The container
     * has mapped the request by the path's normal form; where that differs ({@code /x/../in/key}),
     * this finds no key.
     */
    static Optional<IngestPath> of(String requestUri) {
        if (!requestUri.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int end = requestUri.indexOf('/', PREFIX.length());
        if (end < 0) {
            end = requestUri.length();
        }
        return Optional.of(
                new IngestPath(
                        requestUri.substring(PREFIX.length(), end), requestUri.substring(end)));
    }

    boolean isTooLong() {
        return suffix.length() > MAX_SUFFIX;
    }
}
