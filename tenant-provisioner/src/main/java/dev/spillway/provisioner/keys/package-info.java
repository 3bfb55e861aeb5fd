/** Tenants' keys, and random secrets. */
@NullMarked
package dev.spillway.provisioner.keys;

import org.jspecify.annotations.NullMarked;
