/**
 * Gives tenants all that is kept of one person, and takes a person out of all that is kept. What is
 * still on its way is the store's business, which knows whom to leave out by his tombstone.
 */
@NullMarked
package dev.spillway.worker.erasure;

import org.jspecify.annotations.NullMarked;
