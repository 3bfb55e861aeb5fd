package dev.spillway.worker.mail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An alert's message in words, as the page {@code /alerts} has them. A kind that is newer than this
 * is told by its name.
 */
record AlertWords(JsonNode message) {

    private static final Map<String, String> NAMES =
            Map.of(
                    "verification_failing", "Signatures fail",
                    "source_silent", "Source is silent",
                    "duplicate_storm", "Storm of duplicates",
                    "dead_letters_growing", "Dead letters grow",
                    "bounce_rate", "Too many bounces",
                    "complaint_rate", "Too many complaints",
                    "quota_near", "Plan is nearly used up");

    private static final Map<String, String> PARTS =
            Map.of(
                    "verification_failing", "of requests could not prove where they come from",
                    "source_silent", "of what usually comes at this time came",
                    "duplicate_storm", "of webhooks were there already",
                    "dead_letters_growing", "webhooks could not be stored",
                    "bounce_rate", "of messages bounced",
                    "complaint_rate", "of delivered messages were complained about",
                    "quota_near", "of what the plan includes a month was received");

    private static final Map<String, String> RESOLUTIONS =
            Map.of(
                    "recovered", "It is well again.",
                    "too_little", "Too little came to say anything.",
                    "not_watched", "It is not watched any more.");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    static AlertWords of(String payload) {
        try {
            JsonNode message = JsonMapper.shared().readTree(payload);
            if (message.path("alert").isObject()) {
                return new AlertWords(message);
            }
        } catch (JacksonException e) {
            // Said below, without what was read.
        }
        throw new IllegalArgumentException("not an alert's message");
    }

    private JsonNode alert() {
        return message.path("alert");
    }

    private String kind() {
        return alert().path("kind").asString("");
    }

    private boolean isOver() {
        return message.path("type").asString("").equals("alert.resolved");
    }

    /** {@code Signatures fail: SendGrid}; of what is over {@code Over: …}. */
    String headline() {
        String name = NAMES.getOrDefault(kind(), kind().replace('_', ' '));
        return (isOver() ? "Over: " : "") + name + source().map(source -> ": " + source).orElse("");
    }

    private Optional<String> source() {
        return Optional.of(alert().path("source").path("name").asString(""))
                .filter(name -> !name.isBlank());
    }

    String sentence() {
        if (isOver()) {
            String resolution = alert().path("resolution").asString("");
            return RESOLUTIONS.getOrDefault(resolution, "It is over.");
        }
        return amount("value")
                + " "
                + PARTS.getOrDefault(kind(), "were counted")
                + basis()
                + "; the rule is "
                + amount("threshold")
                + ".";
    }

    private String basis() {
        String whole = whole(alert().path("basis").asLong(0));
        return switch (alert().path("measure").asString("")) {
            case "share" -> " (of " + whole + ")";
            case "share_of_usual" -> " (usually " + whole + ")";
            default -> "";
        };
    }

    private String amount(String field) {
        double value = alert().path(field).asDouble(0);
        return alert().path("measure").asString("").startsWith("share")
                ? share(value)
                : whole(Math.round(value));
    }

    /** Without rounding away what matters: a complaint rate is a tenth of a percent. */
    private static String share(double value) {
        BigDecimal percent = BigDecimal.valueOf(value).multiply(HUNDRED);
        MathContext digits = new MathContext(percent.compareTo(BigDecimal.ONE) < 0 ? 2 : 3);
        return percent.round(digits).stripTrailingZeros().toPlainString() + " %";
    }

    private static String whole(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    /** In the order in which they are read. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        source().ifPresent(source -> facts.put("Source", source));
        time("breachedAt").ifPresent(time -> facts.put("Began", time));
        time("resolvedAt").ifPresent(time -> facts.put("Over since", time));
        facts.put("Alert", alert().path("id").asString(""));
        return facts;
    }

    private Optional<String> time(String field) {
        String text = alert().path(field).asString("");
        return text.isEmpty() ? Optional.empty() : Optional.of(TIME.format(Instant.parse(text)));
    }
}
