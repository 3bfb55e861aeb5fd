/** The API's description for programs. */
@NullMarked
package dev.spillway.app.openapi;

import org.jspecify.annotations.NullMarked;
