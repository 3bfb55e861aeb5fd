/** Who may call what: one filter chain for pages, API and stream. */
@NullMarked
package dev.spillway.app.access;

import org.jspecify.annotations.NullMarked;
