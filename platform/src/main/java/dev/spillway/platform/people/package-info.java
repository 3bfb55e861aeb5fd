/**
 * How unique people are counted (ADR 0042): what writes the counts and what reads them agree here.
 */
@NullMarked
package dev.spillway.platform.people;

import org.jspecify.annotations.NullMarked;
