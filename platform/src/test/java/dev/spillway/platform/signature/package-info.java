@NullMarked
package dev.spillway.platform.signature;

import org.jspecify.annotations.NullMarked;
