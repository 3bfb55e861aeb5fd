/** What was refused, counted and sampled, on its way to the tenant. */
@NullMarked
package dev.spillway.ingestion.reject;

import org.jspecify.annotations.NullMarked;
