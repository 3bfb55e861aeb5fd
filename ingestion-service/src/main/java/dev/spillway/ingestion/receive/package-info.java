/** HTTP: what a request must be, and what its sender hears. */
@NullMarked
package dev.spillway.ingestion.receive;

import org.jspecify.annotations.NullMarked;
