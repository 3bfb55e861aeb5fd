/** How the worker speaks to the database: times, multi-row statements, and what its errors mean. */
@NullMarked
package dev.spillway.worker.sql;

import org.jspecify.annotations.NullMarked;
