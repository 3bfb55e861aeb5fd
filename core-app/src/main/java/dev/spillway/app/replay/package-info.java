/** Stored webhooks gone through once more: for their events, or for the counts of these. */
@NullMarked
package dev.spillway.app.replay;

import org.jspecify.annotations.NullMarked;
