/**
 * The drain: webhooks from the queues into the database, each once, at the pace of the database.
 */
@NullMarked
package dev.spillway.worker;

import org.jspecify.annotations.NullMarked;
