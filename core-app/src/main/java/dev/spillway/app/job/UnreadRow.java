package dev.spillway.app.job;

import java.util.UUID;

/**
 * A row that a job about a person could not look into.
 *
 * @param kind {@code webhook}, {@code dead_letter}, {@code held_request}, {@code event}, {@code
 *     rejection} or {@code notification}
 */
record UnreadRow(String kind, UUID id) {}
