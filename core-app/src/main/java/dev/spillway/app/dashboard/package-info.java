/** What the dashboard shows: the last hour of a tenant, read from rollups. */
@NullMarked
package dev.spillway.app.dashboard;

import org.jspecify.annotations.NullMarked;
