/** How much of a tenant's webhooks goes first, and how much comes in at all. */
@NullMarked
package dev.spillway.ingestion.lane;

import org.jspecify.annotations.NullMarked;
