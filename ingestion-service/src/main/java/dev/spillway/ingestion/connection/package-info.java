/** Connections: how long a request may take in all, and how they end when the door closes. */
@NullMarked
package dev.spillway.ingestion.connection;

import org.jspecify.annotations.NullMarked;
