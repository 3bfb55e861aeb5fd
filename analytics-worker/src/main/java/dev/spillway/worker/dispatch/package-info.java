/**
 * Tells tenants what concerns them where they want to be told: messages that the outbox holds, by
 * HTTPS, signed, or by e-mail, at least once. One destination that does not answer keeps no other
 * waiting.
 */
@NullMarked
package dev.spillway.worker.dispatch;

import org.jspecify.annotations.NullMarked;
