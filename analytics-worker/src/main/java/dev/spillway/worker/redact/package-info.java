/**
 * Finds people's addresses and telephone numbers in whatever vendors sent, however it is written,
 * and puts something else in their place. Knows people by the keyed hashes of their addresses, so
 * that nobody has to be named to be found.
 */
@NullMarked
package dev.spillway.worker.redact;

import org.jspecify.annotations.NullMarked;
