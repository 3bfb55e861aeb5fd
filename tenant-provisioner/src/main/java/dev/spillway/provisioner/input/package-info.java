/** Reads requests so that everything that is wrong with one is said at once. */
@NullMarked
package dev.spillway.provisioner.input;

import org.jspecify.annotations.NullMarked;
