/** How values are written in every answer. */
@NullMarked
package dev.spillway.app.json;

import org.jspecify.annotations.NullMarked;
