/** Invitations of a tenant's people. */
@NullMarked
package dev.spillway.provisioner.invite;

import org.jspecify.annotations.NullMarked;
