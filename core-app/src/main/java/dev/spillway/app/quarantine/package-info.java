/** Refused requests that are kept: to see what they were, to have them judged again, to give up. */
@NullMarked
package dev.spillway.app.quarantine;

import org.jspecify.annotations.NullMarked;
