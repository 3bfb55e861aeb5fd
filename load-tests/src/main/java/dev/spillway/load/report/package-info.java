/** What a bench found, for people and for machines. */
@NullMarked
package dev.spillway.load.report;

import org.jspecify.annotations.NullMarked;
