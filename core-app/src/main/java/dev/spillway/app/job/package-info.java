/** Long work that a tenant asks for here and the worker does; what has become of it is shown. */
@NullMarked
package dev.spillway.app.job;

import org.jspecify.annotations.NullMarked;
