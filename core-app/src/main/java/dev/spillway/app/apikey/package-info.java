/** Keys for programs: made, listed, revoked, and found again by their hash. */
@NullMarked
package dev.spillway.app.apikey;

import org.jspecify.annotations.NullMarked;
