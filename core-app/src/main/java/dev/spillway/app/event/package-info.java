/** What was found in webhooks: marketing events, one normalised shape for all vendors. */
@NullMarked
package dev.spillway.app.event;

import org.jspecify.annotations.NullMarked;
