/** Gives the database again what the archive holds: the command {@code replay --from-archive}. */
@NullMarked
package dev.spillway.worker.restore;

import org.jspecify.annotations.NullMarked;
