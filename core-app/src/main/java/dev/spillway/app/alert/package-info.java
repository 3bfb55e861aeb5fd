/** What the bound tenant was warned of, by which rules, and how he wants to be told. */
@NullMarked
package dev.spillway.app.alert;

import org.jspecify.annotations.NullMarked;
