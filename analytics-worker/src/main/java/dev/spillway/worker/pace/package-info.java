/** How much the database is given to do at a time. */
@NullMarked
package dev.spillway.worker.pace;

import org.jspecify.annotations.NullMarked;
