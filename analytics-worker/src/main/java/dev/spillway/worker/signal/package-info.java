/** What leaves the door beside webhooks: counted, learnt or held. */
@NullMarked
package dev.spillway.worker.signal;

import org.jspecify.annotations.NullMarked;
