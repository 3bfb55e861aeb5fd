/**
 * How many people each campaign reached: batches leave small sketches of what they saw, which are
 * merged afterwards (ADR 0042).
 */
@NullMarked
package dev.spillway.worker.people;

import org.jspecify.annotations.NullMarked;
