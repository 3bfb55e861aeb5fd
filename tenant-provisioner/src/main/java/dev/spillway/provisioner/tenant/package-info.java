/** Tenants: list, rename, change plan, suspend. */
@NullMarked
package dev.spillway.provisioner.tenant;

import org.jspecify.annotations.NullMarked;
