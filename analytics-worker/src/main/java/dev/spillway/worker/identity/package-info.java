/** By what two webhooks, or two events, are known to be the same one. */
@NullMarked
package dev.spillway.worker.identity;

import org.jspecify.annotations.NullMarked;
