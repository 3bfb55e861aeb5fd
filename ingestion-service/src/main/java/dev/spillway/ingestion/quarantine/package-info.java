/**
 * Refused requests on their way into quarantine: sealed here, bounded, behind their sender's back.
 */
@NullMarked
package dev.spillway.ingestion.quarantine;

import org.jspecify.annotations.NullMarked;
