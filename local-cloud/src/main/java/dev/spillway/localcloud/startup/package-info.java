/**
 * What can stop the local cloud from starting, and the small facts of the machine that decide it.
 */
@NullMarked
package dev.spillway.localcloud.startup;

import org.jspecify.annotations.NullMarked;
