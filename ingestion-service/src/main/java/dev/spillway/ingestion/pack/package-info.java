/** Group commit: webhooks that arrive while sends are in flight leave together with the next. */
@NullMarked
package dev.spillway.ingestion.pack;

import org.jspecify.annotations.NullMarked;
