/**
 * Refused requests: kept sealed for a while, judged again when their tenant says so, or dropped.
 */
@NullMarked
package dev.spillway.worker.quarantine;

import org.jspecify.annotations.NullMarked;
