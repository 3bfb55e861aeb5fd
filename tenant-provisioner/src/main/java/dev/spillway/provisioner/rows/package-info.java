/** What the entities of all features share. */
@NullMarked
package dev.spillway.provisioner.rows;

import org.jspecify.annotations.NullMarked;
