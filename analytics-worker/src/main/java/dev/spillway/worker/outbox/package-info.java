/** What has to reach a topic: written in the transaction that causes it, published afterwards. */
@NullMarked
package dev.spillway.worker.outbox;

import org.jspecify.annotations.NullMarked;
