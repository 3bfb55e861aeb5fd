/** Which vendors a source can be made for. */
@NullMarked
package dev.spillway.app.provider;

import org.jspecify.annotations.NullMarked;
