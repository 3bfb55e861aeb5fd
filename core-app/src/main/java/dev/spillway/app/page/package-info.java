/** Pages for people: static HTML that reads the API like any other client. */
@NullMarked
package dev.spillway.app.page;

import org.jspecify.annotations.NullMarked;
