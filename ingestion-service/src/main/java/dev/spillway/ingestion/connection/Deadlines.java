package dev.spillway.ingestion.connection;

import java.time.Duration;

/**
 * How long a request may take, counted from its first byte.
 *
 * @param headers until its headers are there
 * @param request until it is read and answered, and what is left of it thrown away
 */
public record Deadlines(Duration headers, Duration request) {}
