/** The way to SQS: one call with up to ten messages, and which of them are held now. */
@NullMarked
package dev.spillway.ingestion.queue;

import org.jspecify.annotations.NullMarked;
