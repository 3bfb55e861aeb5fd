/** Refused requests that are kept, sealed, until their tenant has mended what made them fail. */
@NullMarked
package dev.spillway.platform.quarantine;

import org.jspecify.annotations.NullMarked;
