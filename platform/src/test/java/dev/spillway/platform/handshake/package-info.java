@NullMarked
package dev.spillway.platform.handshake;

import org.jspecify.annotations.NullMarked;
