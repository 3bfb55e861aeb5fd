/** Secrets on their way to the services that need them: sealed here, and opened nowhere here. */
@NullMarked
package dev.spillway.app.secret;

import org.jspecify.annotations.NullMarked;
