/**
 * The cloud for tests: {@link dev.spillway.localcloud.junit.CloudTest} on a class, {@link
 * dev.spillway.localcloud.junit.TestCloud} in it.
 */
@NullMarked
package dev.spillway.localcloud.junit;

import org.jspecify.annotations.NullMarked;
