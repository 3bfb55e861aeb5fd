package dev.spillway.platform.alert;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a tenant can be warned of, each with the rule that holds until he says otherwise. Stored and
 * shown by {@link #code}: one may be added, none renamed.
 */
public enum AlertKind {
    /** Requests whose signature is missing or wrong, of all that came. */
    VERIFICATION_FAILING(AlertScope.SOURCE, AlertMeasure.SHARE, 0.2, 20, minutes(15), minutes(2)),

    /** What came, of what usually comes at this time. */
    SOURCE_SILENT(
            AlertScope.SOURCE, AlertMeasure.SHARE_OF_USUAL, 0.05, 20, minutes(60), minutes(10)),

    /** Webhooks that were there already, of all that were received. */
    DUPLICATE_STORM(AlertScope.SOURCE, AlertMeasure.SHARE, 0.5, 100, minutes(15), minutes(2)),

    /** Webhooks that could not be stored. */
    DEAD_LETTERS_GROWING(AlertScope.TENANT, AlertMeasure.COUNT, 10, 1, minutes(15), minutes(1)),

    /** Bounces, of messages sent or delivered. Amazon SES reviews a sender at 5 %. */
    BOUNCE_RATE(AlertScope.SOURCE, AlertMeasure.SHARE, 0.05, 200, minutes(120), minutes(5)),

    /** Complaints, of messages that arrived. Gmail and Amazon SES want less than 0.1 %. */
    COMPLAINT_RATE(AlertScope.SOURCE, AlertMeasure.SHARE, 0.001, 1_000, minutes(1_440), minutes(5)),

    /** Webhooks received this calendar month, of what the plan includes. Has no other window. */
    QUOTA_NEAR(AlertScope.TENANT, AlertMeasure.SHARE, 0.8, 1, minutes(44_640), minutes(0)),

    /** How long the oldest webhook of the overflow lane has waited. */
    OVERFLOW_DELAYED(AlertScope.PLATFORM, AlertMeasure.HOURS, 24, 1, minutes(1), minutes(5));

    private final AlertScope scope;
    private final AlertMeasure measure;
    private final double threshold;
    private final long minimum;
    private final Duration window;
    private final Duration hold;

    AlertKind(
            AlertScope scope,
            AlertMeasure measure,
            double threshold,
            long minimum,
            Duration window,
            Duration hold) {
        this.scope = scope;
        this.measure = measure;
        this.threshold = threshold;
        this.minimum = minimum;
        this.window = window;
        this.hold = hold;
    }

    private static Duration minutes(long minutes) {
        return Duration.ofMinutes(minutes);
    }

    /** The name in API, messages and database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<AlertKind> find(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** Those that tenants are told of and may set. */
    public static List<AlertKind> ofTenants() {
        return Arrays.stream(values()).filter(kind -> kind.scope != AlertScope.PLATFORM).toList();
    }

    public AlertScope scope() {
        return scope;
    }

    public AlertMeasure measure() {
        return measure;
    }

    /** The rule of whoever has not set one. */
    public AlertRule standard() {
        return new AlertRule(true, threshold, minimum, window, hold);
    }

    /** Whether a rule's window can be chosen: a month is a month. */
    public boolean hasWindow() {
        return this != QUOTA_NEAR;
    }
}
