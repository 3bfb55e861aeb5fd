@NullMarked
package dev.spillway.platform.people;

import org.jspecify.annotations.NullMarked;
