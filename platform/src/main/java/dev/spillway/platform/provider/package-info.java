/**
 * Which vendors Spillway knows. A preset is data: one entry in the catalogue says how the vendor
 * signs, what identifies its events, which credentials and settings a source takes and how to set
 * the vendor up.
 */
@NullMarked
package dev.spillway.platform.provider;

import org.jspecify.annotations.NullMarked;
