/** Campaigns and how far they got people: who was reached, opened, clicked, and bought. */
@NullMarked
package dev.spillway.app.campaign;

import org.jspecify.annotations.NullMarked;
