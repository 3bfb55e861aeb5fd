/** Takes messages from the queues, and deletes them once their effect is committed. */
@NullMarked
package dev.spillway.worker.drain;

import org.jspecify.annotations.NullMarked;
