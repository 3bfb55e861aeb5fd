/** What proves who somebody is: passwords, and secrets that people and programs carry. */
@NullMarked
package dev.spillway.app.identity;

import org.jspecify.annotations.NullMarked;
