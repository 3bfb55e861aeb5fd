/** What the door refused: counted, with samples. */
@NullMarked
package dev.spillway.worker.reject;

import org.jspecify.annotations.NullMarked;
