/** What all lists of the API have in common: {@code limit}, {@code cursor} and {@code next}. */
@NullMarked
package dev.spillway.app.listing;

import org.jspecify.annotations.NullMarked;
