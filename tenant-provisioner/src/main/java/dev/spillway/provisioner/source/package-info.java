/** Sources: who may post webhooks to a tenant, and how they are verified. */
@NullMarked
package dev.spillway.provisioner.source;

import org.jspecify.annotations.NullMarked;
