/** Numbers over time, from rollups only and through connections of their own. */
@NullMarked
package dev.spillway.app.metrics;

import org.jspecify.annotations.NullMarked;
