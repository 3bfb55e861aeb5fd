/** Lists in pages: newest first, a cursor to go on. */
@NullMarked
package dev.spillway.provisioner.listing;

import org.jspecify.annotations.NullMarked;
