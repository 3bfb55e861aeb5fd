/** Counts per time bucket, summed in memory for a batch and written in the order of their keys. */
@NullMarked
package dev.spillway.worker.rollup;

import org.jspecify.annotations.NullMarked;
