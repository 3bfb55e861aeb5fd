/**
 * Long work that tenants ask for, done in steps beside the drain. A step's effect and its progress
 * are one transaction, so a worker that is killed loses no step and repeats none.
 */
@NullMarked
package dev.spillway.worker.job;

import org.jspecify.annotations.NullMarked;
