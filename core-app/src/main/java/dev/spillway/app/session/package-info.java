/** Logging in, staying logged in, logging out. */
@NullMarked
package dev.spillway.app.session;

import org.jspecify.annotations.NullMarked;
