package dev.spillway.worker.redact;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a run of base64 writes those of its characters that mean something else where it stands, so
 * that what takes its place can be read by whoever could read it. To be used by one thread.
 */
final class Spelling {

    private static final String SPECIAL = "+/=";

    /** Where a mail's line goes on in the next, which may be within an escape. */
    private static final Pattern SOFT_BREAK = Pattern.compile("=\\r?\\n");

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private final Map<Character, String> seen = new HashMap<>();
    private final Map<Character, String> otherwise;

    /**
     * A spelling.
     *
     * @param otherwise of what the run had none of, and nothing like it
     */
    Spelling(Map<Character, String> otherwise) {
        this.otherwise = otherwise;
    }

    /** Learns it: the first spelling of a character holds. */
    void saw(char c, String written) {
        if (SPECIAL.indexOf(c) >= 0) {
            seen.putIfAbsent(c, SOFT_BREAK.matcher(written).replaceAll(""));
        }
    }

    String of(String base64) {
        StringBuilder spelt = new StringBuilder(base64.length());
        for (int at = 0; at < base64.length(); at++) {
            char c = base64.charAt(at);
            if (SPECIAL.indexOf(c) < 0) {
                spelt.append(c);
            } else {
                spelt.append(written(c));
            }
        }
        return spelt.toString();
    }

    private String written(char c) {
        String known = seen.get(c);
        return known != null
                ? known
                : likeAnother(c).orElseGet(() -> otherwise.getOrDefault(c, String.valueOf(c)));
    }

    /** Escapes end in the character's number: {@code %252F}, {@code =2F}, JSON's too. */
    private Optional<String> likeAnother(char c) {
        return seen.entrySet().stream()
                .filter(other -> other.getValue().length() > 2)
                .filter(other ->
                        other.getValue().toUpperCase(Locale.ROOT).endsWith(number(other.getKey())))
                .map(Map.Entry::getValue)
                .map(written -> {
                    String begin = written.substring(0, written.length() - 2);
                    boolean lower = Character.isLowerCase(written.charAt(written.length() - 1));
                    return begin + (lower ? number(c).toLowerCase(Locale.ROOT) : number(c));
                })
                .findFirst();
    }

    private static String number(char c) {
        return UPPER.toHexDigits((byte) c);
    }
}
