package dev.spillway.platform.provider;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which request headers are kept with a webhook: few, named, and none that would authenticate
 * whoever reads it.
 */
final class KeptHeaders {

    private static final List<String> COMMON =
            List.of(
                    "Accept",
                    "Content-Encoding",
                    "Content-Language",
                    "Content-Length",
                    "Content-Type",
                    "Date",
                    "User-Agent",
                    "X-Request-Id");

    /**
     * A signature authenticates one message; these authenticate a sender, whatever a preset says.
     * An idempotency token authenticates nobody.
     */
    private static final Pattern SECRET =
            Pattern.compile(
                    "(?i)authorization|proxy-authorization|cookie|set-cookie|x-amz-security-token"
                            + "|(?!.*idempotency).*(api-?key|token|secret|password).*");

    private KeptHeaders() {}

    static Set<String> of(Collection<String> ofPreset, Collection<String> ofScheme) {
        Set<String> kept = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        kept.addAll(COMMON);
        kept.addAll(ofPreset);
        kept.addAll(ofScheme);
        kept.removeIf(KeptHeaders::isSecret);
        return Collections.unmodifiableSet(kept);
    }

    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }
}
