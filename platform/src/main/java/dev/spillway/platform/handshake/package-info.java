/**
 * What vendors ask of an endpoint before they post to it, or beside it: challenges, probes, a
 * secret to be learnt. Each kind is a small class, named in a preset's entry; the door asks it and
 * sends its reply.
 */
@NullMarked
package dev.spillway.platform.handshake;

import org.jspecify.annotations.NullMarked;
