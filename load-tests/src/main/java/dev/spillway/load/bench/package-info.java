/** The benches of {@code ./spillway bench}. */
@NullMarked
package dev.spillway.load.bench;

import org.jspecify.annotations.NullMarked;
