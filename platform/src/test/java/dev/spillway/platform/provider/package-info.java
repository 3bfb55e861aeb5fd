@NullMarked
package dev.spillway.platform.provider;

import org.jspecify.annotations.NullMarked;
