/**
 * What the tenant app asks for and the worker does, when it takes longer than a request may: the
 * kinds of jobs and the form of their parameters in {@code job.parameters}.
 */
@NullMarked
package dev.spillway.platform.job;

import org.jspecify.annotations.NullMarked;
