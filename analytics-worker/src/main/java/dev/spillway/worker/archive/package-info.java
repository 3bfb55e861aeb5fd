/**
 * Keeps messages as they came, in objects of many, before they are deleted from their queue; {@code
 * docs/archive-format.md} describes what is written.
 */
@NullMarked
package dev.spillway.worker.archive;

import org.jspecify.annotations.NullMarked;
