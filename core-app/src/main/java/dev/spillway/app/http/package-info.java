/** How requests are read and refused: parameters, bodies, and problems that name the field. */
@NullMarked
package dev.spillway.app.http;

import org.jspecify.annotations.NullMarked;
