package dev.spillway.ingestion.receive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The content codings that somebody downstream can undo. The door undoes none: signatures are over
 * the bytes as they came, and so is what is stored.
 */
final class ContentCodings {

    /** IANA's registered codings, and {@code x-gzip}, its alias (RFC 9110, 8.4.1.3). */
    private static final Set<String> KNOWN =
            Set.of("", "identity", "gzip", "x-gzip", "deflate", "br", "zstd", "compress");

    static final String NAMES = "identity, gzip, deflate, br, zstd or compress";

    private ContentCodings() {}

    /** Whether every coding of every {@code Content-Encoding} line is known. */
    static boolean areKnown(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .allMatch(KNOWN::contains);
    }
}
