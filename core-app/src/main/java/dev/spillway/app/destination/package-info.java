/** Where the bound tenant is told of alerts and suppressions, and how that went. */
@NullMarked
package dev.spillway.app.destination;

import org.jspecify.annotations.NullMarked;
