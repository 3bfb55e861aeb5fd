/**
 * What a source makes of a signature: its mode and the check that its credentials were bound to.
 */
@NullMarked
package dev.spillway.ingestion.signature;

import org.jspecify.annotations.NullMarked;
