/**
 * Webhooks thrown at a door from one thread, by a closed or an open model. Own rather than a
 * library's, since generator and door share two cores: it writes requests that were signed
 * beforehand and reads no more of an answer than its status.
 */
@NullMarked
package dev.spillway.load.traffic;

import org.jspecify.annotations.NullMarked;
