/** What tenant admins see. Every package below is a feature; what it shares is its public types. */
@NullMarked
package dev.spillway.app;

import org.jspecify.annotations.NullMarked;
