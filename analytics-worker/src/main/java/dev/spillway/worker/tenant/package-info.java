/** What the worker knows of tenants and their sources, read seldom and kept for a short while. */
@NullMarked
package dev.spillway.worker.tenant;

import org.jspecify.annotations.NullMarked;
