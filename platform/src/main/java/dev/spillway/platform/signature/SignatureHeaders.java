package dev.spillway.platform.signature;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where in a request's headers a vendor puts its signatures, time and id.
 *
 * <p>One grammar serves all: a header's value is split at {@code separator} (empty: not at all)
 * into items, and an item that begins with {@code prefix} is a signature. {@code sha256=…} is a
 * prefix alone, {@code t=…,v1=…} has a comma and a prefix for its time as well, {@code v1,… v1,…} a
 * space.
 *
 * @param brands the same headers under several names ({@code webhook-id}, {@code svix-id}); a
 *     request's is the first whose signature is there, so that nobody can pass one brand's
 *     signature beside another brand's id
 * @param timestampPrefix where the time stands among the signatures; empty where it has a header or
 *     does not exist
 */
record SignatureHeaders(
        List<Brand> brands, String separator, String prefix, String timestampPrefix) {

    /**
     * More are left unread, so that one request cannot buy much work; vendors send two while a
     * secret rotates.
     */
    private static final int MOST_SIGNATURES = 16;

    private static final int MOST_VALUES = 4;

    record Brand(String signature, @Nullable String timestamp, @Nullable String id) {}

    /**
     * One value of a signature header, read.
     *
     * @param timestamp empty where the value holds none
     */
    record Presented(String timestamp, List<String> signatures) {}

    @Nullable Brand brandOf(SignedRequest request) {
        for (Brand brand : brands) {
            if (request.headers()
                    .first(brand.signature())
                    .filter(value -> !value.isBlank())
                    .isPresent()) {
                return brand;
            }
        }
        return null;
    }

    List<Presented> read(Brand brand, SignedRequest request) {
        List<String> values = request.headers().values(brand.signature());
        List<Presented> presented = new ArrayList<>(values.size());
        for (String value : values.subList(0, Math.min(values.size(), MOST_VALUES))) {
            presented.add(read(value));
        }
        return presented;
    }

    private Presented read(String value) {
        String timestamp = "";
        List<String> signatures = new ArrayList<>(2);
        for (int from = 0;
                from >= 0 && signatures.size() < MOST_SIGNATURES;
                from = nextItem(value, from)) {
            String item = itemAt(value, from);
            if (isTimestamp(item)) {
                timestamp =
                        timestamp.isEmpty() ? item.substring(timestampPrefix.length()) : timestamp;
            } else if (item.startsWith(prefix)) {
                signatures.add(item.substring(prefix.length()));
            }
        }
        return new Presented(timestamp, signatures);
    }

    private boolean isTimestamp(String item) {
        return !timestampPrefix.isEmpty() && item.startsWith(timestampPrefix);
    }

    private String itemAt(String value, int from) {
        int end = endOfItem(value, from);
        return value.substring(from, end < 0 ? value.length() : end).strip();
    }

    /** -1 after the last. */
    private int nextItem(String value, int from) {
        int end = endOfItem(value, from);
        return end < 0 ? -1 : end + separator.length();
    }

    private int endOfItem(String value, int from) {
        return separator.isEmpty() ? -1 : value.indexOf(separator, from);
    }

    /** The headers a vendor would send, under its first brand. */
    Map<String, String> write(Message message, String signature) {
        Brand brand = brands.getFirst();
        Map<String, String> headers = new LinkedHashMap<>();
        String time =
                timestampPrefix.isEmpty() ? "" : timestampPrefix + message.timestamp() + separator;
        headers.put(brand.signature(), time + prefix + signature);
        if (brand.timestamp() != null) {
            headers.put(brand.timestamp(), message.timestamp());
        }
        if (brand.id() != null) {
            headers.put(brand.id(), message.id());
        }
        return headers;
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Brand brand : brands) {
            names.add(brand.signature());
            if (brand.timestamp() != null) {
                names.add(brand.timestamp());
            }
            if (brand.id() != null) {
                names.add(brand.id());
            }
        }
        return names;
    }
}
