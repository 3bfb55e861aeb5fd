/** What could not be stored: to look at, to have stored after all, or to give up. */
@NullMarked
package dev.spillway.app.deadletter;

import org.jspecify.annotations.NullMarked;
