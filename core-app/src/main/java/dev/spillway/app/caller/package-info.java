/** Who is calling: a person with a session or a program with an API key. */
@NullMarked
package dev.spillway.app.caller;

import org.jspecify.annotations.NullMarked;
