/** Vendors' handshakes, bound to the sources that they are made with, and what they need done. */
@NullMarked
package dev.spillway.ingestion.handshake;

import org.jspecify.annotations.NullMarked;
