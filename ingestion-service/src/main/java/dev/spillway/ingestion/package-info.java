/**
 * The door: it takes what vendors post, checks who sent it, and acknowledges it once SQS holds it.
 *
 * <p>Packages are features: {@code receive} speaks HTTP, {@code directory} knows the sources,
 * {@code signature} judges, {@code pack} gathers and sends, {@code reject} counts what was refused,
 * and {@code queue} is the way to SQS that the last two share.
 */
@NullMarked
package dev.spillway.ingestion;

import org.jspecify.annotations.NullMarked;
