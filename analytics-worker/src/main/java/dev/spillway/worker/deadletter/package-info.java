/** Dead letters that a tenant wants stored after all, or given up for good. */
@NullMarked
package dev.spillway.worker.deadletter;

import org.jspecify.annotations.NullMarked;
