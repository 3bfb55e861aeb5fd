/** Which sources there are: an immutable snapshot in memory, kept fresh by a cheap poll. */
@NullMarked
package dev.spillway.ingestion.directory;

import org.jspecify.annotations.NullMarked;
