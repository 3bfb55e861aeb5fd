/** What tenants are warned of: the app lets them set the rules by which the worker judges. */
@NullMarked
package dev.spillway.platform.alert;

import org.jspecify.annotations.NullMarked;
