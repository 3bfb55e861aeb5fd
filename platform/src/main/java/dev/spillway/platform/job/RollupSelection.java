package dev.spillway.platform.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose events are counted anew, by the hours of event time that lie in a range, the first and the
 * last one whole. A range that begins before raw webhooks are kept is cut there.
 *
 * @param source null for all
 * @param to before it
 */
public record RollupSelection(@Nullable UUID source, Instant from, Instant to) {}
