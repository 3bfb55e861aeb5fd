/** Samples of what the door refused. */
@NullMarked
package dev.spillway.app.rejection;

import org.jspecify.annotations.NullMarked;
