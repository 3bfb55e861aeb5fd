/** An instance of Spillway that a bench owns: its home, its ports, its tenants, its processes. */
@NullMarked
package dev.spillway.load.stand;

import org.jspecify.annotations.NullMarked;
