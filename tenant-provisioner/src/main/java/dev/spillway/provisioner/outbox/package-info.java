/** Events for the topic: written with the change that causes them, published afterwards. */
@NullMarked
package dev.spillway.provisioner.outbox;

import org.jspecify.annotations.NullMarked;
