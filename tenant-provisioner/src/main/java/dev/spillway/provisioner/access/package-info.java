/** Who may call: ops, with their token. */
@NullMarked
package dev.spillway.provisioner.access;

import org.jspecify.annotations.NullMarked;
