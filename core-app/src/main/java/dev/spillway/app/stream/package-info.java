/** The dashboard, live: one poll per watched tenant feeds all who watch it. */
@NullMarked
package dev.spillway.app.stream;

import org.jspecify.annotations.NullMarked;
