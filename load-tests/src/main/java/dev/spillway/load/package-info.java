/** What {@code ./spillway bench} runs. */
@NullMarked
package dev.spillway.load;

import org.jspecify.annotations.NullMarked;
