/** Where tenants may have messages sent to: what the app accepts and the worker looks at again. */
@NullMarked
package dev.spillway.platform.destination;

import org.jspecify.annotations.NullMarked;
