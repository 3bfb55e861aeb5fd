/** Where metrics go. */
@NullMarked
package dev.spillway.app.telemetry;

import org.jspecify.annotations.NullMarked;
