/** How a person comes to a tenant: by an invitation, once. */
@NullMarked
package dev.spillway.app.invitation;

import org.jspecify.annotations.NullMarked;
