/** A tenant's sources: what each is for, where its vendor posts, how it is doing. */
@NullMarked
package dev.spillway.app.source;

import org.jspecify.annotations.NullMarked;
