/** The outside world on one machine, as a process: {@link dev.spillway.localcloud.LocalCloud}. */
@NullMarked
package dev.spillway.localcloud;

import org.jspecify.annotations.NullMarked;
