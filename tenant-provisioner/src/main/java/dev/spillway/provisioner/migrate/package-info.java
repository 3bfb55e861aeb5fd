/** The migrate command: brings the schema up to date. */
@NullMarked
package dev.spillway.provisioner.migrate;

import org.jspecify.annotations.NullMarked;
