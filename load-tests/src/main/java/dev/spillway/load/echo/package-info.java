/** What a web application costs that does nothing: the baseline of the door's figures. */
@NullMarked
package dev.spillway.load.echo;

import org.jspecify.annotations.NullMarked;
