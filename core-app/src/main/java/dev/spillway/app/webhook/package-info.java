/** Webhooks exactly as they came. */
@NullMarked
package dev.spillway.app.webhook;

import org.jspecify.annotations.NullMarked;
