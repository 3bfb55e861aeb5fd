/** Makes a tenant with all it needs in one call. */
@NullMarked
package dev.spillway.provisioner.onboard;

import org.jspecify.annotations.NullMarked;
