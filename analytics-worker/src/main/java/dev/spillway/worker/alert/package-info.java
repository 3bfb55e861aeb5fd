/**
 * Warns tenants: judges what was counted by their rules, each minute, and tells of what begins and
 * of what ends, once.
 */
@NullMarked
package dev.spillway.worker.alert;

import org.jspecify.annotations.NullMarked;
