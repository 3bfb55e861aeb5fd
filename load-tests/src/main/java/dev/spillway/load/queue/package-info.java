/** Parcels as the door packs them, put straight into the queue. */
@NullMarked
package dev.spillway.load.queue;

import org.jspecify.annotations.NullMarked;
