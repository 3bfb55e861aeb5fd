/** What ops did, kept. */
@NullMarked
package dev.spillway.provisioner.audit;

import org.jspecify.annotations.NullMarked;
