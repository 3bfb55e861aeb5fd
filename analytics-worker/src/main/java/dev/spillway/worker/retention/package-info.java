/** What goes when its time has come. */
@NullMarked
package dev.spillway.worker.retention;

import org.jspecify.annotations.NullMarked;
