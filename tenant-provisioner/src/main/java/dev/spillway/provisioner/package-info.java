/** What ops use: onboarding, plans, suspension; also runs the schema's migrations. */
@NullMarked
package dev.spillway.provisioner;

import org.jspecify.annotations.NullMarked;
