/** Calls that may be sent again without being done again. */
@NullMarked
package dev.spillway.provisioner.repeat;

import org.jspecify.annotations.NullMarked;
