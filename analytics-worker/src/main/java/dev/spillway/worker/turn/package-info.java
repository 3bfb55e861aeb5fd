/** Whose turn it is: the order in which what was received is stored. */
@NullMarked
package dev.spillway.worker.turn;

import org.jspecify.annotations.NullMarked;
