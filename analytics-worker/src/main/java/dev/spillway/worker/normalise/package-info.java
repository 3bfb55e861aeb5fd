/**
 * What a webhook says, in words that are the same for every vendor. Reads bytes of strangers, so
 * nothing in here throws because of what it reads: an answer is events, {@code unknown} or {@code
 * unparsable}.
 */
@NullMarked
package dev.spillway.worker.normalise;

import org.jspecify.annotations.NullMarked;
