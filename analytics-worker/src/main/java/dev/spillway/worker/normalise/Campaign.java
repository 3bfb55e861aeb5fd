package dev.spillway.worker.normalise;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds a campaign where a vendor has no field for it: senders hand its name through as metadata of
 * a message, and shops find it in the link that a buyer came by.
 */
final class Campaign {

    private static final String UTM = "utm_campaign=";

    /** A longer query is no marketer's. */
    private static final int LONGEST_QUERY = 8192;

    private Campaign() {}

    static Optional<String> in(Fields metadata) {
        return metadata.anyText("campaign", "campaign_name", "campaign_id", "utm_campaign");
    }

    /** What the link's {@code utm_campaign} says. */
    static Optional<String> ofLink(Optional<String> link) {
        return link.filter(text -> text.length() <= LONGEST_QUERY).stream()
                .flatMap(text -> Arrays.stream(text.split("[?&#]")))
                .filter(piece -> piece.startsWith(UTM))
                .flatMap(piece -> decoded(piece.substring(UTM.length())).stream())
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }
}
