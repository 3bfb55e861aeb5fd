/** Who did what, kept per tenant and never changed. */
@NullMarked
package dev.spillway.app.audit;

import org.jspecify.annotations.NullMarked;
