/** What single steps of the door cost, by JMH. */
@NullMarked
package dev.spillway.load.micro;

import org.jspecify.annotations.NullMarked;
