/** An instance's database, seen by its owner: what is committed, and what it could do at most. */
@NullMarked
package dev.spillway.load.database;

import org.jspecify.annotations.NullMarked;
