/** A source as its row holds it: what every service that judges its requests makes of it. */
@NullMarked
package dev.spillway.platform.source;

import org.jspecify.annotations.NullMarked;
