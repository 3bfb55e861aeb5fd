package dev.spillway.worker.people;

/** The way to the tables, as counting people needs it. */
record PeopleTables(PendingRows pending, SketchRows sketches, Turns turns) {}
